package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * Something to look at when a task has nothing to do any more: a grant that it may have forgotten, or a wait that only it could end.
 *
 * <p>Each is in the list of one task at most, and in no other list.
 */
public abstract class ParkWatch {

    @Nullable ParkWatch next; // owned by whoever has the list

    /** For subclasses. */
    protected ParkWatch() {}

    /**
     * Called when a poll of the task was pending and nobody has woken the task since.
     *
     * @param task the context of the task
     * @param future what the task polls, at rest
     * @return whether to look again the next time
     */
    protected abstract boolean parking(Context task, Future<?> future);
}
