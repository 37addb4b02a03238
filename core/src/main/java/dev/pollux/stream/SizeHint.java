package dev.pollux.stream;

import java.util.OptionalLong;

/**
 * How many values a stream may still yield.
 *
 * @param lower at least so many
 * @param upper at most so many; empty if there is no bound, or none that is known
 */
public record SizeHint(long lower, OptionalLong upper) {

    /** Nothing is known. */
    public static final SizeHint UNKNOWN = atLeast(0);

    /** Nothing more will come. */
    public static final SizeHint NONE = exactly(0);

    /**
     * Checks the bounds.
     *
     * @param lower as above
     * @param upper as above
     * @throws IllegalArgumentException if {@code lower} is negative or above {@code upper}
     */
    public SizeHint {
        if (lower < 0 || (upper.isPresent() && upper.getAsLong() < lower)) {
            throw new IllegalArgumentException("bounds " + lower + " to " + upper + " are no range");
        }
    }

    /**
     * Returns the hint of a stream whose length is known.
     *
     * @param count so many values, and then the end
     * @return the hint
     */
    public static SizeHint exactly(long count) {
        return between(count, count);
    }

    /**
     * Returns the hint of a stream of which only a lower bound is known.
     *
     * @param lower at least so many values
     * @return the hint
     */
    public static SizeHint atLeast(long lower) {
        return new SizeHint(lower, OptionalLong.empty());
    }

    /**
     * Returns the hint of a stream whose length lies between two bounds.
     *
     * @param lower at least so many values
     * @param upper at most so many values
     * @return the hint
     */
    public static SizeHint between(long lower, long upper) {
        return new SizeHint(lower, OptionalLong.of(upper));
    }

    /**
     * Returns the hint of two streams, one after the other or at once.
     *
     * @param other that of the other stream
     * @return the sum; a sum that no {@code long} holds is no bound
     */
    public SizeHint plus(SizeHint other) {
        return new SizeHint(
                saturated(lower, other.lower),
                upper.isEmpty() || other.upper.isEmpty() || overflows(upper.getAsLong(), other.upper.getAsLong())
                        ? OptionalLong.empty()
                        : OptionalLong.of(upper.getAsLong() + other.upper.getAsLong()));
    }

    /**
     * Returns the hint of a stream that ends after so many values.
     *
     * @param limit at most so many values
     * @return no bound is above {@code limit}
     */
    public SizeHint atMost(long limit) {
        return between(Math.min(lower, limit), Math.min(upper.orElse(limit), limit));
    }

    /**
     * Returns the hint of a stream that leaves its first values out.
     *
     * @param count so many of them
     * @return the bounds without {@code count}
     */
    public SizeHint minus(long count) {
        return new SizeHint(
                Math.max(0, lower - count),
                upper.isEmpty() ? upper : OptionalLong.of(Math.max(0, upper.getAsLong() - count)));
    }

    /**
     * Returns the hint of a stream that may leave any of its values out.
     *
     * @return the same without a lower bound
     */
    public SizeHint withoutLower() {
        return new SizeHint(0, upper);
    }

    private static boolean overflows(long a, long b) {
        return a > Long.MAX_VALUE - b;
    }

    private static long saturated(long a, long b) {
        return overflows(a, b) ? Long.MAX_VALUE : a + b;
    }
}
