package dev.pollux.future;

/**
 * Tells an executor that a future is worth polling again.
 *
 * <p>Any thread may wake, any number of times, also after the future finished. Wakes coalesce: several before a poll may
 * cause only one poll, but at least one. A wake during a poll causes another poll after it. What happened before a wake is
 * visible to the poll that it causes.
 *
 * <p>An implementation must not throw, block, or poll the future on the calling stack; {@link #wake} may be called from any
 * library code, though never under one of its locks.
 */
@FunctionalInterface
public interface Waker {

    /** Asks for another poll. */
    void wake();

    /**
     * Tells whether waking either of the two has the same effect, so that one registered earlier need not be replaced.
     *
     * @param other another waker
     * @return {@code true} only if both wake the same task
     */
    default boolean willWake(Waker other) {
        return this == other;
    }

    /**
     * Returns a waker that runs an action at each wake.
     *
     * @param action runs on the thread that wakes; must obey the rules of this interface
     * @return the waker
     */
    static Waker of(Runnable action) {
        return action::run;
    }

    /**
     * Returns a waker that does nothing.
     *
     * @return always the same waker
     */
    static Waker noop() {
        return NoopWaker.INSTANCE;
    }
}
