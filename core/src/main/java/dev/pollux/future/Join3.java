package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * The values of three futures that were joined, in branch order.
 *
 * @param first the value of the first branch
 * @param second the value of the second branch
 * @param third the value of the third branch
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 * @param <C> the type of the third value
 */
public record Join3<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>(
        A first, B second, C third) {

    /** Takes the values in the order of the branches, whose types the caller matched with the parameters. */
    @SuppressWarnings({"unchecked", "NullAway"})
    static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Join3<A, B, C> of(
            @Nullable Object[] values) {
        return new Join3<>((A) values[0], (B) values[1], (C) values[2]);
    }
}
