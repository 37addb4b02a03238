package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.*;

import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** W1, W2 and W5: tasks that do nothing, started from within, from outside, and each by the one before. */
final class Spawning {

    private static final int JOINED = 1_000_000;
    private static final int FROM_OUTSIDE = 10_000;
    private static final int CHAINED = 1_000;

    private Spawning() {}

    static void spawnAndJoin() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            new Operations("W1").measure("spawn_join", "ns/task", JOINED, () -> {
                long sum = runtime.blockOn(runtime.spawn(() -> {
                    List<JoinHandle<Long>> handles = new ArrayList<>(JOINED);
                    for (long i = 0; i < JOINED; i++) {
                        long index = i;
                        handles.add(spawn(() -> index));
                    }
                    long total = 0;
                    for (JoinHandle<Long> handle : handles) {
                        total += handle.await();
                    }
                    return total;
                }));
                Workload.check(sum, Workload.sumBelow(JOINED));
            });
        }
    }

    static void spawnFromOutside() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            new Operations("W2").measure("spawn_many_remote", "ns/task", FROM_OUTSIDE, () -> {
                CountDownLatch done = new CountDownLatch(1);
                AtomicInteger remaining = new AtomicInteger(FROM_OUTSIDE);
                for (int i = 0; i < FROM_OUTSIDE; i++) {
                    runtime.spawn(() -> {
                        if (remaining.decrementAndGet() == 0) {
                            done.countDown();
                        }
                    });
                }
                done.await();
            });
        }
    }

    static void chain() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            new Operations("W5").measure("chained_spawn", "ns/spawn", CHAINED, () -> {
                CountDownLatch done = new CountDownLatch(1);
                runtime.spawn(() -> link(CHAINED, done));
                done.await();
            });
        }
    }

    private static void link(int left, CountDownLatch done) {
        if (left == 0) {
            done.countDown();
        } else {
            spawn(() -> link(left - 1, done));
        }
    }
}
