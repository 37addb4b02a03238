package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * The values of five futures that were joined, in branch order.
 *
 * @param first the value of the first branch
 * @param second the value of the second branch
 * @param third the value of the third branch
 * @param fourth the value of the fourth branch
 * @param fifth the value of the fifth branch
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 * @param <C> the type of the third value
 * @param <D> the type of the fourth value
 * @param <E> the type of the fifth value
 */
public record Join5<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object>(
        A first, B second, C third, D fourth, E fifth) {

    /** Takes the values in the order of the branches, whose types the caller matched with the parameters. */
    @SuppressWarnings({"unchecked", "NullAway"})
    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            Join5<A, B, C, D, E> of(@Nullable Object[] values) {
        return new Join5<>((A) values[0], (B) values[1], (C) values[2], (D) values[3], (E) values[4]);
    }
}
