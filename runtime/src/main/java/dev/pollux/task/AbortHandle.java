package dev.pollux.task;

/**
 * The right to cancel a task, without the right to its result. Made by {@link JoinHandle#abortHandle}; not meant to be
 * implemented elsewhere.
 *
 * <p>It keeps neither the task nor its result alive, and delays no report of its failure. Every method may be called by any
 * thread, at any time, also after the task has ended.
 *
 * @origin tokio::task::AbortHandle (1.53).
 */
public interface AbortHandle {

    /**
     * Returns which task this is.
     *
     * @return the id
     */
    TaskId id();

    /**
     * Tells whether the task has ended, in whatever way.
     *
     * @return {@code true} if nothing of it is left to run
     */
    boolean isFinished();

    /**
     * Cancels the task.
     *
     * @see JoinHandle#abort
     */
    void abort();
}
