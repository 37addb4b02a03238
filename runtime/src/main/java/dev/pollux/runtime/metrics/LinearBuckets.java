package dev.pollux.runtime.metrics;

import java.time.Duration;
import java.util.Objects;

/** Buckets of equal width. */
record LinearBuckets(long width, int buckets) implements HistogramConfig {

    static LinearBuckets of(Duration width, int buckets) {
        if (width.isNegative() || width.isZero()) {
            throw new IllegalArgumentException("the width of a bucket must be positive: " + width);
        }
        if (buckets < 1) {
            throw new IllegalArgumentException("a histogram must have at least 1 bucket: " + buckets);
        }
        return new LinearBuckets(width.toNanos(), buckets);
    }

    @Override
    public long lowerBoundNanos(int bucket) {
        return Objects.checkIndex(bucket, buckets) * width;
    }

    @Override
    public int bucketOf(long nanos) {
        return (int) Math.min(buckets - 1, Math.max(0, nanos) / width);
    }
}
