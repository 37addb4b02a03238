package dev.pollux.runtime.schedule;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Lets one worker sleep: in the I/O driver if that is free, otherwise by parking its thread. */
final class Parker {

    /*
     * States
     * ------
     *     AWAKE       the worker does not sleep
     *     PARKED      its thread is parked, or about to be
     *     IN_DRIVER   it waits in the I/O driver, or is about to
     *     NOTIFIED    somebody called unpark since the worker last fell asleep
     *
     *                park                    unpark
     *      AWAKE ─────────► PARKED, IN_DRIVER ─────► NOTIFIED ──► AWAKE
     *        │                                          ▲
     *        └────────────────── unpark ────────────────┘
     *
     * Why no wake-up is lost: both sides exchange one word. If unpark comes first, the attempt to sleep finds NOTIFIED. If it
     * comes second it learns how the worker sleeps and calls it; a call that comes before the wait begins makes that wait
     * return at once. A call to the driver may also reach another worker, which entered the driver after this one left; that
     * one finds nothing to do and sleeps on.
     */

    private static final int AWAKE = 0;
    private static final int PARKED = 1;
    private static final int IN_DRIVER = 2;
    private static final int NOTIFIED = 3;

    private final IoTurn io;
    private final AtomicInteger state = new AtomicInteger(AWAKE);
    private volatile @Nullable Thread thread; // written by the worker before it first sleeps

    Parker(IoTurn io) {
        this.io = io;
    }

    void unpark() {
        switch (state.getAndSet(NOTIFIED)) {
            case PARKED -> LockSupport.unpark(thread);
            case IN_DRIVER -> io.wakeup();
            default -> {} // it will see the word
        }
    }

    // ---------------------------------------------------------------- the worker

    /** Sleeps until a call of {@link #unpark}, an event of the driver, or for so many nanoseconds; negative means without a limit. */
    void park(long nanos) throws IOException {
        if (io.tryTake()) {
            try {
                sleepInDriver(nanos);
            } finally {
                io.release();
            }
        } else {
            sleepOnThread(nanos);
        }
    }

    private void sleepInDriver(long nanos) throws IOException {
        try {
            if (state.compareAndSet(AWAKE, IN_DRIVER)) {
                io.poll(nanos);
            }
        } finally {
            state.set(AWAKE);
        }
    }

    private void sleepOnThread(long nanos) {
        thread = Thread.currentThread();
        if (state.compareAndSet(AWAKE, PARKED)) {
            if (nanos < 0) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
        }
        state.set(AWAKE);
    }
}
