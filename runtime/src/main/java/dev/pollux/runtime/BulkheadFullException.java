package dev.pollux.runtime;

import java.util.concurrent.RejectedExecutionException;

/** Thrown when a {@link Bulkhead} has neither a free thread nor room in its queue. */
public final class BulkheadFullException extends RejectedExecutionException {

    private static final long serialVersionUID = 1L;

    /** Which it is. */
    private final String bulkhead;

    /** How many jobs ran. */
    private final int running;

    /** How many waited. */
    private final int queued;

    BulkheadFullException(String bulkhead, int running, int queued) {
        super("bulkhead \"" + bulkhead + "\" is full: " + running + " jobs run and " + queued
                + " are queued. submit(...) waits for room.");
        this.bulkhead = bulkhead;
        this.running = running;
        this.queued = queued;
    }

    /**
     * Returns which bulkhead is full.
     *
     * @return its name
     */
    public String bulkhead() {
        return bulkhead;
    }

    /**
     * Returns how many jobs ran.
     *
     * @return a number
     */
    public int running() {
        return running;
    }

    /**
     * Returns how many jobs waited for a thread.
     *
     * @return a number
     */
    public int queued() {
        return queued;
    }
}
