package dev.pollux.runtime.schedule;

import dev.pollux.runtime.spi.RuntimeContext;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A seat at the queue. One thread at a time sits in it, takes tasks and polls them. */
final class Worker {

    /** A busy worker looks after the drivers this often, in tasks; the number is Tokio's. */
    private static final int DRIVER_INTERVAL = 61;

    private final SharedQueue queue;

    /** Ends the sleep of a parked worker. To be called without the queue's lock. */
    final Runnable unpark = this::endPark;

    private volatile @Nullable Thread thread; // read by whoever unparks
    private volatile boolean parkEnded; // written by whoever unparks
    private int ticks;

    // Guarded by the queue's lock.
    boolean searching;
    boolean poked;

    Worker(SharedQueue queue) {
        this.queue = queue;
    }

    /** Runs tasks on the calling thread, in its current context, until the errand is done or the queue is stopped. */
    void work(Errand errand) throws Exception {
        RuntimeContext context = RuntimeContext.current();
        thread = Thread.currentThread();
        try {
            while (!queue.isStopped() && !errand.attend()) {
                restore(context);
                step();
                restore(context);
            }
        } finally {
            thread = null;
            queue.leave(this);
        }
    }

    /** Undoes what a poll left behind that entered another runtime and ended, or went on elsewhere, without leaving it. */
    private static void restore(RuntimeContext context) {
        if (RuntimeContext.replace(context) != context) {
            System.getLogger("dev.pollux")
                    .log(
                            System.Logger.Level.WARNING,
                            "a task left another runtime entered on "
                                    + Thread.currentThread().getName()
                                    + ": close each EnterGuard before the next await");
        }
    }

    private void step() {
        ticks++;
        if (ticks == DRIVER_INTERVAL) {
            ticks = 0;
            queue.lookAfterDrivers(this);
            return; // the errand may have been woken
        }
        Runnable task = queue.take(this);
        if (task != null) {
            task.run();
        } else {
            queue.sleep(this);
        }
    }

    /** Has the errand attended to before the worker sleeps again. Any thread may call this. */
    void poke() {
        queue.poke(this);
    }

    /** Runs something on behalf of the errand, after the tasks that are ready. Only the thread in the seat may call this. */
    void scheduleBehindOthers(Runnable turn) {
        queue.schedule(turn, true);
    }

    boolean isCurrentThread() {
        return thread == Thread.currentThread();
    }

    // ---------------------------------------------------------------- parking

    /** Called under the queue's lock, before the worker is put among the idle. */
    void beginPark() {
        parkEnded = false;
    }

    /** Waits until {@link #unpark} is run, or the thread is interrupted. */
    void park() {
        while (!parkEnded && !Thread.currentThread().isInterrupted()) {
            LockSupport.park(this);
        }
    }

    private void endPark() {
        parkEnded = true;
        LockSupport.unpark(thread);
    }
}
