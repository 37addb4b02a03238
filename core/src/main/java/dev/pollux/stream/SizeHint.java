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
}
