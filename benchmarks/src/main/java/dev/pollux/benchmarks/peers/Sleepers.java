package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.*;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** W9: what a million sleeping tasks weigh, and what it costs to start and to cancel them. With DEEP set each sleeps three blocks deep. */
final class Sleepers {

    private static final int TASKS = 1_000_000;
    private static final int WARM_UP_TASKS = 100_000;
    private static final int WARM_UPS = 3;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final boolean DEEP = System.getenv("DEEP") != null;
    private static final String METRIC = DEEP ? "mem_deep3" : "mem_sleep";

    private final AsyncRuntime runtime;

    private Sleepers(AsyncRuntime runtime) {
        this.runtime = runtime;
    }

    static void memory() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            Sleepers sleepers = new Sleepers(runtime);
            for (int i = 0; i < WARM_UPS; i++) {
                sleepers.cancel(sleepers.create(WARM_UP_TASKS));
            }
            Thread.sleep(200); // for the garbage of the warm-up to settle
            sleepers.measure();
        }
    }

    private void measure() throws Exception {
        Report report = new Report("W9");
        long heap = Usage.liveHeap();
        long resident = Usage.resident();
        long start = System.nanoTime();
        List<JoinHandle<Integer>> tasks = create(TASKS);
        double created = System.nanoTime() - start;
        report.value(METRIC + "_rss", "B/task", (Usage.resident() - resident) / (double) TASKS);
        report.value(METRIC + "_heap", "B/task", (Usage.liveHeap() - heap) / (double) TASKS);
        report.value(METRIC + "_create", "ns/task", created / TASKS);
        start = System.nanoTime();
        cancel(tasks);
        report.value(METRIC + "_cancel", "ns/task", (System.nanoTime() - start) / (double) TASKS);
    }

    /** Returns once all have started. */
    private List<JoinHandle<Integer>> create(int count) throws Exception {
        return runtime.blockOn(runtime.spawn(() -> {
            AtomicInteger started = new AtomicInteger();
            List<JoinHandle<Integer>> tasks = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                tasks.add(spawn(sleeper(i, started)));
            }
            while (started.get() < count) {
                sleep(SHORT).await();
            }
            return tasks;
        }));
    }

    private void cancel(List<JoinHandle<Integer>> tasks) throws Exception {
        int cancelled = runtime.blockOn(runtime.spawn(() -> {
            for (JoinHandle<Integer> task : tasks) {
                task.abort();
            }
            int count = 0;
            for (JoinHandle<Integer> task : tasks) {
                try {
                    task.await();
                } catch (TaskCancelledException e) {
                    count++;
                }
            }
            return count;
        }));
        Workload.check(cancelled, tasks.size());
    }

    private static Future<Integer> sleeper(int number, AtomicInteger started) {
        return async(() -> {
            started.incrementAndGet();
            Future<Integer> asleep = DEEP ? top(number) : leaf();
            return asleep.await();
        });
    }

    private static Future<Integer> top(int number) {
        return async(() -> middle(number + 1).await() + number);
    }

    private static Future<Integer> middle(int number) {
        return async(() -> leaf().await() + number);
    }

    private static Future<Integer> leaf() {
        return async(() -> {
            sleep(LONG).await();
            return 1;
        });
    }
}
