package dev.pollux.runtime.io;

import java.util.concurrent.TimeUnit;

/** Notices a selector that does not wait any more: again and again it returns at once, and nobody knows why. */
final class SpinWatch {

    /** So many idle returns in a row are no chance. */
    static final int LIMIT = 512;

    /** A wait takes a millisecond at least. So many that took half of that were none, and no clock is read while all is well. */
    private static final long HURRY_NANOS = TimeUnit.MILLISECONDS.toNanos(LIMIT) / 2;

    private int idle;
    private long begin;

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
        if (idle < LIMIT) {
            return false;
        }
        idle = 0;
        return System.nanoTime() - begin < HURRY_NANOS;
    }
}
