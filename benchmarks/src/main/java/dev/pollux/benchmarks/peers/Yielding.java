package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.*;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** W3 and W16: tasks that give way again and again, bare or each time under a timeout. */
final class Yielding {

    private static final int TASKS = 200;
    private static final int YIELDS = 1_000;

    private static final int TIMEOUT_TASKS = 8;
    private static final int TIMEOUTS = 20_000;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Yielding() {}

    static void manyTasks() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            new Operations("W3").measure("yield_many", "ns/yield", TASKS * YIELDS, () -> {
                CountDownLatch done = new CountDownLatch(TASKS);
                for (int i = 0; i < TASKS; i++) {
                    runtime.spawn(() -> {
                        for (int j = 0; j < YIELDS; j++) {
                            yieldNow().await();
                        }
                        done.countDown();
                    });
                }
                done.await();
            });
        }
    }

    static void underTimeout() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            new Operations("W16").measure("timeout", "ns/op", TIMEOUT_TASKS * TIMEOUTS, () -> {
                int finished = runtime.blockOn(runtime.spawn(() -> {
                    List<JoinHandle<Integer>> handles = new ArrayList<>();
                    for (int i = 0; i < TIMEOUT_TASKS; i++) {
                        handles.add(spawn(timeouts()));
                    }
                    int total = 0;
                    for (JoinHandle<Integer> handle : handles) {
                        total += handle.await();
                    }
                    return total;
                }));
                Workload.check(finished, TIMEOUT_TASKS * TIMEOUTS);
            });
        }
    }

    private static Future<Integer> timeouts() {
        return async(() -> {
            int finished = 0;
            while (finished < TIMEOUTS) {
                timeout(LIMIT, yieldNow()).await();
                finished++;
            }
            return finished;
        });
    }
}
