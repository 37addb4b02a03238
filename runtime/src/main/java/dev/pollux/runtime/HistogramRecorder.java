package dev.pollux.runtime;

import dev.pollux.runtime.metrics.Histogram;
import dev.pollux.runtime.metrics.HistogramConfig;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The histograms of one kind, one for each worker. */
final class HistogramRecorder {

    private final HistogramConfig config;
    private final AtomicLongArray[] workers; // atomic: a worker that was replaced counts beside the one in its place

    HistogramRecorder(HistogramConfig config, int workers) {
        this.config = config;
        this.workers = IntStream.range(0, workers)
                .mapToObj(i -> new AtomicLongArray(config.buckets()))
                .toArray(AtomicLongArray[]::new);
    }

    static @Nullable HistogramRecorder of(@Nullable HistogramConfig config, int workers) {
        return config == null ? null : new HistogramRecorder(config, workers);
    }

    void record(int worker, long nanos) {
        workers[worker].getAndIncrement(config.bucketOf(nanos));
    }

    Histogram read(int worker) {
        AtomicLongArray counts = workers[worker];
        return new Histogram(
                config,
                IntStream.range(0, counts.length()).mapToObj(counts::get).toList());
    }
}
