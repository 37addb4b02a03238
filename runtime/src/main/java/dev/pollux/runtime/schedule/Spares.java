package dev.pollux.runtime.schedule;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Workers without a seat: they were replaced, or wait to replace one. Who waits too long ends. */
final class Spares {

    private static final long KEEP_ALIVE = TimeUnit.SECONDS.toNanos(10);
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(1);

    private final ArrayDeque<Worker> waiting = new ArrayDeque<>(); // guarded by this
    private boolean closed; // guarded by this

    synchronized int size() {
        return waiting.size();
    }

    /** Takes one to be given a seat, and unparked. */
    synchronized @Nullable Worker take() {
        return waiting.pollLast();
    }

    /** Takes one back that was not given a seat after all. */
    synchronized void giveBack(Worker worker) {
        waiting.addLast(worker);
        LockSupport.unpark(worker.thread); // it may have been told to end meanwhile
    }

    /**
     * Waits on the worker's own thread until it is given another seat, which it may have lost again by the time it wakes up. Returns false
     * if there is none, and the worker is to end.
     *
     * @param before how many seats it was given so far
     */
    boolean await(Worker worker, int before) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            waiting.addLast(worker);
        }
        long end = System.nanoTime() + KEEP_ALIVE;
        while (worker.seatings == before) {
            long left = end - System.nanoTime();
            if ((left <= 0 || isClosed()) && withdraw(worker)) {
                return false;
            }
            LockSupport.parkNanos(this, Math.max(left, MOMENT)); // if it could not withdraw, a seat is on its way
            Thread.interrupted(); // which would keep the thread from parking
        }
        return true;
    }

    /** Takes this one back, that it may not be taken. Returns whether it was there. */
    synchronized boolean withdraw(Worker worker) {
        return waiting.remove(worker);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    synchronized void close() {
        closed = true;
        waiting.forEach(worker -> LockSupport.unpark(worker.thread));
    }
}
