package dev.pollux.runtime.spi;

import dev.pollux.future.Waker;
import dev.pollux.internal.Defects;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A handful of wakers, gathered under a lock and called once it is released.
 *
 * <p>A driver that finds many tasks to wake fills a batch, releases its lock, wakes, and goes on. The lock is then never held
 * while foreign code runs, nor for long. One thread at a time uses a batch.
 */
public final class WakeBatch {

    /** Enough to make the lock cheap per waker, little enough to keep it short. */
    public static final int CAPACITY = 32;

    private @Nullable Waker[] wakers = new @Nullable Waker[CAPACITY];
    private int size;

    /** Creates an empty batch. */
    public WakeBatch() {}

    /**
     * Adds a waker.
     *
     * @param waker to be called by the next {@link #wakeAll}; {@code null} if nobody waits
     */
    public void add(@Nullable Waker waker) {
        if (waker == null) {
            return;
        }
        if (size
                == wakers.length) { // whoever cannot stop at isFull(), such as a selector with its keys, goes on adding
            wakers = Arrays.copyOf(wakers, 2 * size);
        }
        wakers[size] = waker;
        size++;
    }

    /**
     * Tells whether it is time to release the lock and wake.
     *
     * @return {@code true} if the batch holds as many as should be gathered under one lock
     */
    public boolean isFull() {
        return size >= CAPACITY;
    }

    /**
     * Calls every waker, oldest first, and forgets it. One that throws is reported and hurts no other.
     *
     * @return how many there were
     */
    public int wakeAll() {
        int called = size;
        for (int i = 0; i < size; i++) {
            Waker waker = wakers[i];
            wakers[i] = null;
            wake(waker);
        }
        size = 0;
        return called;
    }

    /**
     * Calls one waker. If it throws, which it must not, the thread's uncaught exception handler is told.
     *
     * @param waker the waker; {@code null} if nobody waits
     */
    public static void wake(@Nullable Waker waker) {
        if (waker == null) {
            return;
        }
        try {
            waker.wake();
        } catch (Throwable t) {
            Defects.report(t);
        }
    }
}
