package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;

import dev.pollux.future.Future;
import dev.pollux.sync.Semaphore;
import dev.pollux.task.JoinHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** S6: permits, more or fewer than there are tasks that want one. */
final class Permitting {

    private static final int MANY = 10;
    private static final int FEW = 5;
    private static final int TASKS = 6;
    private static final int ALONE = 60_000;
    private static final int TURNS = 10_000;

    private Permitting() {}

    static void permits() throws Exception {
        try (Inside inside = new Inside("S6")) {
            inside.measure("semaphore", "ns/permit", ALONE, MANY, Permitting::acquireAlone);
            for (int permits : new int[] {MANY, FEW}) {
                String metric = "semaphore_" + TASKS + "_of_" + permits;
                inside.measure(metric, "ns/permit", TASKS * TURNS, permits, () -> acquireTogether(permits));
            }
        }
    }

    private static Future<Long> acquireAlone() {
        return async(() -> {
            Semaphore semaphore = new Semaphore(MANY);
            for (int i = 0; i < ALONE; i++) {
                semaphore.acquire().await().close();
            }
            return semaphore.availablePermits();
        });
    }

    private static Future<Long> acquireTogether(int permits) {
        return async(() -> {
            Semaphore semaphore = new Semaphore(permits);
            AtomicInteger held = new AtomicInteger();
            List<JoinHandle<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                tasks.add(spawn(holder(semaphore, held, permits)));
            }
            for (JoinHandle<Void> task : tasks) {
                task.await();
            }
            return semaphore.availablePermits();
        });
    }

    private static Future<Void> holder(Semaphore semaphore, AtomicInteger held, int permits) {
        return async(() -> {
            for (int i = 0; i < TURNS; i++) {
                var permit = semaphore.acquire().await();
                if (held.incrementAndGet() > permits) {
                    throw new AssertionError("more permits are held than there are");
                }
                yieldNow().await();
                held.decrementAndGet();
                permit.close();
            }
        });
    }
}
