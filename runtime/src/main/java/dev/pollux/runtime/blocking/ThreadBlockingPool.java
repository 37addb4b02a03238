package dev.pollux.runtime.blocking;

import dev.pollux.internal.Defects;
import dev.pollux.runtime.context.ThreadHooks;
import dev.pollux.runtime.spi.BlockingPool;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Runs each job on a thread, up to a number of threads, and queues the rest. Threads that idle too long end. */
public final class ThreadBlockingPool implements BlockingPool {

    /*
     * One search at a time
     * --------------------
     *                        nothing queued
     *            ┌──────────────────────────────────► idle ──── keep-alive over, or closed ───► gone
     *         running                                  │
     *            ▲                                     │ a job came
     *            └───────── takes a job ── searching ◄─┴───── a new thread begins like this
     *
     * A thread that runs out of jobs idles. A job that comes wakes an idle thread or, if there is none, starts a new one: that
     * thread searches. While one searches nobody else is woken. When it has found a job it starts the next search if more are
     * queued, before it runs its own, which may block for ever. So n jobs that block get n threads, one after the other; but a
     * burst of short jobs is mostly run by threads that are awake anyway, which take the next job without any search.
     *
     * Why no job is forgotten
     * -----------------------
     * Between two holders of the lock this holds:
     *
     *     the queue is empty, or a thread searches, or no thread idles and there are `maxThreads`, or a submitter has added a job
     *     and is about to look at `helpless`.
     *
     * `helpless` says that waking is of no use (somebody searches, or all threads run); it changes under the lock. A submitter
     * adds its job and then reads it; who clears it looks at the queue afterwards. Both are volatile, so one sees the other:
     *
     *     - the end of a search clears it and then looks whether to start another;
     *     - a thread that is about to idle clears it and then looks at the queue once more.
     *
     * So the fast path of a submission is one compare-and-set in the queue and one volatile read.
     *
     * A thread that runs out of jobs first looks for some more on its own for a few microseconds, as the one that searches. To be
     * woken takes longer than that; so a task that hands over one short job after the other waits for none of them long.
     *
     * If no thread can be started, those that run go on with the queue. If there is none at all, every queued job is refused: the
     * alternative is to keep them until somebody submits again.
     */

    private static final boolean ONE_PROCESSOR = Runtime.getRuntime().availableProcessors() == 1;
    private static final long LINGER_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final int LOOKS_PER_TIME = 16; // the clock is slow, compared with a look at the queue

    private final int maxThreads;
    private final long keepAliveNanos;
    private final ThreadHooks hooks;
    private final Executor starter;
    private final JobQueue queue = new JobQueue();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition threadChanged = lock.newCondition(); // one ran out of jobs, or has ended
    // Guarded by the lock.
    private final ArrayDeque<PoolThread> idle = new ArrayDeque<>();
    private int threads;
    private int ending; // no longer among the threads, but still in their last hook
    private boolean searching;

    private volatile boolean helpless; // written under the lock, read by submitters
    private volatile boolean closed; // written under the lock, read by submitters and threads

    /**
     * Creates a pool without threads.
     *
     * @param maxThreads how many jobs run at the same time at most
     * @param keepAlive how long a thread waits for another job before it ends
     * @param starter starts a thread for each command
     */
    public ThreadBlockingPool(int maxThreads, Duration keepAlive, Executor starter) {
        this(maxThreads, keepAlive, ThreadHooks.NONE, starter);
    }

    /**
     * Creates a pool without threads.
     *
     * @param maxThreads how many jobs run at the same time at most
     * @param keepAlive how long a thread waits for another job before it ends
     * @param hooks called first and last by each thread
     * @param starter starts a thread for each command
     */
    public ThreadBlockingPool(int maxThreads, Duration keepAlive, ThreadHooks hooks, Executor starter) {
        this.maxThreads = maxThreads;
        this.hooks = hooks;
        this.keepAliveNanos = keepAlive.toNanos();
        this.starter = starter;
    }

    // ---------------------------------------------------------------- any thread

    @Override
    public void execute(Runnable job) {
        queue.add(job);
        if (closed && queue.remove(job)) {
            throw new RejectedExecutionException("the Pollux runtime of this blocking job was shut down");
        }
        if (!helpless) {
            call(searchUnlessVain());
        }
    }

    @Override
    public Load load() {
        lock.lock();
        try {
            return new Load(threads, idle.size(), queue.size());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int shutdown(Duration timeout) throws InterruptedException {
        close();
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (threads + ending > 0 && left > 0) {
                left = threadChanged.awaitNanos(left);
            }
            return threads - idle.size();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many threads wait for a job. */
    int idleThreads() {
        lock.lock();
        try {
            return idle.size();
        } finally {
            lock.unlock();
        }
    }

    private void close() {
        ArrayDeque<PoolThread> sleepers;
        lock.lock();
        try {
            closed = true;
            queue.clear();
            sleepers = new ArrayDeque<>(idle);
        } finally {
            lock.unlock();
        }
        sleepers.forEach(PoolThread::wake);
    }

    // ---------------------------------------------------------------- the search

    /** Chooses the thread that searches next, if one is needed and can be had. It is to be {@linkplain #call called}. */
    private @Nullable PoolThread searchUnlessVain() {
        lock.lock();
        try {
            return beginSearch();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a search that found a job, and chooses who goes on if there are more. */
    private @Nullable PoolThread endSearch() {
        lock.lock();
        try {
            searching = false;
            setHelpless();
            return beginSearch();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable PoolThread beginSearch() {
        if (searching || queue.isEmpty()) {
            return null;
        }
        PoolThread next = idle.pollLast(); // the last to idle: its caches are warm
        if (next == null && threads < maxThreads) {
            threads++;
            next = new PoolThread(threads);
        }
        if (next != null) {
            next.chosen = true;
            searching = true;
        }
        setHelpless();
        return next;
    }

    private void setHelpless() {
        helpless = searching || (idle.isEmpty() && threads == maxThreads);
    }

    /** Wakes or starts a thread that was chosen. To be called without the lock. */
    private void call(@Nullable PoolThread chosen) {
        if (chosen == null) {
            return;
        }
        if (chosen.thread != null) {
            chosen.wake();
            return;
        }
        try {
            starter.execute(chosen);
        } catch (Throwable t) { // mostly OutOfMemoryError: the system has no thread left
            giveUpSearch(t);
        }
    }

    private void giveUpSearch(Throwable cause) {
        boolean refuse;
        PoolThread next;
        lock.lock();
        try {
            threads--;
            searching = false;
            setHelpless();
            refuse = threads == 0;
            next = idle.isEmpty() ? null : beginSearch(); // a thread may have run out of jobs meanwhile
        } finally {
            lock.unlock();
        }
        call(next);
        if (refuse) {
            refuseAll(new RejectedExecutionException("no thread could be started for this blocking job", cause));
        }
    }

    private void refuseAll(RejectedExecutionException cause) {
        for (Runnable job = queue.take(0); job != null; job = queue.take(0)) {
            if (job instanceof Job refusable) {
                refusable.refuse(cause);
            } else {
                Defects.report(cause);
            }
        }
    }

    // ---------------------------------------------------------------- the pool's threads

    /** A thread, which also stands for it among the idle ones. */
    private final class PoolThread implements Runnable {

        private int shard; // where it looks first
        private boolean searches = true;
        private volatile @Nullable Thread thread; // written by itself, read by whoever wakes it
        private volatile boolean chosen; // to search; written under the lock, read by itself

        PoolThread(int number) {
            this.shard = number;
        }

        void wake() {
            LockSupport.unpark(thread);
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            try {
                hooks.around(this::runJobs);
            } finally {
                ended();
            }
        }

        private void runJobs() {
            do {
                for (Runnable job = queue.take(shard++); job != null; job = queue.take(shard++)) {
                    endOwnSearch();
                    execute(job);
                }
            } while (linger() || waitForJob());
        }

        /** Returns whether there is a job. */
        private boolean linger() {
            if (ONE_PROCESSOR || closed || !beginOwnSearch()) {
                return false;
            }
            long end = System.nanoTime() + LINGER_NANOS;
            do {
                for (int i = 0; i < LOOKS_PER_TIME; i++) {
                    if (!queue.isEmpty()) {
                        return true;
                    }
                    Thread.onSpinWait();
                }
            } while (System.nanoTime() - end < 0 && !closed);
            return false;
        }

        private boolean beginOwnSearch() {
            lock.lock();
            try {
                if (searching) {
                    return searches;
                }
                searching = true;
                searches = true;
                setHelpless();
                return true;
            } finally {
                lock.unlock();
            }
        }

        private void endOwnSearch() {
            if (searches) {
                searches = false;
                call(endSearch());
            }
        }

        private void execute(Runnable job) {
            try {
                job.run();
            } catch (Throwable t) { // a job must not throw; the thread has others to run
                Defects.report(t);
            }
            Thread.interrupted(); // what it left behind is not meant for the next one
        }

        /** Returns whether to look for a job again; false tells the thread to end. */
        private boolean waitForJob() {
            if (!beginIdle()) {
                return true;
            }
            long end = System.nanoTime() + keepAliveNanos;
            long left = keepAliveNanos;
            while (!chosen && !closed && left > 0) {
                LockSupport.parkNanos(ThreadBlockingPool.this, left);
                Thread.interrupted(); // nobody interrupts an idle thread for a reason that concerns it
                left = end - System.nanoTime();
            }
            return endIdle();
        }

        /** Puts the thread among the idle; false if a job came, for which the thread then searches. */
        private boolean beginIdle() {
            lock.lock();
            try {
                if (searches) {
                    searches = false;
                    searching = false;
                }
                chosen = false;
                idle.addLast(this);
                setHelpless(); // before the last look at the queue
                searches = beginSearch() == this; // it is the last of the idle
                return !searches;
            } finally {
                lock.unlock();
            }
        }

        private boolean endIdle() {
            lock.lock();
            try {
                if (chosen) {
                    searches = true;
                    return true;
                }
                idle.remove(this);
                threads--;
                ending++;
                setHelpless();
                threadChanged.signalAll();
                return false;
            } finally {
                lock.unlock();
            }
        }

        private void ended() {
            lock.lock();
            try {
                ending--;
                threadChanged.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public String toString() {
        return "BlockingPool[" + TimeUnit.NANOSECONDS.toSeconds(keepAliveNanos) + " s, " + maxThreads + " threads]";
    }
}
