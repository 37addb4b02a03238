package dev.pollux.benchmarks.peers;

import java.util.Arrays;
import java.util.Locale;

/** Repeats a workload, first to warm up and then by the clock, and reports the time of one operation. */
final class Operations {

    private static final long WARM_UP = nanos("WARM_MS", 2_000);
    private static final long MEASURING = nanos("MEASURE_MS", 1_000);
    private static final int LEAST = 3;
    private static final int MOST = 1_000;

    private final Report report;

    Operations(String workload) {
        this.report = new Report(workload);
    }

    /**
     * Measures.
     *
     * @param count how many operations one run of {@code body} is
     */
    void measure(String metric, String unit, long count, Workload body) throws Exception {
        int warmUps = warmUp(body);
        long cpu = Usage.cpu();
        long allocated = Usage.allocated();
        double[] times = times(count, body);
        double all = (double) count * times.length;
        String note = String.format(
                Locale.ROOT,
                "cpu=%.1f alloc=%.0f warm=%d",
                (Usage.cpu() - cpu) / all,
                (Usage.allocated() - allocated) / all,
                warmUps);
        report.distribution(metric, unit, times, note);
    }

    private static int warmUp(Workload body) throws Exception {
        long start = System.nanoTime();
        int runs = 0;
        do {
            body.run();
            runs++;
        } while (System.nanoTime() - start < WARM_UP);
        return runs;
    }

    private static double[] times(long count, Workload body) throws Exception {
        double[] times = new double[MOST];
        long start = System.nanoTime();
        int runs = 0;
        while (runs < LEAST || (runs < MOST && System.nanoTime() - start < MEASURING)) {
            long before = System.nanoTime();
            body.run();
            times[runs++] = (System.nanoTime() - before) / (double) count;
        }
        return Arrays.copyOf(times, runs);
    }

    private static long nanos(String variable, int otherwise) {
        String millis = System.getenv(variable);
        return (millis == null ? otherwise : Long.parseLong(millis)) * 1_000_000;
    }
}
