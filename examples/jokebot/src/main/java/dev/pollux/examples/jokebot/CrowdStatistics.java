package dev.pollux.examples.jokebot;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What happened to a crowd. Visitors report from any thread. */
final class CrowdStatistics {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final int DIGITS = 3;
    private static final double MEDIAN = 50;
    private static final double LATE = 99;

    private final Histogram latencies = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicReference<@Nullable String> firstError = new AtomicReference<>();

    void answered(long nanos, String answer) {
        if (!answer.endsWith(")")) { // jokes do: the style comes last
            failed("not a joke: " + answer);
            return;
        }
        latencies.recordValue(Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }

    void failed(String why) {
        errors.incrementAndGet();
        firstError.compareAndSet(null, why);
    }

    CrowdResult result() {
        String error = firstError.get();
        return new CrowdResult(
                latencies.getTotalCount(),
                errors.get(),
                latencies.getValueAtPercentile(MEDIAN),
                latencies.getValueAtPercentile(LATE),
                latencies.getMaxValue(),
                error == null ? "" : error);
    }
}
