package dev.pollux.runtime.blocking;

import dev.pollux.runtime.spi.BlockingPool;
import dev.pollux.runtime.spi.Defects;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Runs each job on a thread, up to a number of threads, and queues the rest. Threads that idle too long end. */
public final class ThreadBlockingPool implements BlockingPool {

    /*
     * A job goes to an idle thread if there is one that no other job counts on (`idle` > queued jobs), else to a new thread while
     * there are fewer than `maxThreads`, else into the queue, which every thread empties before it idles. All fields are guarded
     * by the lock; jobs run outside of it.
     */

    private final int maxThreads;
    private final long keepAliveNanos;
    private final ThreadFactory factory;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition jobOrEnd = lock.newCondition();
    private final Condition jobEnded = lock.newCondition();
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private int threads;
    private int idle;
    private boolean closed;

    /**
     * Creates a pool without threads.
     *
     * @param maxThreads how many jobs run at the same time at most
     * @param keepAlive how long a thread waits for another job before it ends
     * @param factory makes the threads
     */
    public ThreadBlockingPool(int maxThreads, Duration keepAlive, ThreadFactory factory) {
        this.maxThreads = maxThreads;
        this.keepAliveNanos = keepAlive.toNanos();
        this.factory = factory;
    }

    // ---------------------------------------------------------------- any thread

    @Override
    public void execute(Runnable job) {
        boolean needsThread;
        lock.lock();
        try {
            if (closed) {
                throw new RejectedExecutionException("the Pollux runtime of this blocking job was shut down");
            }
            queue.addLast(job);
            needsThread = idle < queue.size() && threads < maxThreads;
            if (needsThread) {
                threads++;
            } else {
                jobOrEnd.signal();
            }
        } finally {
            lock.unlock();
        }
        if (needsThread) {
            startThread(job);
        }
    }

    private void startThread(Runnable job) {
        try {
            factory.newThread(this::runJobs).start();
        } catch (Throwable t) { // mostly OutOfMemoryError: the system has no thread left
            if (noThreadLeft(job)) {
                throw t;
            }
        }
    }

    /** Returns whether the job must be refused, because no thread will ever come to it. */
    private boolean noThreadLeft(Runnable job) {
        lock.lock();
        try {
            threads--;
            return threads == 0 && queue.remove(job);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int shutdown(Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            closed = true;
            queue.clear();
            jobOrEnd.signalAll();
            long left = timeout.toNanos();
            while (threads > idle && left > 0) {
                left = jobEnded.awaitNanos(left);
            }
            return threads - idle;
        } finally {
            lock.unlock();
        }
    }

    // ---------------------------------------------------------------- the pool's threads

    private void runJobs() {
        for (Runnable job = nextJob(); job != null; job = nextJob()) {
            try {
                Thread.interrupted(); // what the job before left behind is not meant for this one
                job.run();
            } catch (Throwable t) { // a job must not throw; the thread has others to run
                Defects.report(t);
            }
        }
    }

    /** Waits for a job; null tells the thread to end. */
    private @Nullable Runnable nextJob() {
        lock.lock();
        try {
            Runnable job = queue.pollFirst();
            if (job == null) {
                job = awaitJob();
            }
            if (job == null) {
                threads--;
                jobEnded.signalAll();
            }
            return job;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Runnable awaitJob() {
        idle++;
        jobEnded.signalAll();
        try {
            long left = keepAliveNanos;
            while (queue.isEmpty() && !closed && left > 0) {
                left = jobOrEnd.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // A job left its thread interrupted. The flag is clear now, and the thread as good as one that waited too
            // long.
            return queue.pollFirst();
        } finally {
            idle--;
        }
        return queue.pollFirst();
    }

    @Override
    public String toString() {
        return "BlockingPool[" + TimeUnit.NANOSECONDS.toSeconds(keepAliveNanos) + " s, " + maxThreads + " threads]";
    }
}
