package dev.pollux.time;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.WakeBatch;
import dev.pollux.stream.Stream;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A queue whose elements come out when their deadlines have passed, in the order of the deadlines. Elements whose deadlines are equal
 * come in the order of their insertion or last reset.
 *
 * <p>Any thread may insert, reset and remove. One task at a time takes from the queue. A queue belongs to the runtime in which it was
 * made: its clock and its timers.
 *
 * <p>A typical use is a cache whose entries expire: a map keeps the {@link Key} beside each value, and resets it when the value is used.
 *
 * @param <T> the type of the elements
 * @cost Inserting, resetting and removing take time in the logarithm of the size. One timer serves the whole queue.
 * @origin tokio_util::time::DelayQueue (0.7). Differs: safe for threads; deadlines are kept exactly, so that there is no wake-up
 *     before one; keys are objects, so that they stay valid in {@link #compact}.
 */
public final class DelayQueue<T> {

    /*
     * The elements are in a heap behind a lock. The task that takes has a sleep of its own, which only its polls touch: each of them
     * looks at the heap and, if nothing is due, waits for the first deadline. Whoever makes another element the first, or the queue
     * empty, wakes the task, which looks again. Wakers are called after the lock.
     *
     * No wake-up is lost: a poll looks at the heap and writes `waiting` in one step under the lock, so every change of the heap comes
     * before that look, or finds the waker.
     */

    private final Sleep delay;
    private final Object lock = new Object();
    private final DelayHeap<T> heap = new DelayHeap<>(); // guarded by lock
    private @Nullable Waker waiting; // guarded by lock

    private DelayQueue(int capacity) {
        delay = Sleep.of(Duration.ZERO);
        heap.reserve(capacity);
    }

    /**
     * An element of a queue, for as long as it is in there.
     *
     * @param <T> the type of the element
     */
    public static final class Key<T> {

        final T value;
        final DelayQueue<T> queue;
        long deadline; // guarded by the queue's lock
        long sequence; // guarded by the queue's lock
        int index = DelayHeap.NOWHERE; // guarded by the queue's lock

        private Key(DelayQueue<T> queue, T value) {
            this.queue = queue;
            this.value = value;
        }

        @Override
        public String toString() {
            return "Key[" + value + "]";
        }
    }

    /**
     * An element that has left its queue.
     *
     * @param value the element
     * @param deadline when it was due
     * @param key the key it had
     * @param <T> the type of the element
     */
    public record Expired<T>(T value, Moment deadline, Key<T> key) {}

    /**
     * Makes an empty queue.
     *
     * @param <T> the type of the elements
     * @return the queue
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public static <T> DelayQueue<T> create() {
        return withCapacity(0);
    }

    /**
     * Makes an empty queue with room for some elements.
     *
     * @param capacity how many can be inserted before the queue has to grow
     * @param <T> the type of the elements
     * @return the queue
     * @throws IllegalArgumentException if {@code capacity} is negative
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public static <T> DelayQueue<T> withCapacity(int capacity) {
        return new DelayQueue<>(capacity);
    }

    // ---------------------------------------------------------------- in

    /**
     * Adds an element.
     *
     * @param value the element
     * @param delay how long from now it is due; zero or less is due at once
     * @return what to reset or remove it by
     */
    public Key<T> insert(T value, Duration delay) {
        return insertAt(value, now().plus(delay));
    }

    /**
     * Adds an element.
     *
     * @param value the element
     * @param deadline when it is due
     * @return what to reset or remove it by
     */
    public Key<T> insertAt(T value, Moment deadline) {
        Key<T> key = new Key<>(this, Objects.requireNonNull(value, "value"));
        file(key, deadline, false);
        return key;
    }

    private void file(Key<T> key, Moment deadline, boolean anew) {
        Waker woken = null;
        synchronized (lock) {
            if (anew) {
                require(key);
                heap.remove(key);
            }
            heap.file(key, deadline.nanos());
            if (heap.first() == key) {
                woken = takeWaiting();
            }
        }
        WakeBatch.wake(woken);
    }

    // ---------------------------------------------------------------- changes

    /**
     * Moves the deadline of an element.
     *
     * @param key of an element of this queue
     * @param delay how long from now it is due
     * @throws NoSuchElementException if the element has left the queue
     */
    public void reset(Key<T> key, Duration delay) {
        resetAt(key, now().plus(delay));
    }

    /**
     * Moves the deadline of an element.
     *
     * @param key of an element of this queue
     * @param deadline when it is due
     * @throws NoSuchElementException if the element has left the queue
     */
    public void resetAt(Key<T> key, Moment deadline) {
        file(key, deadline, true);
    }

    /**
     * Takes an element out before it is due.
     *
     * @param key of an element of this queue
     * @return the element
     * @throws NoSuchElementException if the element has left the queue
     */
    public Expired<T> remove(Key<T> key) {
        Expired<T> removed = tryRemove(key);
        if (removed == null) {
            throw gone(key);
        }
        return removed;
    }

    /**
     * Takes an element out before it is due, if it is still there.
     *
     * @param key of an element of this queue
     * @return the element; {@code null} if it has left the queue
     */
    public @Nullable Expired<T> tryRemove(Key<T> key) {
        Waker woken;
        synchronized (lock) {
            if (!isHere(key)) {
                return null;
            }
            heap.remove(key);
            woken = heap.size() == 0 ? takeWaiting() : null;
        }
        WakeBatch.wake(woken);
        return expired(key);
    }

    /** Takes all elements out. */
    public void clear() {
        Waker woken;
        synchronized (lock) {
            heap.clear();
            woken = takeWaiting();
        }
        WakeBatch.wake(woken);
    }

    // ---------------------------------------------------------------- out

    /**
     * Waits for the next element.
     *
     * @return a future of the element whose deadline passes first; of {@code null} if the queue is empty, or becomes so
     * @cancel Safe: no element is lost.
     * @wakeup By the timer; and by whoever inserts an element that is due earlier, or takes the last one out.
     * @cost One small object.
     */
    public Future<@Nullable Expired<T>> next() {
        return new Next<>(this, "next", false);
    }

    /**
     * Waits for the next element, also while the queue is empty.
     *
     * @return a future of the element whose deadline passes first
     * @cancel Safe: no element is lost.
     * @wakeup By the timer; and by whoever inserts an element that is due earlier.
     * @cost One small object.
     */
    @SuppressWarnings("unchecked") // never null, as it does not end with the queue
    public Future<Expired<T>> take() {
        return (Future<Expired<T>>) (Future<?>) new Next<>(this, "take", true);
    }

    /**
     * Returns the elements as a stream, which yields what {@link #take} would and has no end. Dropping it leaves the queue as it is.
     *
     * @return a stream of the elements as they are due
     * @wakeup By the timer; and by whoever inserts an element that is due earlier.
     * @cost One small object.
     */
    public Stream<Expired<T>> stream() {
        return new DueStream<>(this);
    }

    /**
     * Asks for the next element. For futures and streams that are written by hand; otherwise use {@link #next}.
     *
     * @param cx who is woken when another poll is worth while
     * @return the element whose deadline passed first; {@code null} if the queue is empty
     */
    public Poll<@Nullable Expired<T>> pollExpired(Context cx) {
        return Poll.ofRaw(pollRaw(cx, false));
    }

    @Nullable Object pollRaw(Context cx, boolean waitsIfEmpty) {
        long now = delay.now();
        Key<T> first;
        long deadline;
        synchronized (lock) {
            first = heap.first();
            deadline = first == null ? now : first.deadline;
            if (deadline - now > 0 || (first == null && waitsIfEmpty)) {
                waiting = cx.waker();
            } else if (first != null) {
                heap.remove(first);
            }
        }
        if (deadline - now > 0) {
            return pollUntil(deadline, cx, waitsIfEmpty);
        }
        delay.pause();
        if (first == null) {
            return waitsIfEmpty ? Poll.PENDING : null;
        }
        return expired(first);
    }

    /** Waits; or looks again, if the deadline has passed this moment. */
    private @Nullable Object pollUntil(long deadline, Context cx, boolean waitsIfEmpty) {
        delay.reset(new Moment(deadline));
        return delay.pollRaw(cx) == Poll.PENDING ? Poll.PENDING : pollRaw(cx, waitsIfEmpty);
    }

    /** Ends a wait of the task that takes. */
    void stopWaiting() {
        synchronized (lock) {
            waiting = null;
        }
        delay.pause();
    }

    // ---------------------------------------------------------------- looks

    /**
     * Returns which element is due next.
     *
     * @return its key; {@code null} if the queue is empty
     */
    public @Nullable Key<T> peek() {
        synchronized (lock) {
            return heap.first();
        }
    }

    /**
     * Returns when an element is due.
     *
     * @param key of an element of this queue
     * @return its deadline
     * @throws NoSuchElementException if the element has left the queue
     */
    public Moment deadline(Key<T> key) {
        synchronized (lock) {
            require(key);
            return new Moment(key.deadline);
        }
    }

    /**
     * Returns the keys of all elements.
     *
     * @return a copy, in no particular order
     */
    public List<Key<T>> keys() {
        synchronized (lock) {
            return heap.keys();
        }
    }

    /**
     * Returns how many elements there are, due ones included.
     *
     * @return the number
     */
    public int size() {
        synchronized (lock) {
            return heap.size();
        }
    }

    /**
     * Tells whether there is no element.
     *
     * @return {@code true} if the size is zero
     */
    public boolean isEmpty() {
        return size() == 0;
    }

    // ---------------------------------------------------------------- room

    /**
     * Returns for how many elements there is room.
     *
     * @return the size up to which the queue need not grow
     */
    public int capacity() {
        synchronized (lock) {
            return heap.capacity();
        }
    }

    /**
     * Makes room.
     *
     * @param additional how many more elements can be inserted before the queue has to grow
     * @throws IllegalArgumentException if {@code additional} is negative
     */
    public void reserve(int additional) {
        synchronized (lock) {
            heap.reserve(additional);
        }
    }

    /** Gives back the room that is not used. Keys stay valid. */
    public void compact() {
        synchronized (lock) {
            heap.compact();
        }
    }

    // ---------------------------------------------------------------- under the lock, or of no state

    private Moment now() {
        return new Moment(delay.now());
    }

    private @Nullable Waker takeWaiting() {
        Waker woken = waiting;
        waiting = null;
        return woken;
    }

    private boolean isHere(Key<T> key) {
        return key.queue == this && key.index != DelayHeap.NOWHERE;
    }

    private void require(Key<T> key) {
        if (!isHere(key)) {
            throw gone(key);
        }
    }

    private NoSuchElementException gone(Key<T> key) {
        return new NoSuchElementException(
                key.queue == this ? key + " has left the delay queue" : key + " belongs to another delay queue");
    }

    private static <T> Expired<T> expired(Key<T> key) {
        return new Expired<>(key.value, new Moment(key.deadline), key);
    }

    @Override
    public String toString() {
        return "DelayQueue[" + size() + "]";
    }

    private static final class Next<T> extends RawFuture<@Nullable Expired<T>> implements Waiting {

        private final DelayQueue<T> queue;
        private final String name;
        private final boolean waitsIfEmpty;
        private boolean finished;

        Next(DelayQueue<T> queue, String name, boolean waitsIfEmpty) {
            this.queue = queue;
            this.name = name;
            this.waitsIfEmpty = waitsIfEmpty;
        }

        @Override
        public @Nullable Object pollRaw(Context cx) {
            if (finished) {
                throw new IllegalStateException(name + " was awaited or polled again after it finished; call " + name
                        + "() for another element");
            }
            Object next = queue.pollRaw(cx, waitsIfEmpty);
            finished = next != Poll.PENDING;
            return next;
        }

        @Override
        public void drop() {
            if (!finished) {
                finished = true;
                queue.stopWaiting();
            }
        }

        @Override
        public Resource waitingFor() {
            return queue.isEmpty() ? new Resource(queue, "an element of") : Resource.OUTSIDE;
        }

        @Override
        public String toString() {
            return name + " of " + queue;
        }
    }
}
