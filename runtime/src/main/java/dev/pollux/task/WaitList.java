package dev.pollux.task;

import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.WakeBatch;
import org.jspecify.annotations.Nullable;

/** The futures that wait for one event, first come first. The event wakes them all. */
final class WaitList {

    /*
     * Why no wake-up is lost
     * ----------------------
     * Whoever brings the event about makes it visible first, by a volatile write, and then takes the waiters out. A wait asks
     * under the lock whether the event has happened, and is listed if not. So either it is listed when the waiters are taken, or
     * it comes after that, and sees the event.
     *
     * Nothing foreign is called under the lock: the answer to `isOver` is a read of our own.
     */

    private @Nullable Wait first; // this, all links, wakers and `listed`: guarded by this list
    private @Nullable Wait last;

    /** Lists a wait, or gives it a new waker; false if it is over. */
    synchronized boolean await(Wait wait, Waker waker) {
        if (wait.isOver()) {
            return false;
        }
        wait.waker = waker;
        if (!wait.listed) {
            link(wait);
        }
        return true;
    }

    synchronized void remove(Wait wait) {
        if (wait.listed) {
            unlink(wait);
        }
    }

    /** Takes all waiters out, and leaves calling them to the caller. */
    synchronized void takeAll(WakeBatch wakes) {
        for (Wait wait = first; wait != null; wait = first) {
            wakes.add(wait.waker);
            unlink(wait);
        }
    }

    private void link(Wait wait) {
        wait.listed = true;
        wait.previous = last;
        if (last == null) {
            first = wait;
        } else {
            last.next = wait;
        }
        last = wait;
    }

    private void unlink(Wait wait) {
        Wait before = wait.previous;
        Wait after = wait.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        wait.previous = null;
        wait.next = null;
        wait.waker = null;
        wait.listed = false;
    }
}
