package dev.pollux.runtime.io;

import dev.pollux.future.Waker;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The wakers that one select brought up: gathered under the selector's locks, called after them.
 *
 * <p>Belongs to the polling thread. Reused for every poll, so a poll allocates nothing once it has seen its largest batch.
 */
final class WakeBatch {

    private static final int INITIAL_CAPACITY = 64;

    private @Nullable Waker[] wakers = new @Nullable Waker[INITIAL_CAPACITY];
    private int size;

    /** Adds a waker; {@code null} if nobody waits. */
    void add(@Nullable Waker waker) {
        if (waker == null) {
            return;
        }
        if (size == wakers.length) {
            wakers = Arrays.copyOf(wakers, 2 * size);
        }
        wakers[size++] = waker;
    }

    /** Calls each waker once and forgets it. */
    void wakeAll() {
        for (int i = 0; i < size; i++) {
            Waker waker = wakers[i];
            wakers[i] = null;
            wake(waker);
        }
        size = 0;
    }

    /**
     * Calls a waker that must not hurt its caller. Wakers are not allowed to throw; one that does is a defect of whoever made
     * it, and is reported where a thread's defects are reported.
     */
    static void wake(@Nullable Waker waker) {
        if (waker == null) {
            return;
        }
        try {
            waker.wake();
        } catch (Throwable defect) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, defect);
        }
    }
}
