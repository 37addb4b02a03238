package dev.pollux.runtime.metrics;

import java.time.Duration;
import java.util.Objects;

/**
 * Buckets of a relative width. Each power of two is a row of 2^precision buckets; the rows below it, where a bucket would be narrower
 * than a nanosecond, are one bucket per nanosecond. Of this endless list a histogram has a stretch, from {@code first} on.
 *
 * @param precision the number of bits behind the leading one that tell the bucket
 * @param first the place in the list of the first bucket, which takes in all before it
 * @param buckets how many
 */
record LogBuckets(int precision, int first, int buckets) implements HistogramConfig {

    private static final int MOST_PRECISE = 10;

    static LogBuckets of(Duration min, Duration max, int precision) {
        if (precision < 0 || precision > MOST_PRECISE) {
            throw new IllegalArgumentException("the precision of a histogram must be from 0 to 10: " + precision);
        }
        if (min.isNegative() || min.isZero() || max.compareTo(min) <= 0) {
            throw new IllegalArgumentException(
                    "a logarithmic histogram must begin above zero and end above that: " + min + " to " + max);
        }
        int first = Math.max(0, place(min.toNanos(), precision) - 1); // so that `min` is told apart from less
        int last = place(nextPowerOfTwo(max.toNanos()) - 1, precision);
        return new LogBuckets(precision, first, last - first + 1);
    }

    private static long nextPowerOfTwo(long value) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value - 1);
        return bits >= Long.SIZE - 1 ? Long.MAX_VALUE : 1L << bits;
    }

    private static int place(long nanos, int precision) {
        int highest = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos | 1);
        int row = Math.max(0, highest - precision);
        return (row << precision) + (int) (nanos >>> row);
    }

    @Override
    public long lowerBoundNanos(int bucket) {
        int place = first + Objects.checkIndex(bucket, buckets);
        if (bucket == 0) {
            return 0;
        }
        int row = Math.max(0, (place >> precision) - 1);
        return (long) (place - (row << precision)) << row;
    }

    @Override
    public int bucketOf(long nanos) {
        int place = place(Math.max(0, nanos), precision);
        return Math.min(buckets - 1, Math.max(0, place - first));
    }
}
