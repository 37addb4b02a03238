package dev.pollux.runtime.context;

import org.jspecify.annotations.Nullable;

/** What a thread runs on behalf of, and that has a context: a task, the future of {@code blockOn}, or a plain thread's code. */
public interface RunningTask {

    /** The {@link #number} of what is no task. */
    long NO_TASK = 0;

    /**
     * Returns the number in the task's id.
     *
     * @return a positive number, or {@link #NO_TASK}
     */
    long number();

    /**
     * Returns what is carried now.
     *
     * @return the context
     */
    TaskContext carried();

    /**
     * Changes what is carried. Only the thread that runs the task may do so, and it puts back what it found.
     *
     * @param context carried from now on
     */
    void carry(TaskContext context);

    /**
     * Keeps what is known of the last failure that came up here. Only the thread that runs the task may do so.
     *
     * @param delivery replaces what was kept before
     */
    void keep(Object delivery);

    /**
     * Returns what was kept last.
     *
     * @return that, or {@code null} if there is nothing
     */
    @Nullable Object kept();

    /**
     * Tells who waits until this is finished, on the same thread.
     *
     * @return for the future of a {@code blockOn}, what the caller of {@code blockOn} runs on behalf of; else {@code null}
     */
    default @Nullable RunningTask caller() {
        return null;
    }
}
