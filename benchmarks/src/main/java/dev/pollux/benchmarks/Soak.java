package dev.pollux.benchmarks;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.blockInPlace;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.yieldNow;

import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Minutes of tasks that at random spawn, abort, yield, sleep, block and make garbage, on two workers.
 *
 * <p>{@code Soak MINUTES [SEED]} fails if a task that was woken waited for more than 50 ms longer than the machine stood still, if
 * not every task that began ended, or if the heap grew.
 */
public final class Soak {

    /*
     * How waiting is measured
     * -----------------------
     * A task writes down when it wakes itself, and looks at the clock when it is polled next. A thread outside the runtime sleeps a
     * millisecond at a time: what it oversleeps the whole machine may have stood still for, collections of garbage included.
     * The worst of that, in the second of the worst wait, is what may be taken off.
     */

    private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int TREES = 64;
    private static final long HEAP_SLACK = 4_000_000;

    private final long seed;
    private final long begin = System.nanoTime();
    private final long end;
    private final AtomicLong spawned = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLongArray waits = new AtomicLongArray(100_000); // by hundredths of milliseconds
    private final AtomicLongArray worstWait;
    private final AtomicLongArray worstPause; // both by the second

    private Soak(double minutes, long seed) {
        this.seed = seed;
        this.end = begin + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
        int seconds = second(end) + 60;
        worstWait = new AtomicLongArray(seconds);
        worstPause = new AtomicLongArray(seconds);
    }

    public static void main(String[] arguments) throws Exception {
        double minutes = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 10;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        if (!new Soak(minutes, seed).run()) {
            System.exit(1);
        }
    }

    private boolean run() throws Exception {
        System.out.println("seed " + seed);
        Thread watch = new Thread(this::watchMachine, "soak-watch");
        watch.setDaemon(true);
        watch.start();
        AsyncRuntime runtime = AsyncRuntime.multiThread()
                .workerThreads(2)
                .onLongPoll(poll -> {}) // many are long on purpose
                .onTaskSpawn(meta -> spawned.incrementAndGet())
                .onTaskTerminate(meta -> ended.incrementAndGet())
                .build();
        List<Long> heap = new ArrayList<>();
        for (int part = 1; part <= 3; part++) {
            long until = begin + (end - begin) * part / 3;
            SplittableRandom random = new SplittableRandom(seed + part);
            runtime.blockOn(trees(random, until));
            heap.add(liveHeap());
        }
        boolean complete = runtime.shutdown(Duration.ofSeconds(10)).isComplete();
        return report(heap, complete);
    }

    private void watchMachine() {
        while (true) {
            long before = System.nanoTime();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            long now = System.nanoTime();
            noteWorst(worstPause, now, now - before);
        }
    }

    // ---------------------------------------------------------------- the tasks

    private Future<Integer> trees(SplittableRandom random, long until) {
        return async(() -> {
            List<JoinHandle<Integer>> handles = new ArrayList<>();
            for (int i = 0; i < TREES; i++) {
                handles.add(spawn(forest(random.split(), until)));
            }
            for (JoinHandle<Integer> handle : handles) {
                handle.await();
            }
            return 0;
        });
    }

    private Future<Integer> forest(SplittableRandom random, long until) {
        return async(() -> {
            while (System.nanoTime() < until) {
                JoinHandle<Integer> tree = spawn(node(random.split(), 3));
                if (random.nextInt(4) == 0) {
                    sleep(Duration.ofMillis(random.nextInt(5))).await();
                    tree.abort();
                    while (!tree.isFinished()) {
                        yieldNow().await();
                    }
                } else {
                    tree.await();
                }
            }
            return 0;
        });
    }

    private Future<Integer> node(SplittableRandom random, int depth) {
        return async(() -> {
            List<JoinHandle<Integer>> children = new ArrayList<>();
            for (int i = random.nextInt(4); depth > 0 && i > 0; i--) {
                children.add(spawn(node(random.split(), depth - 1)));
            }
            for (int i = random.nextInt(6); i > 0; i--) {
                timedYield().await();
            }
            switch (random.nextInt(64)) {
                case 0, 1, 2, 3, 4, 5, 6, 7 ->
                    sleep(Duration.ofMillis(random.nextInt(20))).await();
                case 8 -> blockInPlace(() -> pause(random.nextInt(30)));
                case 9 -> spawnBlocking(() -> pause(random.nextInt(10))).await();
                case 10 -> pause(random.nextInt(4)); // on the worker
                case 11 -> pause(random.nextInt(8) == 0 ? 40 : 0); // so long that another worker takes over
                case 12, 13, 14 -> garbage(random.nextInt(20));
                default -> timedYield().await();
            }
            for (JoinHandle<Integer> child : children) {
                child.await();
            }
            return depth;
        });
    }

    private static Integer pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        return millis;
    }

    private static int garbage(int count) {
        byte[][] held = new byte[count][];
        for (int i = 0; i < count; i++) {
            held[i] = new byte[50_000];
        }
        return held.length;
    }

    /** Wakes itself, and notes how long it was until the poll that follows. */
    private Future<Integer> timedYield() {
        long[] woken = {0};
        return Futures.pollFn(cx -> {
            long now = System.nanoTime();
            if (woken[0] == 0) {
                woken[0] = now;
                cx.waker().wake();
                return Poll.pending();
            }
            noteWait(now, now - woken[0]);
            return Poll.ready(1);
        });
    }

    // ---------------------------------------------------------------- the figures

    private int second(long now) {
        return (int) TimeUnit.NANOSECONDS.toSeconds(now - begin);
    }

    private void noteWait(long now, long nanos) {
        waits.incrementAndGet((int) Math.min(nanos / 10_000, waits.length() - 1));
        noteWorst(worstWait, now, nanos);
    }

    private void noteWorst(AtomicLongArray worst, long now, long nanos) {
        worst.accumulateAndGet(Math.min(second(now), worst.length() - 1), nanos, Math::max);
    }

    private static long liveHeap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private boolean report(List<Long> heap, boolean complete) {
        long worst = 0;
        long worstBeyond = 0;
        long stolen = 0;
        for (int i = 0; i < worstWait.length(); i++) {
            long pause = worstPause.get(i) + (i > 0 ? worstPause.get(i - 1) : 0);
            worst = Math.max(worst, worstWait.get(i));
            worstBeyond = Math.max(worstBeyond, worstWait.get(i) - pause);
            stolen = Math.max(stolen, worstPause.get(i));
        }
        boolean balanced = spawned.get() == ended.get();
        boolean flat = heap.get(2) - heap.get(0) < HEAP_SLACK;
        System.out.printf(
                "waits of tasks that were woken: p99.99 %.2f ms, longest %.1f ms, %.1f ms beyond what the machine stood still%n",
                percentile(0.9999), worst / 1e6, worstBeyond / 1e6);
        System.out.printf("the machine stood still for at most %.1f ms%n", stolen / 1e6);
        System.out.printf("tasks: %d spawned, %d ended; live heap: %s bytes%n", spawned.get(), ended.get(), heap);
        System.out.printf(
                "in time %b, balanced %b, flat %b, shut down %b%n",
                worstBeyond <= LIMIT_NANOS, balanced, flat, complete);
        return worstBeyond <= LIMIT_NANOS && balanced && flat && complete;
    }

    private double percentile(double share) {
        long all = 0;
        for (int i = 0; i < waits.length(); i++) {
            all += waits.get(i);
        }
        long seen = 0;
        int at = 0;
        while (at < waits.length() - 1 && seen + waits.get(at) < all * share) {
            seen += waits.get(at++);
        }
        return (at + 1) / 100.0;
    }
}
