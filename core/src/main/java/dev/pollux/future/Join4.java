package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * The values of four futures that were joined, in branch order.
 *
 * @param first the value of the first branch
 * @param second the value of the second branch
 * @param third the value of the third branch
 * @param fourth the value of the fourth branch
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 * @param <C> the type of the third value
 * @param <D> the type of the fourth value
 */
public record Join4<
        A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, D extends @Nullable Object>(
        A first, B second, C third, D fourth) {

    /** Takes the values in the order of the branches, whose types the caller matched with the parameters. */
    @SuppressWarnings({"unchecked", "NullAway"})
    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            Join4<A, B, C, D> of(@Nullable Object[] values) {
        return new Join4<>((A) values[0], (B) values[1], (C) values[2], (D) values[3]);
    }
}
