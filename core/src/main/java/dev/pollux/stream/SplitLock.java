package dev.pollux.stream;

import dev.pollux.future.Waker;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Lets one of two halves at what both are made of. */
final class SplitLock<I, O> {

    /*
     * States
     * ------
     *     FREE       nobody is at it
     *     HELD       one half is at it, for the time of one poll
     *     a Waker    the same, and the other half waits for its turn
     *
     *      FREE ──enter──► HELD ──enter of the other──► a Waker
     *        ▲               │                             │
     *        └──── leave ────┴──────── leave, wakes ───────┘
     *
     * Why no wake-up is lost
     * ----------------------
     * All changes exchange the one word. A half that finds it held puts its waker there; if the holder left first, the exchange fails
     * and the half finds it free. What one half did is visible to the other after it entered.
     */
    private static final Object FREE = new Object();
    private static final Object HELD = new Object();

    final Duplex<I, O> whole;
    private final AtomicReference<Object> state = new AtomicReference<>(FREE);
    private final AtomicInteger halves = new AtomicInteger(2);

    SplitLock(Duplex<I, O> whole) {
        this.whole = whole;
    }

    /** Enters, or has {@code waker} woken when the other half has left. */
    boolean enter(Waker waker) {
        while (true) {
            Object seen = state.get();
            if (state.compareAndSet(seen, seen == FREE ? HELD : waker)) {
                return seen == FREE;
            }
        }
    }

    void leave() {
        if (state.getAndSet(FREE) instanceof Waker waiting) {
            waiting.wake();
        }
    }

    /** Drops the whole with the second half. */
    void dropHalf() {
        if (halves.decrementAndGet() == 0) {
            whole.drop();
        }
    }
}
