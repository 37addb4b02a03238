package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.*;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** W10: how late 10,000 and a million tasks wake from sleeps of up to a second that begin together, and what that costs. */
final class Timers {

    private static final int WARM_UP_TASKS = 100_000;
    private static final int LONGEST = 1_000;

    private final AsyncRuntime runtime;

    private Timers(AsyncRuntime runtime) {
        this.runtime = runtime;
    }

    static void lateness() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            Timers timers = new Timers(runtime);
            timers.all(WARM_UP_TASKS);
            timers.all(WARM_UP_TASKS);
            timers.measure("timer10k", 10_000);
            timers.measure("timer", 1_000_000);
        }
    }

    private void measure(String prefix, int count) throws Exception {
        Report report = new Report("W10");
        System.gc();
        long cpu = Usage.cpu();
        long start = System.nanoTime();
        long[] late = all(count);
        long wall = System.nanoTime() - start;
        long used = Usage.cpu() - cpu;
        report.lateness(prefix + "_late", late);
        report.value(prefix + "_cpu", "ns/timer", used / (double) count);
        report.value(prefix + "_wall", "ms", wall / 1e6);
    }

    /** Returns by how much each was late, in nanoseconds. */
    private long[] all(int count) throws Exception {
        return runtime.blockOn(runtime.spawn(() -> {
            List<JoinHandle<Long>> sleepers = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                sleepers.add(spawn(sleeper(i)));
            }
            long[] late = new long[count];
            for (int i = 0; i < count; i++) {
                late[i] = sleepers.get(i).await();
            }
            return late;
        }));
    }

    private static Future<Long> sleeper(int number) {
        return async(() -> {
            Duration duration = Duration.ofMillis(millis(number));
            long start = System.nanoTime();
            sleep(duration).await();
            return System.nanoTime() - start - duration.toNanos();
        });
    }

    /** From 1 to 1000, the same for every runtime: a step of SplitMix64. */
    private static long millis(int number) {
        long mixed = (number + 1) * 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return Long.remainderUnsigned(mixed ^ (mixed >>> 31), LONGEST) + 1;
    }
}
