package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * The values of seven futures that were joined, in branch order.
 *
 * @param first the value of the first branch
 * @param second the value of the second branch
 * @param third the value of the third branch
 * @param fourth the value of the fourth branch
 * @param fifth the value of the fifth branch
 * @param sixth the value of the sixth branch
 * @param seventh the value of the seventh branch
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 * @param <C> the type of the third value
 * @param <D> the type of the fourth value
 * @param <E> the type of the fifth value
 * @param <F> the type of the sixth value
 * @param <G> the type of the seventh value
 */
public record Join7<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        F extends @Nullable Object,
        G extends @Nullable Object>(
        A first, B second, C third, D fourth, E fifth, F sixth, G seventh) {

    /** Takes the values in the order of the branches, whose types the caller matched with the parameters. */
    @SuppressWarnings({"unchecked", "NullAway"})
    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    F extends @Nullable Object,
                    G extends @Nullable Object>
            Join7<A, B, C, D, E, F, G> of(@Nullable Object[] values) {
        return new Join7<>((A) values[0], (B) values[1], (C) values[2], (D) values[3], (E) values[4], (F) values[5], (G)
                values[6]);
    }
}
