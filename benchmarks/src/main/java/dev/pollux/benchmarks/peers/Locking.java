package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.sync.Mutex;
import dev.pollux.task.JoinHandle;
import java.util.ArrayList;
import java.util.List;

/** W11: tasks that count under one lock; bare, or giving way each time while they hold it. */
final class Locking {

    private static final int TASKS = 8;
    private static final int LOCKS = 100_000;
    private static final int LOCKS_WITH_YIELD = 10_000;

    private Locking() {}

    static void mutex() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            measure(runtime, "mutex", LOCKS, false);
            measure(runtime, "mutex_yield", LOCKS_WITH_YIELD, true);
        }
    }

    private static void measure(AsyncRuntime runtime, String metric, int locks, boolean yields) throws Exception {
        new Operations("W11").measure(metric, "ns/lock", (long) TASKS * locks, () -> {
            Mutex<Long> count = new Mutex<>(0L);
            runtime.blockOn(runtime.spawn(() -> {
                List<JoinHandle<Void>> handles = new ArrayList<>();
                for (int i = 0; i < TASKS; i++) {
                    handles.add(spawn(yields ? countAndYield(count, locks) : count(count, locks)));
                }
                for (JoinHandle<Void> handle : handles) {
                    handle.await();
                }
            }));
            Workload.check(count.blockingLock().get(), (long) TASKS * locks);
        });
    }

    private static Future<Void> count(Mutex<Long> count, int locks) {
        return async(() -> {
            for (int i = 0; i < locks; i++) {
                var guard = count.lock().await();
                guard.set(guard.get() + 1);
                guard.close();
            }
        });
    }

    private static Future<Void> countAndYield(Mutex<Long> count, int locks) {
        return async(() -> {
            for (int i = 0; i < locks; i++) {
                var guard = count.lock().await();
                yieldNow().await();
                guard.set(guard.get() + 1);
                guard.close();
            }
        });
    }
}
