package dev.pollux.runtime.io;

import java.util.concurrent.TimeUnit;

/**
 * Notices a selector that does not wait any more: again and again it returns at once, and nobody knows why.
 *
 * <p>For a moment that is normal, most likely while a thread is in the middle of closing a channel. So it must last.
 */
final class SpinWatch {

    /** How many idle returns in a row make it worth a look at the clock. */
    static final int LIMIT = 512;

    /** How long a thread may be held up in a close. */
    static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** A wait takes a millisecond at least: returns that took half of that, on average, were none. */
    private static final long HURRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1) / 2;

    private final long patience;
    private long idle;
    private long begin;

    SpinWatch(long patience) {
        this.patience = patience;
    }

    /** Notes a wait that ended for a reason: an event, or a wake-up. */
    void useful() {
        idle = 0;
    }

    /** Notes a wait that ended for no reason but the time, if that was up, and tells whether the selector spins. */
    boolean idle() {
        if (idle == 0) {
            begin = System.nanoTime();
        }
        idle++;
        if (idle % LIMIT != 0) {
            return false;
        }
        long took = System.nanoTime() - begin;
        boolean hurried = took < idle * HURRY_NANOS;
        if (hurried && took < patience) {
            return false;
        }
        idle = 0;
        return hurried;
    }
}
