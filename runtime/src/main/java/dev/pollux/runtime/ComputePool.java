package dev.pollux.runtime;

import dev.pollux.runtime.spi.BlockingPool;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One thread per processor, for code that computes. What a job forks runs here as well. */
final class ComputePool implements BlockingPool {

    private final AtomicInteger threads = new AtomicInteger();
    private final ForkJoinPool pool;

    ComputePool(String threadPrefix) {
        pool = new ForkJoinPool(
                Runtime.getRuntime().availableProcessors(),
                owner -> newThread(owner, threadPrefix),
                null,
                true); // jobs that nobody joins are begun in the order of submission
    }

    private ForkJoinWorkerThread newThread(ForkJoinPool owner, String prefix) {
        ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(owner); // a daemon
        thread.setName(prefix + "-" + threads.incrementAndGet());
        return thread;
    }

    @Override
    public void execute(Runnable job) {
        pool.execute(job);
    }

    @Override
    public int shutdown(Duration timeout) throws InterruptedException {
        pool.shutdown();
        boolean ended =
                timeout.isZero() ? pool.isTerminated() : pool.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS);
        return ended ? 0 : pool.getActiveThreadCount();
    }

    @Override
    public String toString() {
        return "ComputePool[" + pool.getParallelism() + " threads]";
    }
}
