package dev.pollux.runtime.schedule;

import dev.pollux.runtime.spi.IoDriver;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A driver without sockets: it only waits, by parking the thread, and can be woken. */
public final class ParkDriver implements IoDriver {

    /*
     * `token` stands for a wakeup that no poll has consumed. wakeup() sets it and then reads `waiting`; poll() writes `waiting`
     * and then reads the token before each park. Both are volatile: either the poll sees the token, or the wakeup sees the
     * thread and unparks it, and a permit given before the park makes the park return.
     */

    private final AtomicBoolean token = new AtomicBoolean();
    private volatile @Nullable Thread waiting; // read by wakeup()

    /** Creates a driver. */
    public ParkDriver() {}

    @Override
    public int poll(long timeoutNanos) {
        if (consumeWakeup() || timeoutNanos == 0) {
            return 0;
        }
        waiting = Thread.currentThread();
        try {
            if (timeoutNanos < 0) {
                waitForever();
            } else {
                waitUntil(System.nanoTime() + timeoutNanos, timeoutNanos);
            }
        } finally {
            waiting = null;
        }
        return 0;
    }

    private void waitForever() {
        while (!consumeWakeup() && !Thread.currentThread().isInterrupted()) {
            LockSupport.park(this);
        }
    }

    private void waitUntil(long end, long timeoutNanos) {
        long left = timeoutNanos;
        while (!consumeWakeup() && left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, left);
            left = end - System.nanoTime();
        }
    }

    /** Tells whether there was a wakeup since the last poll, and forgets it. */
    boolean consumeWakeup() {
        return token.get() && token.getAndSet(false);
    }

    @Override
    public void wakeup() {
        if (!token.getAndSet(true)) {
            LockSupport.unpark(waiting);
        }
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "none";
    }
}
