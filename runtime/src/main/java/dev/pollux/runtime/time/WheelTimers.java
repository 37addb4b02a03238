package dev.pollux.runtime.time;

import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.Clock;
import dev.pollux.runtime.spi.TimerDriver;
import dev.pollux.runtime.spi.WakeBatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The timers of a runtime: a {@link TimerWheel} behind a lock. */
public final class WheelTimers implements TimerDriver {

    /*
     * Who does what
     * -------------
     * Any thread arms and cancels. One thread at a time, the one that polls the I/O driver, does this in turn:
     *
     *     beginWait  ->  wait in the I/O driver, at most as long as beginWait says  ->  endWait  ->  fireExpired
     *
     * States of a timer
     * -----------------
     *
     *                 fireExpired
     *      ARMED ─────────────────► FIRED
     *        │ │ ──── cancel ─────► CANCELLED
     *        └──────── close ─────► SHUT_DOWN      hasFired() throws
     *
     * Each change is made under the lock, once.
     *
     * Why no wake-up is lost
     * ----------------------
     * 1. A timer that fires writes its state and then reads its waker; a poll writes the waker and then reads the state. Both
     *    fields are volatile, hence one of the two sees the other's write.
     * 2. A timer armed while the driver waits for a later one must cut that wait short. `waitingUntil` is set under the lock
     *    together with the look at the wheel, and arm() compares with it under the lock. The call to `onEarlier` follows after
     *    the lock; if it comes before the driver begins to wait, the driver's next wait returns at once (IoDriver.wakeup).
     * 3. Nobody is told about an earlier timer while nobody waits: who waits next looks at the wheel first.
     *
     * Ticks are whole milliseconds since this object was made. Deadlines are rounded up and the clock down: never early.
     */

    private static final long NANOS_PER_TICK = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long NOBODY_WAITS = Long.MIN_VALUE;

    private final Clock clock;
    private final Runnable onEarlier;
    private final long origin;
    private final WakeBatch batch = new WakeBatch(); // of the one thread in fireExpired

    private final Object lock = new Object();
    private final TimerWheel wheel = new TimerWheel(); // guarded by lock
    private long waitingUntil = NOBODY_WAITS; // guarded by lock
    private boolean closed; // guarded by lock

    /**
     * Creates the timers of a runtime.
     *
     * @param clock what deadlines are measured by
     * @param onEarlier called when a timer was armed that ends before the wait under way; makes the wait return
     */
    public WheelTimers(Clock clock, Runnable onEarlier) {
        this.clock = clock;
        this.onEarlier = onEarlier;
        this.origin = clock.nanoTime();
    }

    // ---------------------------------------------------------------- any thread

    @Override
    public Timer arm(long deadlineNanos, Waker waker) {
        TimerEntry entry = new TimerEntry(this, tickOf(deadlineNanos), waker);
        boolean earlier;
        synchronized (lock) {
            if (closed) {
                throw shutDown();
            }
            wheel.insert(entry);
            earlier = entry.tick < waitingUntil;
            if (earlier) {
                waitingUntil = entry.tick; // one call is enough, unless a still earlier one comes
            }
        }
        if (earlier) {
            onEarlier.run();
        }
        return entry;
    }

    void cancel(TimerEntry entry) {
        synchronized (lock) {
            wheel.remove(entry);
            entry.markCancelled();
        }
    }

    static IllegalStateException shutDown() {
        return new IllegalStateException("the Pollux runtime of this timer was shut down");
    }

    // ---------------------------------------------------------------- the thread that polls the drivers

    /**
     * Announces a wait.
     *
     * @return for how many nanoseconds nothing will be due; negative means without a limit
     */
    public long beginWait() {
        long next;
        synchronized (lock) {
            next = wheel.nextTick();
            waitingUntil = next;
        }
        if (next == Long.MAX_VALUE) {
            return -1;
        }
        return Math.max(0, next * NANOS_PER_TICK - elapsedNanos());
    }

    /** Ends the wait announced before. */
    public void endWait() {
        synchronized (lock) {
            waitingUntil = NOBODY_WAITS;
        }
    }

    /** Fires every timer whose deadline has passed. */
    public void fireExpired() {
        long now = Math.floorDiv(elapsedNanos(), NANOS_PER_TICK);
        boolean more;
        do {
            synchronized (lock) {
                wheel.advance(now);
                more = collectDue();
            }
            batch.wakeAll();
        } while (more);
    }

    private boolean collectDue() {
        while (!batch.isFull()) {
            TimerEntry entry = wheel.takeDue();
            if (entry == null) {
                return false;
            }
            addToBatch(entry.fire());
        }
        return true;
    }

    /** Ends every timer; waiting tasks are woken and told so. Later ones cannot be armed. */
    public void close() {
        WakeBatch all = new WakeBatch(); // may be called while another thread fires
        while (collectAny(all)) {
            all.wakeAll();
        }
    }

    private boolean collectAny(WakeBatch all) {
        synchronized (lock) {
            closed = true;
            TimerEntry entry = wheel.takeAny();
            if (entry == null) {
                return false;
            }
            Waker waker = entry.shutDown();
            if (waker != null) {
                all.add(waker);
            }
            return true;
        }
    }

    private void addToBatch(@Nullable Waker waker) {
        if (waker != null) {
            batch.add(waker);
        }
    }

    private long tickOf(long deadlineNanos) {
        long sinceOrigin = Math.max(0, deadlineNanos - origin);
        long whole = sinceOrigin / NANOS_PER_TICK;
        return sinceOrigin % NANOS_PER_TICK == 0 ? whole : whole + 1;
    }

    private long elapsedNanos() {
        return clock.nanoTime() - origin;
    }
}
