package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.*;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** W13: how late the ticks of sleeping tasks come while others, the hogs, compute for a second without an await. */
final class Fairness {

    private static final long SETTLE_MILLIS = 300;
    private static final long HOG_MILLIS = 1_000;

    private enum Phase {
        SETTLING,
        RECORDING,
        OVER
    }

    private final AsyncRuntime runtime;
    private final Duration period;
    private volatile Phase phase = Phase.SETTLING; // written by the main thread, read by the tickers

    private Fairness(AsyncRuntime runtime, Duration period) {
        this.runtime = runtime;
        this.period = period;
    }

    static void ticksBesideHogs() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            Duration often = Duration.ofMillis(1);
            new Fairness(runtime, often).late(1_000, 1); // warms up
            report("fair_0hog", new Fairness(runtime, often).late(1_000, 0));
            report("fair_1hog", new Fairness(runtime, often).late(1_000, 1));
            report("fair_2hog_light", new Fairness(runtime, Duration.ofMillis(10)).late(100, 2));
        }
    }

    private static void report(String metric, long[] late) {
        Report report = new Report("W13");
        report.lateness(metric, late);
        report.value(metric + "_ticks", "count", late.length);
    }

    /** Returns by how much each tick was late, in nanoseconds. */
    private long[] late(int tickers, int hogs) throws Exception {
        List<JoinHandle<Ticks>> ticking = new ArrayList<>();
        for (int i = 0; i < tickers; i++) {
            ticking.add(runtime.spawn(ticker()));
        }
        Thread.sleep(SETTLE_MILLIS);
        phase = Phase.RECORDING;
        letThemCompute(hogs);
        phase = Phase.OVER;
        return Ticks.together(runtime.blockOn(joinAll(ticking)));
    }

    private Future<Ticks> ticker() {
        return async(() -> {
            Ticks ticks = new Ticks();
            while (phase != Phase.OVER) {
                long start = System.nanoTime();
                sleep(period).await();
                if (phase != Phase.SETTLING) {
                    ticks.add(System.nanoTime() - start - period.toNanos());
                }
            }
            return ticks;
        });
    }

    private void letThemCompute(int hogs) throws Exception {
        List<JoinHandle<Long>> computing = new ArrayList<>();
        for (int i = 0; i < hogs; i++) {
            computing.add(runtime.spawn(() -> spin()));
        }
        runtime.blockOn(joinAll(computing));
        if (hogs == 0) {
            Thread.sleep(HOG_MILLIS);
        }
    }

    private static long spin() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HOG_MILLIS);
        long result = 1;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 1_000; i++) {
                result = result * 31 + i;
            }
        }
        return result;
    }
}
