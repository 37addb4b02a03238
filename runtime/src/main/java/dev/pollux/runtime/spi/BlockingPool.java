package dev.pollux.runtime.spi;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/** Threads for code that blocks. */
public interface BlockingPool {

    /** A job that wants to know if no thread will ever come to it. What a runtime hands to a pool is one. */
    interface Job extends Runnable {

        /**
         * Ends the job with a failure, unless it has started.
         *
         * @param cause why it cannot be run
         */
        void refuse(RejectedExecutionException cause);
    }

    /**
     * Runs a job on a thread that may block.
     *
     * <p>A job may have become stale when its turn comes: it was cancelled, or another thread has run it. Running it then does
     * nothing.
     *
     * @param job must not throw
     * @throws RejectedExecutionException after {@link #shutdown}, or if the pool cannot take the job for a reason of its own
     */
    void execute(Runnable job);

    /**
     * How busy a pool is.
     *
     * @param threads how many it has
     * @param idleThreads how many of those wait for a job
     * @param queuedJobs jobs that wait for a thread
     */
    record Load(int threads, int idleThreads, int queuedJobs) {}

    /**
     * Tells how busy the pool is. May be called by any thread, also after {@link #shutdown}.
     *
     * @return the load now; all zero for a pool that does not tell
     */
    default Load load() {
        return new Load(0, 0, 0);
    }

    /**
     * Stops taking jobs, forgets those not started, and waits for those that run.
     *
     * @param timeout how long to wait at most; zero does not wait, nor look at the interrupt
     * @return how many jobs were still running when the wait ended
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    int shutdown(Duration timeout) throws InterruptedException;
}
