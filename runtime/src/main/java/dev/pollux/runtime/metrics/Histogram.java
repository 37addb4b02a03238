package dev.pollux.runtime.metrics;

import java.time.Duration;
import java.util.List;

/**
 * How often durations fell into each bucket.
 *
 * @param config the bounds of the buckets
 * @param counts how many durations each bucket has had, by index
 */
public record Histogram(HistogramConfig config, List<Long> counts) {

    /**
     * Checks and copies the counts.
     *
     * @param config as above
     * @param counts as above
     * @throws IllegalArgumentException if there is not one count for each bucket
     */
    public Histogram {
        counts = List.copyOf(counts);
        if (counts.size() != config.buckets()) {
            throw new IllegalArgumentException(counts.size() + " counts for " + config.buckets() + " buckets");
        }
    }

    /**
     * Returns how many durations there were.
     *
     * @return the sum of all counts
     */
    public long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Estimates what a share of the durations did not exceed.
     *
     * @param share from 0 to 1: 0.99 for the 99th percentile
     * @return the upper end of the bucket in which that duration lies, or the lower end if that is the last bucket; zero if there were none
     * @throws IllegalArgumentException if {@code share} is out of range
     */
    public Duration quantile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share must be from 0 to 1: " + share);
        }
        long left = Math.max(1, (long) Math.ceil(share * total()));
        for (int bucket = 0; bucket < counts.size(); bucket++) {
            left -= counts.get(bucket);
            if (left <= 0) {
                return boundOf(bucket);
            }
        }
        return Duration.ZERO;
    }

    private Duration boundOf(int bucket) {
        boolean last = bucket == counts.size() - 1;
        return Duration.ofNanos(last ? config.lowerBoundNanos(bucket) : config.upperBoundNanos(bucket));
    }
}
