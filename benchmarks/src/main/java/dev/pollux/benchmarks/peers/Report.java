package dev.pollux.benchmarks.peers;

import java.util.Arrays;
import java.util.Locale;

/** Prints what was measured of one workload, a JSON object a line. */
record Report(String workload) {

    private static final String PEER = System.getenv().getOrDefault("PEER", "pollux");

    void value(String metric, String unit, double value) {
        line(metric, unit, value, value, value, 1, "");
    }

    /** Sorts the samples. */
    void distribution(String metric, String unit, double[] samples, String note) {
        Arrays.sort(samples);
        int count = samples.length;
        line(metric, unit, samples[count / 2], samples[0], samples[count - 1], count, note);
    }

    /** Sorts the samples, which are in nanoseconds. */
    void lateness(String prefix, long[] nanos) {
        Arrays.sort(nanos);
        value(prefix + "_p50", "us", percentile(nanos, 0.5) / 1e3);
        value(prefix + "_p99", "us", percentile(nanos, 0.99) / 1e3);
        value(prefix + "_max", "us", percentile(nanos, 1) / 1e3);
    }

    private static long percentile(long[] sorted, double rank) {
        return sorted[(int) Math.min(sorted.length - 1, (long) (rank * sorted.length))];
    }

    private void line(String metric, String unit, double median, double min, double max, int count, String note) {
        System.out.println(String.format(
                Locale.ROOT,
                "{\"peer\":\"%s\",\"workload\":\"%s\",\"metric\":\"%s\",\"unit\":\"%s\","
                        + "\"median\":%.3f,\"min\":%.3f,\"max\":%.3f,\"n\":%d,\"note\":\"%s\"}",
                PEER,
                workload,
                metric,
                unit,
                median,
                min,
                max,
                count,
                note));
    }
}
