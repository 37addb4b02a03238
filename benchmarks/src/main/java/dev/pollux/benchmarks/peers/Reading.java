package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;

import dev.pollux.future.Future;
import dev.pollux.sync.RwLock;
import dev.pollux.task.JoinHandle;
import java.util.ArrayList;
import java.util.List;

/** S5: a lock with many readers and few writers. */
final class Reading {

    private static final int READS = 60_000;
    private static final int GROUPS = 1_000;
    private static final int GROUP = 6;
    private static final int READERS = 8;
    private static final int TURNS = 10_000;

    private Reading() {}

    static void readersAndWriters() throws Exception {
        try (Inside inside = new Inside("S5")) {
            inside.measure("rwlock_read", "ns/read", READS, READS, Reading::readAlone);
            int reads = GROUPS * GROUP;
            inside.measure("rwlock_read_6", "ns/read", reads, reads, () -> groups(false));
            inside.measure("rwlock_read_6_waiting", "ns/read", reads, reads, () -> groups(true));
            inside.measure("rwlock_mixed", "ns/lock", (READERS + 1) * TURNS, TURNS, () -> mixed(TURNS, false));
            int few = TURNS / 10;
            inside.measure("rwlock_mixed_yield", "ns/lock", (READERS + 1) * few, few, () -> mixed(few, true));
        }
    }

    private static Future<Long> readAlone() {
        return async(() -> {
            RwLock<Long> lock = new RwLock<>(1L);
            long sum = 0;
            for (int i = 0; i < READS; i++) {
                var guard = lock.read().await();
                sum += guard.get();
                guard.close();
            }
            return sum;
        });
    }

    /** Groups of readers, each reader a task, one group after the other; while the lock is held for writing, or not. */
    private static Future<Long> groups(boolean heldAtFirst) {
        return async(() -> {
            RwLock<Long> lock = new RwLock<>(1L);
            long sum = 0;
            for (int i = 0; i < GROUPS; i++) {
                var writer = heldAtFirst ? lock.write().await() : null;
                List<JoinHandle<Long>> readers = new ArrayList<>(GROUP);
                for (int j = 0; j < GROUP; j++) {
                    readers.add(spawn(read(lock)));
                }
                if (writer != null) {
                    writer.close();
                }
                for (JoinHandle<Long> reader : readers) {
                    sum += reader.await();
                }
            }
            return sum;
        });
    }

    private static Future<Long> read(RwLock<Long> lock) {
        return async(() -> {
            var guard = lock.read().await();
            long value = guard.get();
            guard.close();
            return value;
        });
    }

    private static Future<Long> mixed(int turns, boolean yields) {
        return async(() -> {
            RwLock<Long> lock = new RwLock<>(0L);
            List<JoinHandle<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                tasks.add(spawn(reader(lock, turns, yields)));
            }
            tasks.add(spawn(writer(lock, turns, yields)));
            for (JoinHandle<Void> task : tasks) {
                task.await();
            }
            var guard = lock.read().await();
            long written = guard.get();
            guard.close();
            return written;
        });
    }

    private static Future<Void> reader(RwLock<Long> lock, int turns, boolean yields) {
        return async(() -> {
            long before = 0;
            for (int i = 0; i < turns; i++) {
                var guard = lock.read().await();
                long seen = guard.get();
                if (yields) {
                    yieldNow().await();
                }
                if (seen < before || seen != guard.get()) {
                    throw new AssertionError("the value changed while it was read");
                }
                before = seen;
                guard.close();
            }
        });
    }

    private static Future<Void> writer(RwLock<Long> lock, int turns, boolean yields) {
        return async(() -> {
            for (int i = 0; i < turns; i++) {
                var guard = lock.write().await();
                long seen = guard.get();
                if (yields) {
                    yieldNow().await();
                }
                guard.set(seen + 1);
                guard.close();
            }
        });
    }
}
