package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The workloads of WORKLOADS.md on virtual threads with java.util.concurrent, which has nothing for S2 and S3. */
public final class Main {

    private static final int READS = 60_000, GROUPS = 1_000, GROUP = 6, READERS = 8, TURNS = 10_000;
    private static final int MESSAGES = 5_000, SENDERS = 5, NARROW = 100;

    interface Action { void run() throws Exception; }

    interface Body { long run() throws Exception; }

    static FutureTask<Long> spawn(Body body) {
        FutureTask<Long> task = new FutureTask<>(body::run);
        Thread.startVirtualThread(task);
        return task;
    }

    static FutureTask<Long> start(Action action) {
        return spawn(() -> { action.run(); return 0; });
    }

    static long sum(List<FutureTask<Long>> tasks) throws Exception {
        long sum = 0;
        for (FutureTask<Long> task : tasks) sum += task.get();
        return sum;
    }

    static long sumBelow(long n) { return n * (n - 1) / 2; }

    static void check(boolean holds, String otherwise) { if (!holds) throw new AssertionError(otherwise); }

    /** Measures a body that runs on a virtual thread and must come to what is expected. */
    static void inside(String workload, String metric, String unit, long count, long expected, Body body) throws Exception {
        Bench.ops(workload, metric, unit, count, () -> {
            long result = spawn(body).get();
            check(result == expected, result + " instead of " + expected);
        });
    }

    record Request(long question, CompletableFuture<Long> answer) {}

    static void s1() throws Exception {
        int calls = 1_000;
        inside("S1", "request_reply", "ns/call", calls, sumBelow(calls) + calls, () -> {
            BlockingQueue<Request> requests = new ArrayBlockingQueue<>(10);
            start(() -> {
                for (int i = 0; i < calls; i++) {
                    Request request = requests.take();
                    request.answer.complete(request.question + 1);
                }
            });
            long sum = 0;
            for (long i = 0; i < calls; i++) {
                Request request = new Request(i, new CompletableFuture<>());
                requests.put(request);
                sum += request.answer.get();
            }
            return sum;
        });
    }

    static void s4() throws Exception {
        for (int n : new int[] {10, 100, 500}) notifying("notify_one_" + n, n, 1, Condition::signal);
        for (int n : new int[] {10, 100, 500}) notifying("notify_waiters_" + n, n, n, Condition::signalAll);
    }

    interface Notification { void to(Condition condition); }

    static void notifying(String metric, int waiters, int most, Notification notification) throws Exception {
        int wakeUps = 500;
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        AtomicLong woken = new AtomicLong(), calls = new AtomicLong();
        for (int i = 0; i < waiters; i++) start(() -> {
            while (true) {
                lock.lock();
                try { condition.await(); } finally { lock.unlock(); }
                woken.incrementAndGet();
            }
        });
        Bench.ops("S4", metric, "ns/wake-up", wakeUps, () -> {
            for (long goal = woken.get() + wakeUps; woken.get() < goal; calls.incrementAndGet()) {
                lock.lock();
                try { notification.to(condition); } finally { lock.unlock(); }
            }
            check(woken.get() <= calls.get() * most, "more were woken than were notified");
        });
    }

    static final class Guarded {
        final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        long value;

        Guarded(long value) { this.value = value; }

        long read(boolean yields) {
            lock.readLock().lock();
            try {
                long seen = value;
                if (yields) Thread.yield();
                check(seen == value, "the value changed while it was read");
                return seen;
            } finally { lock.readLock().unlock(); }
        }

        void increment(boolean yields) {
            lock.writeLock().lock();
            try {
                long seen = value;
                if (yields) Thread.yield();
                value = seen + 1;
            } finally { lock.writeLock().unlock(); }
        }
    }

    static void s5() throws Exception {
        inside("S5", "rwlock_read", "ns/read", READS, READS, () -> {
            Guarded guarded = new Guarded(1);
            long sum = 0;
            for (int i = 0; i < READS; i++) sum += guarded.read(false);
            return sum;
        });
        for (boolean held : new boolean[] {false, true}) {
            inside("S5", held ? "rwlock_read_6_waiting" : "rwlock_read_6", "ns/read", GROUPS * GROUP, GROUPS * GROUP, () -> groups(held));
        }
        inside("S5", "rwlock_mixed", "ns/lock", (READERS + 1) * TURNS, TURNS, () -> mixed(TURNS, false));
        inside("S5", "rwlock_mixed_yield", "ns/lock", (READERS + 1) * TURNS / 10, TURNS / 10, () -> mixed(TURNS / 10, true));
    }

    static long groups(boolean heldAtFirst) throws Exception {
        Guarded guarded = new Guarded(1);
        long sum = 0;
        for (int i = 0; i < GROUPS; i++) {
            List<FutureTask<Long>> readers = new ArrayList<>(GROUP);
            if (heldAtFirst) guarded.lock.writeLock().lock();
            for (int j = 0; j < GROUP; j++) readers.add(spawn(() -> guarded.read(false)));
            if (heldAtFirst) guarded.lock.writeLock().unlock();
            sum += sum(readers);
        }
        return sum;
    }

    static long mixed(int turns, boolean yields) throws Exception {
        Guarded guarded = new Guarded(0);
        List<FutureTask<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < READERS; i++) tasks.add(start(() -> {
            long before = 0;
            for (int j = 0; j < turns; j++) {
                long seen = guarded.read(yields);
                check(seen >= before, "the value went back");
                before = seen;
            }
        }));
        tasks.add(start(() -> { for (int j = 0; j < turns; j++) guarded.increment(yields); }));
        sum(tasks);
        return guarded.read(false);
    }

    static void s6() throws Exception {
        inside("S6", "semaphore", "ns/permit", READS, 10, () -> {
            Semaphore semaphore = new Semaphore(10);
            for (int i = 0; i < READS; i++) { semaphore.acquire(); semaphore.release(); }
            return semaphore.availablePermits();
        });
        for (int permits : new int[] {10, 5}) {
            inside("S6", "semaphore_6_of_" + permits, "ns/permit", GROUP * TURNS, permits, () -> {
                Semaphore semaphore = new Semaphore(permits);
                AtomicInteger held = new AtomicInteger();
                List<FutureTask<Long>> tasks = new ArrayList<>();
                for (int i = 0; i < GROUP; i++) tasks.add(start(() -> {
                    for (int j = 0; j < TURNS; j++) {
                        semaphore.acquire();
                        check(held.incrementAndGet() <= permits, "more permits are held than there are");
                        Thread.yield();
                        held.decrementAndGet();
                        semaphore.release();
                    }
                }));
                sum(tasks);
                return semaphore.availablePermits();
            });
        }
    }

    static void s7() throws Exception {
        long all = SENDERS * sumBelow(MESSAGES / SENDERS);
        for (boolean many : new boolean[] {false, true}) {
            String suffix = many ? "_many" : "";
            inside("S7", "mpsc_alone" + suffix, "ns/msg", MESSAGES, sumBelow(MESSAGES), () -> {
                BlockingQueue<Long> queue = new ArrayBlockingQueue<>(MESSAGES);
                for (long i = 0; i < MESSAGES; i++) queue.put(i);
                return received(queue, many);
            });
            inside("S7", "mpsc_wide" + suffix, "ns/msg", MESSAGES, all, () -> sentByFive(MESSAGES, many));
            inside("S7", "mpsc_full" + suffix, "ns/msg", MESSAGES, all, () -> sentByFive(NARROW, many));
        }
    }

    static long sentByFive(int capacity, boolean many) throws InterruptedException {
        BlockingQueue<Long> queue = new ArrayBlockingQueue<>(capacity);
        for (int i = 0; i < SENDERS; i++) start(() -> { for (long j = 0; j < MESSAGES / SENDERS; j++) queue.put(j); });
        return received(queue, many);
    }

    static long received(BlockingQueue<Long> queue, boolean many) throws InterruptedException {
        List<Long> buffer = new ArrayList<>(MESSAGES);
        long sum = 0;
        for (int left = MESSAGES; left > 0; ) {
            sum += queue.take();
            left--;
            if (many) {
                left -= queue.drainTo(buffer);
                for (long message : buffer) sum += message;
                buffer.clear();
            }
        }
        return sum;
    }

    static void s8() throws Exception {
        int channels = 10_000;
        for (int capacity : new int[] {1, 100}) { // the queue has all its room from the start, which 100,000 would make a measure of memory
            inside("S8", "mpsc_create_" + capacity, "ns/channel", channels, (long) channels * capacity, () -> {
                long room = 0;
                for (int i = 0; i < channels; i++) room += new ArrayBlockingQueue<Long>(capacity).remainingCapacity();
                return room;
            });
        }
    }

    public static void main(String[] args) throws Exception {
        if ("jox".equals(System.getenv("PEER"))) {
            Jox.run(args[0]);
            return;
        }
        switch (args[0]) {
            case "S1" -> s1(); case "S4" -> s4(); case "S5" -> s5(); case "S6" -> s6(); case "S7" -> s7(); case "S8" -> s8();
            default -> System.exit(3);
        }
    }
}
