package dev.pollux.runtime.task;

/**
 * Is told what tasks do. Only tasks of a runtime that was asked to observe them pay for it: they are {@link ObservedTask}s. No method may
 * throw or block.
 */
public interface TaskObserver {

    /** Makes nothing of it; but the tasks remember their times. */
    TaskObserver NONE = new TaskObserver() {};

    /**
     * A task was spawned, and is about to be queued.
     *
     * @param id of the task
     * @param label its name, or else what its future says of itself
     */
    default void spawned(long id, String label) {}

    /**
     * A task is taken from a queue to be polled.
     *
     * @param waitedNanos how long ago it was scheduled
     */
    default void pollBegins(long waitedNanos) {}

    /**
     * The poll is over.
     *
     * @param nanos how long it took
     */
    default void pollEnds(long nanos) {}

    /**
     * A task has ended, by whatever end.
     *
     * @param id of the task
     * @param label as when it was spawned
     * @param aliveNanos how long ago it was spawned
     */
    default void ended(long id, String label, long aliveNanos) {}

    /**
     * Tells whether {@link #spawned} and {@link #ended} want labels now, which take a while to make.
     *
     * @return {@code true} if so
     */
    default boolean wantsLabels() {
        return false;
    }
}
