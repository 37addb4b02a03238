package dev.pollux.runtime.spi;

import dev.pollux.future.Waker;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A handful of wakers, gathered under a lock and called once it is released.
 *
 * <p>A driver that finds many tasks to wake fills a batch, releases its lock, wakes, and goes on. The lock is then never held
 * while foreign code runs, nor for long. One thread at a time uses a batch.
 */
public final class WakeBatch {

    /** Enough to make the lock cheap per waker, little enough to keep it short. */
    private static final int CAPACITY = 32;

    private final @Nullable Waker[] wakers = new @Nullable Waker[CAPACITY];
    private int size;

    /** Creates an empty batch. */
    public WakeBatch() {}

    /**
     * Adds a waker.
     *
     * @param waker to be called by the next {@link #wakeAll}
     * @throws IllegalStateException if the batch is full
     */
    public void add(Waker waker) {
        if (isFull()) {
            throw new IllegalStateException("the batch is full; call wakeAll() first");
        }
        wakers[size] = Objects.requireNonNull(waker, "waker");
        size++;
    }

    /**
     * Tells whether there is no room left.
     *
     * @return {@code true} if the wakers must be called before another is added
     */
    public boolean isFull() {
        return size == CAPACITY;
    }

    /** Calls every waker, oldest first, and forgets it. One that throws is reported and hurts no other. */
    public void wakeAll() {
        for (int i = 0; i < size; i++) {
            Waker waker = Objects.requireNonNull(wakers[i]);
            wakers[i] = null;
            wake(waker);
        }
        size = 0;
    }

    /**
     * Calls one waker. If it throws, which it must not, the thread's uncaught exception handler is told.
     *
     * @param waker the waker
     */
    public static void wake(Waker waker) {
        try {
            waker.wake();
        } catch (Throwable t) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, t);
        }
    }
}
