package dev.pollux.sync;

import org.jspecify.annotations.Nullable;

/**
 * Those who were served under a lock and are to be woken once it is released, in that order.
 *
 * <p>They are chained by the links that they had in line, so that this costs nothing. A waker that throws is reported and hurts no
 * other.
 */
final class Served {

    private @Nullable Waiter<?> first;
    private @Nullable Waiter<?> last;

    /** The waiter is in no line any more, and only this uses its links. */
    void add(Waiter<?> waiter) {
        if (last == null) {
            first = waiter;
        } else {
            last.next = waiter;
        }
        last = waiter;
    }

    /** Wakes all. No lock may be held. */
    void wakeAll() {
        Waiter<?> waiter = first;
        while (waiter != null) {
            Waiter<?> next = waiter.next;
            waiter.next = null;
            waiter.wake();
            waiter = next;
        }
    }
}
