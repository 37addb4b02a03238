package dev.pollux.runtime.spi;

/** Decides when and on which thread tasks run. */
@FunctionalInterface
public interface Scheduler {

    /**
     * Queues a task that is ready to be polled. May be called by any thread.
     *
     * @param task polls a task once; never throws, and is not queued anywhere else
     * @param yielded {@code true} if the task gave way: it was woken while it was polled, and the worker that polled it makes
     *     this call. Others, and the drivers, come first.
     */
    void schedule(Runnable task, boolean yielded);
}
