package dev.pollux.runtime.metrics;

import java.time.Duration;

/**
 * How a histogram of durations divides them into buckets. The first bucket begins at zero, the last has no end, and there is no gap.
 *
 * @origin tokio::runtime::HistogramConfiguration (1.53). Differs: the old logarithmic scale, which was replaced there, is left out.
 */
public sealed interface HistogramConfig permits LinearBuckets, LogBuckets {

    /**
     * Ten buckets of a hundred microseconds: what a histogram has if nothing is said.
     *
     * @return the default
     */
    static HistogramConfig linear() {
        return linear(Duration.ofNanos(100_000), 10);
    }

    /**
     * Buckets of equal width.
     *
     * @param width of each; at least a nanosecond
     * @param buckets how many, at least one; the last holds all that is longer, too
     * @return the configuration
     * @throws IllegalArgumentException if {@code width} is not positive or {@code buckets} less than one
     */
    static HistogramConfig linear(Duration width, int buckets) {
        return LinearBuckets.of(width, buckets);
    }

    /**
     * Buckets from 100 nanoseconds to a minute, each at most a quarter of its lower end wide.
     *
     * @return a configuration of 119 buckets
     */
    static HistogramConfig logarithmic() {
        return logarithmic(Duration.ofNanos(100), Duration.ofMinutes(1), 2);
    }

    /**
     * Buckets whose width grows with the duration: each doubling is divided into 2<sup>precision</sup> buckets of equal width.
     *
     * @param min durations below it may share the first bucket; more than zero
     * @param max durations above it may share the last bucket; more than {@code min}
     * @param precision from 0, for buckets that double, to 10; each step halves the error and doubles the number of buckets
     * @return the configuration
     * @throws IllegalArgumentException if an argument is out of range
     */
    static HistogramConfig logarithmic(Duration min, Duration max, int precision) {
        return LogBuckets.of(min, max, precision);
    }

    /**
     * Returns the number of buckets.
     *
     * @return at least one
     */
    int buckets();

    /**
     * Returns where a bucket begins.
     *
     * @param bucket from 0 to one less than {@link #buckets}
     * @return its shortest duration, in nanoseconds
     */
    long lowerBoundNanos(int bucket);

    /**
     * Returns where a bucket ends.
     *
     * @param bucket from 0 to one less than {@link #buckets}
     * @return the shortest duration above it, in nanoseconds; {@link Long#MAX_VALUE} for the last
     */
    default long upperBoundNanos(int bucket) {
        return bucket == buckets() - 1 ? Long.MAX_VALUE : lowerBoundNanos(bucket + 1);
    }

    /**
     * Finds the bucket of a duration.
     *
     * @param nanos the duration; a negative one counts as zero
     * @return the index of the bucket
     */
    int bucketOf(long nanos);
}
