package dev.pollux.time;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.spi.Clock;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.spi.TimerDriver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A future that is ready once a deadline has passed. Never early, and late by up to a millisecond plus scheduling.
 *
 * <p>The deadline is fixed when the future is made. The timer is armed by the first poll, and only if it has to wait.
 *
 * @cancel Safe: dropping disarms the timer and loses nothing.
 * @wakeup By the runtime's timer, after the deadline.
 * @cost One small object, and another one while it waits. Arming and dropping take constant time.
 * @origin tokio::time::Sleep (1.53). Differs: {@link #reset} takes effect at the next poll.
 */
public final class Sleep implements Future<@Nullable Void> {

    private final Clock clock;
    private final TimerDriver timers;
    private long deadline;
    private TimerDriver.@Nullable Timer timer; // null: not armed
    private boolean finished;

    private Sleep(RuntimeContext context, long deadline) {
        this.clock = context.clock();
        this.timers = context.timers();
        this.deadline = deadline;
    }

    /**
     * Makes a sleep that starts to count now.
     *
     * @param duration how long; zero or less is over at once, more than thirty years counts as thirty
     * @return the future
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public static Sleep of(Duration duration) {
        RuntimeContext context = RuntimeContext.current();
        return new Sleep(context, context.clock().nanoTime() + Moment.clampedNanos(duration));
    }

    /**
     * Makes a sleep that ends at a given moment.
     *
     * @param deadline a moment of the current runtime
     * @return the future
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public static Sleep until(Moment deadline) {
        return new Sleep(RuntimeContext.current(), deadline.nanos());
    }

    /**
     * Returns when the sleep ends.
     *
     * @return the deadline
     */
    public Moment deadline() {
        return new Moment(deadline);
    }

    /**
     * Tells whether the deadline has passed.
     *
     * @return {@code true} if a first poll now would be ready
     */
    public boolean isElapsed() {
        return clock.nanoTime() - deadline >= 0;
    }

    /**
     * Moves the deadline. Also a finished sleep may be used again this way. Whoever waits must poll again.
     *
     * @param deadline the new deadline, earlier or later
     */
    public void reset(Moment deadline) {
        disarm();
        this.deadline = deadline.nanos();
        this.finished = false;
    }

    @Override
    public Poll<@Nullable Void> poll(Context cx) {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) {
        if (finished) {
            throw new IllegalStateException("sleep was awaited or polled again after it finished; reset it first");
        }
        if (isOver(cx)) {
            timer = null;
            finished = true;
            return null;
        }
        return Poll.PENDING;
    }

    private boolean isOver(Context cx) {
        TimerDriver.Timer armed = timer;
        if (armed != null) {
            armed.setWaker(cx.waker()); // before the question: a timer that fires in between is then seen or wakes us
            return armed.hasFired();
        }
        if (isElapsed()) {
            return true;
        }
        timer = timers.arm(deadline, cx.waker());
        return false;
    }

    @Override
    public void drop() {
        disarm();
        finished = true;
    }

    private void disarm() {
        TimerDriver.Timer armed = timer;
        if (armed != null) {
            timer = null;
            armed.cancel();
        }
    }

    @Override
    public String toString() {
        return finished ? "Sleep[finished]" : "Sleep[" + Duration.ofNanos(deadline - clock.nanoTime()) + " left]";
    }
}
