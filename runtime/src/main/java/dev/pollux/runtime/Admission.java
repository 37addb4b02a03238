package dev.pollux.runtime;

import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.WakeBatch;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Who may enter a bulkhead: as many as have room, in the order in which they came. */
final class Admission {

    /*
     * All fields, also those of the waiters, are guarded by this. A place that becomes free while somebody waits is handed over:
     * it never becomes free for others, so nobody overtakes. A waiter that leaves after it got a place passes it on. Wakers are
     * called after the lock was released.
     */

    /** Somebody in the queue. */
    static final class Waiter {

        private @Nullable Waker waker;
        private boolean admitted;
    }

    private final int places;
    private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();
    private int taken;
    private long rejected;

    Admission(int places) {
        this.places = places;
    }

    /** Takes a place if there is one and nobody waits. */
    synchronized boolean tryEnter() {
        if (taken < places) { // then nobody waits
            taken++;
            return true;
        }
        rejected++;
        return false;
    }

    /** Takes a place, or queues the waiter to be woken when it has one. Returns whether it has one. */
    synchronized boolean enter(Waiter waiter, Waker waker) {
        if (waiter.admitted) {
            return true;
        }
        if (taken < places) {
            taken++;
            waiter.admitted = true;
            return true;
        }
        if (waiter.waker == null) {
            waiting.addLast(waiter);
        }
        waiter.waker = waker;
        return false;
    }

    /** Takes a waiter that has not made use of its place, if it got one, out of the queue. */
    void forget(Waiter waiter) {
        boolean passOn;
        synchronized (this) {
            passOn = waiter.admitted;
            waiting.remove(waiter);
        }
        if (passOn) {
            leave();
        }
    }

    /** Frees a place, or hands it over to the first waiter. */
    void leave() {
        Waker waker = null;
        synchronized (this) {
            Waiter next = waiting.pollFirst();
            if (next == null) {
                taken--;
            } else {
                next.admitted = true;
                waker = next.waker;
            }
        }
        if (waker != null) {
            WakeBatch.wake(waker);
        }
    }

    synchronized int taken() {
        return taken;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    synchronized long rejected() {
        return rejected;
    }
}
