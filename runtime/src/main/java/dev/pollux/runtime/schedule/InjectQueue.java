package dev.pollux.runtime.schedule;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tasks that no worker has: scheduled from outside, or more than a worker's own queue holds. First in, first out. */
final class InjectQueue {

    private static final int SMALLEST = 64;

    private @Nullable Runnable[] ring = new @Nullable Runnable[SMALLEST]; // this and `first`: guarded by this
    private int first;
    private volatile int size; // written under the lock
    private long remote; // guarded by this

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Adds a task that a thread scheduled which is none of the workers. */
    synchronized void addRemote(Runnable task) {
        remote++;
        add(task);
    }

    /** Returns how many tasks were added like that. */
    synchronized long remoteCount() {
        return remote;
    }

    synchronized void add(Runnable task) {
        int count = size;
        if (count == ring.length) {
            resize(count * 2);
        }
        ring[(first + count) & (ring.length - 1)] = task;
        size = count + 1;
    }

    synchronized void addAll(@Nullable Runnable[] tasks, int count) {
        int before = size;
        while (before + count > ring.length) {
            resize(ring.length * 2);
        }
        for (int i = 0; i < count; i++) {
            ring[(first + before + i) & (ring.length - 1)] = tasks[i];
        }
        size = before + count;
    }

    /** Takes the oldest task. */
    @Nullable Runnable poll() {
        return isEmpty() ? null : pollInto(null, 0);
    }

    /** Takes the oldest task and returns it, and moves up to {@code more} of those behind it into a queue that has room for them. */
    synchronized @Nullable Runnable pollInto(@Nullable RunQueue own, int more) {
        int count = size;
        if (count == 0) {
            return null;
        }
        Runnable oldest = takeFirst();
        int moved = own == null ? 0 : Math.min(more, count - 1);
        for (int i = 0; i < moved; i++) {
            Objects.requireNonNull(own).offer(takeFirst());
        }
        size = count - 1 - moved;
        if (size == 0 && ring.length > SMALLEST * 16) { // what a burst needed is given back
            ring = new @Nullable Runnable[SMALLEST];
            first = 0;
        }
        return oldest;
    }

    private Runnable takeFirst() {
        Runnable task = Objects.requireNonNull(ring[first]);
        ring[first] = null;
        first = (first + 1) & (ring.length - 1);
        return task;
    }

    private void resize(int capacity) {
        @Nullable Runnable[] larger = new @Nullable Runnable[capacity];
        int toEnd = ring.length - first;
        System.arraycopy(ring, first, larger, 0, toEnd);
        System.arraycopy(ring, 0, larger, toEnd, first);
        ring = larger;
        first = 0;
    }
}
