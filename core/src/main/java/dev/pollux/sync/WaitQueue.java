package dev.pollux.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for one thing, longest first. It is also the lock that guards them, and whatever decides who is served.
 *
 * <p>All methods but {@link #waiters} want the lock held: {@code synchronized (queue)}. Nothing foreign runs under it; who was served is woken after
 * it was released, see {@link Served}.
 */
final class WaitQueue {

    private @Nullable Waiter<?> first;
    private @Nullable Waiter<?> last;
    private int size;

    boolean isEmpty() {
        return first == null;
    }

    int size() {
        return size;
    }

    @Nullable Waiter<?> first() {
        return first;
    }

    @Nullable Waiter<?> last() {
        return last;
    }

    /** Those in line, for dumps. Takes the lock. */
    synchronized List<Waiter<?>> waiters() {
        List<Waiter<?>> all = new ArrayList<>(size);
        for (Waiter<?> waiter = first; waiter != null; waiter = waiter.next) {
            all.add(waiter);
        }
        return all;
    }

    void add(Waiter<?> waiter) {
        waiter.previous = last;
        if (last == null) {
            first = waiter;
        } else {
            last.next = waiter;
        }
        last = waiter;
        size++;
    }

    void remove(Waiter<?> waiter) {
        Waiter<?> before = waiter.previous;
        Waiter<?> after = waiter.next;
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
        waiter.previous = null;
        waiter.next = null;
        size--;
    }

    /** Takes a waiter out of the line, because it got what it waited for; what that is must be in its fields by now. */
    void serve(Waiter<?> waiter, Served served) {
        remove(waiter);
        waiter.nowServed();
        served.add(waiter);
    }

    /** Serves all who wait. */
    void serveAll(Served served) {
        while (first != null) {
            serve(Objects.requireNonNull(first), served);
        }
    }
}
