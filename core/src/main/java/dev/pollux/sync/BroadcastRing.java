package dev.pollux.sync;

import dev.pollux.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What the ends of a {@link Broadcast} share: the latest values, and who is there.
 *
 * @param <T> the type of the values
 */
final class BroadcastRing<T> {

    /*
     * A ring of entries
     * -----------------
     * The value at position p lies at index p mod capacity, until that of position p + capacity takes its place. `tail` is the next
     * position. Each receiver has a position of its own, the next it will read:
     *
     *     tail - position        means
     *     0                      nothing new
     *     up to the capacity     that many values to read
     *     more                   the difference to the capacity was lost
     *
     * An entry never changes its position, so a receiver that finds the entry of its position in the ring has what it wants, even if
     * it is overwritten at that moment. It counts itself off; the last one clears the value, which then does not outlive its use.
     * Whoever goes away counts itself off from all that it did not read.
     *
     * Who writes what
     * ---------------
     *
     *     field                  read                     written
     *     ring[i]                anybody, acquire         under the lock, release
     *     entry.value            whoever is to read it    null by the last of those
     *     entry.unread           anybody                  by exchange
     *     tail, counts, closed   anybody                  under the lock
     *
     * The lock is that of the line.
     *
     * Why no wake-up is lost
     * ----------------------
     * A receiver goes into the line under the lock, after it saw that there is nothing for it. A send puts its entry into the ring and
     * serves the line under the same lock.
     *
     * Memory order
     * ------------
     * An entry is published by release and found by acquire.
     */

    private static final VarHandle RING = MethodHandles.arrayElementVarHandle(Entry[].class);

    /** The greatest power of two that is an {@code int}. */
    private static final int MAX_CAPACITY = 1 << 30;

    static final String VALUE_OF = "a value of";

    final WaitQueue line = new WaitQueue();
    final Notify receiversGone = new Notify();

    private final @Nullable Entry<T>[] ring;
    private final int capacity;
    private volatile long tail;
    private volatile int receivers;
    private volatile int senders = 1;
    private volatile int weakSenders;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    BroadcastRing(int atLeast) {
        if (atLeast < 1 || atLeast > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "the capacity of a broadcast channel is from 1 to " + MAX_CAPACITY + ", not " + atLeast);
        }
        capacity = Integer.highestOneBit(2 * atLeast - 1);
        ring = new Entry[capacity];
    }

    // ---------------------------------------------------------------- to send

    /** Returns for how many receivers the value was kept, which are all; 0 if there are none, and it was not kept. */
    int send(T value) {
        Served served = new Served();
        int count;
        synchronized (line) {
            count = receivers;
            if (count > 0) {
                var entry = new Entry<>(tail, value, count);
                RING.setRelease(ring, index(tail), entry); // pairs with entryAt: publishes its fields
                tail++;
                line.serveAll(served);
            }
        }
        served.wakeAll();
        return count;
    }

    /** Adds a sender unless there is none, which is for good. */
    boolean tryAddSender() {
        synchronized (line) {
            if (senders == 0) {
                return false;
            }
            senders++;
            return true;
        }
    }

    void removeSender() {
        Served served = new Served();
        synchronized (line) {
            senders--;
            if (senders == 0) {
                line.serveAll(served);
            }
        }
        served.wakeAll();
    }

    void changeWeakSenders(int by) {
        synchronized (line) {
            weakSenders += by;
        }
    }

    // ---------------------------------------------------------------- to receive

    /** Adds a receiver, and returns where it begins. */
    long addReceiver() {
        synchronized (line) {
            receivers++;
            return tail;
        }
    }

    /** Removes a receiver that would have read on from a position. */
    void removeReceiver(long position) {
        long end;
        boolean last;
        synchronized (line) {
            receivers--;
            last = receivers == 0;
            end = tail;
        }
        for (long unread = Math.max(position, end - capacity); unread < end; unread++) {
            Entry<T> entry = entryAt(unread);
            if (entry != null && entry.position == unread) {
                entry.countOff();
            }
        }
        if (last) {
            receiversGone.notifyWaiters();
        }
    }

    /** Reads the value at a position; {@code null} if it is not there yet, or no more. */
    @Nullable T read(long position) {
        Entry<T> entry = entryAt(position);
        return entry == null || entry.position != position ? null : entry.read();
    }

    /** Tells whether the value at a position was overwritten. */
    boolean isOverwritten(long position) {
        Entry<T> entry = entryAt(position);
        return entry != null && entry.position > position;
    }

    /** Returns how many values from an overwritten position on are lost. */
    long missed(long position) {
        synchronized (line) { // else the tail may be older than the entry that was seen
            return tail - capacity - position;
        }
    }

    boolean hasBeenSent(long position) {
        return position < tail;
    }

    // ---------------------------------------------------------------- to look at

    long tail() {
        return tail;
    }

    int receivers() {
        return receivers;
    }

    int senders() {
        return senders;
    }

    int weakSenders() {
        return weakSenders;
    }

    /** How many values somebody has yet to read: all from some position on, since nobody reads out of order. */
    int unread() {
        long end = tail;
        long from = Math.max(end - capacity, 0);
        long to = end;
        while (from < to) {
            long middle = (from + to) >>> 1;
            Entry<T> entry = entryAt(middle);
            if (entry != null && entry.position == middle && entry.unread == 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return (int) (end - from);
    }

    @SuppressWarnings("unchecked") // the ring holds nothing else
    private @Nullable Entry<T> entryAt(long position) {
        return (Entry<T>) RING.getAcquire(ring, index(position)); // pairs with send
    }

    private int index(long position) {
        return (int) position & (capacity - 1);
    }

    @Override
    public String toString() {
        return "broadcast channel[" + senders + " to " + receivers + ", " + unread() + " of " + capacity + " unread]";
    }

    /** A value, and for how many it is. */
    private static final class Entry<T> {

        private static final VarHandle UNREAD = Handles.field(MethodHandles.lookup(), "unread", int.class);

        final long position;
        private @Nullable T value;

        @SuppressWarnings("FieldCanBeFinal") // changed through UNREAD
        private volatile int unread;

        Entry(long position, T value, int unread) {
            this.position = position;
            this.value = value;
            this.unread = unread;
        }

        @Nullable T read() {
            T seen = value;
            countOff();
            return seen;
        }

        void countOff() {
            if ((int) UNREAD.getAndAdd(this, -1) == 1) {
                value = null; // all have read it
            }
        }
    }
}
