package dev.pollux.runtime.time;

import dev.pollux.runtime.spi.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** The system's monotonic clock, which tests may stop, and set while it stands still. It knows the timers that follow it. */
public final class PausableClock implements Clock {

    /*
     * The clock is one immutable setting: paused at a time, or running with a shift from the system's clock. Settings are changed
     * under the lock, and never back in time. A thread that waits for a timer announces that and then reads the clock
     * (WheelTimers.beginWait); who changes the setting does so and then asks who waits. Hence no wait outlasts a change that ends it.
     *
     * Before the clock jumps it reads the next deadline, then asks whether somebody fires timers and whether there are tasks, then
     * reads the deadline again. A timer that was taken from its wheel before the first reading is being fired or has become a task.
     */

    private record Setting(boolean paused, long nanos) {

        long now() {
            return paused ? nanos : System.nanoTime() + nanos;
        }
    }

    private static final long NEVER = Long.MAX_VALUE;

    private final List<WheelTimers> followers = new CopyOnWriteArrayList<>();
    private final LongAdder holds = new LongAdder();
    private volatile Setting setting; // written under this object's lock

    /**
     * Creates a clock.
     *
     * @param paused whether it stands still
     */
    public PausableClock(boolean paused) {
        setting = paused ? new Setting(true, System.nanoTime()) : new Setting(false, 0);
    }

    @Override
    public long nanoTime() {
        return setting.now();
    }

    @Override
    public boolean isRunning() {
        return !setting.paused;
    }

    // ---------------------------------------------------------------- for tests

    /**
     * Stops the clock.
     *
     * @throws IllegalStateException if it stands still already
     */
    public void pause() {
        synchronized (this) {
            if (setting.paused) {
                throw new IllegalStateException("the clock of this Pollux runtime is paused already");
            }
            setting = new Setting(true, nanoTime());
        }
        wakeWaiting(); // who is idle may move the clock
    }

    /**
     * Lets the clock go on from where it stands.
     *
     * @throws IllegalStateException if it is running
     */
    public void resume() {
        synchronized (this) {
            requirePaused("resume");
            setting = new Setting(false, nanoTime() - System.nanoTime());
        }
        wakeWaiting(); // who waited without a limit has one now
    }

    /**
     * Moves the paused clock. Whoever waits for a timer that is due then is woken, and fires it.
     *
     * @param nanos how far; not negative
     * @throws IllegalStateException if the clock is running
     */
    public void advance(long nanos) {
        synchronized (this) {
            requirePaused("advance");
            setting = new Setting(true, nanoTime() + nanos);
        }
        wakeExpired();
    }

    /**
     * Refuses what needs a paused clock.
     *
     * @param call what was called
     * @throws IllegalStateException if the clock is running
     */
    public void requirePaused(String call) {
        if (!setting.paused) {
            throw new IllegalStateException("Time." + call
                    + " needs a paused clock: call Time.pause() before, or build the runtime with startPaused(true)");
        }
    }

    /**
     * Tells whether all timers that are due have fired.
     *
     * @return {@code false} if one of the followers has yet to fire some
     */
    public boolean isSettled() {
        for (WheelTimers timers : followers) {
            if (timers.isExpired() || timers.isFiring()) {
                return false;
            }
        }
        return true;
    }

    // ---------------------------------------------------------------- for the runtime

    /**
     * Makes timers follow this clock: they count for {@link #advanceIfIdle} and {@link #isSettled}, and are told when it is set.
     *
     * @param timers whose clock this is
     */
    public void follow(WheelTimers timers) {
        followers.add(timers);
    }

    /**
     * Keeps the clock from advancing by itself: something runs that no worker sees, such as a blocking job.
     *
     * @see #release
     */
    public void hold() {
        holds.increment();
    }

    /** Ends one {@link #hold}. Idle workers are woken, so that they call {@link #advanceIfIdle} again. */
    public void release() {
        holds.decrement();
        askAgain();
    }

    /** Wakes idle workers, so that they call {@link #advanceIfIdle} again: something that kept the runtime busy is over. */
    public void askAgain() {
        if (setting.paused) {
            wakeWaiting();
        }
    }

    /**
     * Moves a paused clock to the next deadline of all its followers, if nothing holds it and the runtime is idle.
     *
     * <p>To be called by the last worker that is about to wait, between {@link WheelTimers#beginWait} and the wait, so that no
     * {@link #release} is missed, and by no worker that has tasks. Before, this worker has looked at the I/O driver, and that woke
     * nobody. The caller guarantees that {@code stillIdle} is {@code true} only if
     *
     * <ol>
     *   <li>no task is in any queue of the runtime, nor being polled by a worker; nor has a future in {@code blockOn} been woken
     *       that is yet to be polled (a runtime that cannot tell may {@link #hold} the clock from the wake to the end of the poll);
     *   <li>no other worker is inside the I/O driver with events it has not delivered. It is enough that the caller holds the turn
     *       at the driver from its look until this call returns;
     *   <li>every other worker is parked, or comes here before it parks.
     * </ol>
     *
     * Workers that fire timers need no mention: the clock sees those itself. Threads outside of the runtime may do what they like.
     *
     * <p>If this returns {@code true} some timers are due, those of other workers perhaps; their owners, if they announced their
     * wait, were woken. The caller does not wait, fires its own and looks for tasks, and comes back. It must come back whenever
     * it is woken and finds nothing to do, as after {@link #release}.
     *
     * @param stillIdle asked after the next deadline was read; must not wait
     * @return {@code true} if there is a reason not to wait; {@code false} if the clock is running or held, if no timer is armed, or
     *     if somebody is about to bring work
     */
    public boolean advanceIfIdle(BooleanSupplier stillIdle) {
        if (isRunning() || holds.sum() != 0) {
            return false;
        }
        long next = distanceToNextDeadline();
        if (next == NEVER || isAnyFiring() || !stillIdle.getAsBoolean()) {
            return false;
        }
        if (!jump(next)) {
            return false;
        }
        wakeExpired();
        return true;
    }

    private long distanceToNextDeadline() {
        long now = nanoTime();
        long distance = NEVER;
        for (WheelTimers timers : followers) {
            long next = timers.nextDeadline();
            distance = next == WheelTimers.NONE ? distance : Math.min(distance, Math.max(0, next - now));
        }
        return distance;
    }

    private boolean isAnyFiring() {
        for (WheelTimers timers : followers) {
            if (timers.isFiring()) {
                return true;
            }
        }
        return false;
    }

    /** Moves the clock unless something has changed since its distance was measured. */
    private synchronized boolean jump(long distance) {
        if (!setting.paused || distance != distanceToNextDeadline()) {
            return false;
        }
        setting = new Setting(true, nanoTime() + distance);
        return true;
    }

    private void wakeExpired() {
        for (WheelTimers timers : followers) {
            if (timers.isExpired()) {
                timers.endWaitEarly();
            }
        }
    }

    private void wakeWaiting() {
        followers.forEach(WheelTimers::endWaitEarly);
    }

    @Override
    public String toString() {
        return isRunning() ? "Clock[running]" : "Clock[paused]";
    }
}
