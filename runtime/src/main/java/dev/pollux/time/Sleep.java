package dev.pollux.time;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.spi.TimerDriver;
import dev.pollux.runtime.spi.TimerNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A future that is ready once a deadline has passed. Never early, and late by up to a millisecond plus scheduling.
 *
 * <p>The deadline is fixed when the future is made. The timer is armed by the first poll, and only if it has to wait. One task at a
 * time uses a sleep.
 *
 * @cancel Safe: dropping disarms the timer and loses nothing.
 * @wakeup By the runtime's timer, after the deadline.
 * @cost One object of 48 bytes, which is the timer, too. Arming, resetting and dropping take constant time and allocate nothing.
 * @origin tokio::time::Sleep (1.53).
 */
public final class Sleep extends TimerNode implements Future<@Nullable Void>, Waiting {

    private Sleep(TimerDriver timers, long deadline) {
        super(timers, deadline);
    }

    /**
     * Makes a sleep that starts to count now.
     *
     * @param duration how long; zero or less is over at once, more than thirty years counts as thirty
     * @return the future
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public static Sleep of(Duration duration) {
        TimerDriver timers = RuntimeContext.current().timers();
        return new Sleep(timers, timers.clock().nanoTime() + Moment.clampedNanos(duration));
    }

    /**
     * Makes a sleep that ends at a given moment.
     *
     * @param deadline a moment of the current runtime
     * @return the future
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public static Sleep until(Moment deadline) {
        return new Sleep(RuntimeContext.current().timers(), deadline.nanos());
    }

    /**
     * Returns when the sleep ends.
     *
     * @return the deadline
     */
    public Moment deadline() {
        return new Moment(deadlineNanos());
    }

    /**
     * Tells whether the deadline has passed.
     *
     * @return {@code true} if a first poll now would be ready
     */
    public boolean isElapsed() {
        return isDeadlinePassed();
    }

    /**
     * Moves the deadline. A task that waits is woken at the new one, without another poll. A finished sleep may be used again this
     * way.
     *
     * @param deadline the new deadline, earlier or later
     * @cost Towards later: nothing but a write.
     */
    public void reset(Moment deadline) {
        moveDeadline(deadline.nanos());
    }

    /**
     * Moves the deadline as {@link #reset} does, counting from now.
     *
     * @param duration how long from now; zero or less is over at once, more than thirty years counts as thirty
     */
    public void resetAfter(Duration duration) {
        moveDeadline(now() + Moment.clampedNanos(duration));
    }

    /** Reads the clock that the deadline is measured by. */
    long now() {
        return timerClock().nanoTime();
    }

    /** Stops waiting, and keeps the deadline for the next poll. */
    void pause() {
        if (!isTimerFinished()) {
            disarm();
        }
    }

    @Override
    public Poll<@Nullable Void> poll(Context cx) {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) {
        if (isTimerFinished()) {
            throw new IllegalStateException("sleep was awaited or polled again after it finished; reset it first");
        }
        boolean over = isTimerIdle() && isDeadlinePassed();
        if (!over && !pollTimer(cx.waker())) {
            return Poll.PENDING;
        }
        finishTimer();
        return null;
    }

    @Override
    public void drop() {
        finishTimer();
    }

    @Override
    public Resource waitingFor() {
        return Resource.OUTSIDE;
    }

    @Override
    public String toString() {
        return isTimerFinished() ? "Sleep[finished]" : "Sleep[" + Duration.ofNanos(deadlineNanos() - now()) + " left]";
    }
}
