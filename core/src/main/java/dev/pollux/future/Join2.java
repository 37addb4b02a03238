package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * The values of two futures that were joined, in branch order.
 *
 * @param first the value of the first branch
 * @param second the value of the second branch
 * @param <A> the type of the first value
 * @param <B> the type of the second value
 */
public record Join2<A extends @Nullable Object, B extends @Nullable Object>(A first, B second) {

    /** Takes the values in the order of the branches, whose types the caller matched with the parameters. */
    @SuppressWarnings({"unchecked", "NullAway"})
    static <A extends @Nullable Object, B extends @Nullable Object> Join2<A, B> of(@Nullable Object[] values) {
        return new Join2<>((A) values[0], (B) values[1]);
    }
}
