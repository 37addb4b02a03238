package dev.pollux.runtime.spi;

import java.time.Duration;

/** Threads for code that blocks. */
public interface BlockingPool {

    /**
     * Runs a job on a thread that may block.
     *
     * @param job must not throw
     * @throws java.util.concurrent.RejectedExecutionException after {@link #shutdown}
     */
    void execute(Runnable job);

    /**
     * Stops taking jobs, forgets those not started, and waits for those that run.
     *
     * @param timeout how long to wait at most; zero does not wait
     * @return how many jobs were still running when the wait ended
     * @throws InterruptedException if the calling thread is interrupted while it waits
     */
    int shutdown(Duration timeout) throws InterruptedException;
}
