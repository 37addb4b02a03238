package dev.pollux.time;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import dev.pollux.runtime.spi.Clock;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.stream.Stream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ticks at a steady pace.
 *
 * <p>The first tick is due at once, or at the start given. A timer is armed only while somebody waits for a tick. One task at
 * a time uses an interval.
 *
 * @origin tokio::time::Interval (1.53).
 */
public final class Interval {

    /** A tick that is taken no later than this counts as punctual. */
    private static final long TOLERANCE = TimeUnit.MILLISECONDS.toNanos(5);

    private final Clock clock;
    private final long period;
    private final Sleep delay;
    private MissedTick missedTick = MissedTick.BURST;

    private Interval(Moment start, Duration period) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("the period of an interval must be positive: " + period);
        }
        this.clock = RuntimeContext.current().clock();
        this.period = Moment.clampedNanos(period);
        this.delay = Sleep.until(start);
    }

    /**
     * Makes an interval whose first tick is due at once.
     *
     * @param period from tick to tick
     * @return the interval
     * @throws IllegalArgumentException if {@code period} is not positive
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public static Interval of(Duration period) {
        return startingAt(Moment.now(), period);
    }

    /**
     * Makes an interval whose first tick is due at a given moment.
     *
     * @param start when the first tick is due
     * @param period from tick to tick
     * @return the interval
     * @throws IllegalArgumentException if {@code period} is not positive
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public static Interval startingAt(Moment start, Duration period) {
        return new Interval(start, period);
    }

    /**
     * Chooses what happens after a tick that was taken more than five milliseconds late.
     *
     * @param behaviour {@link MissedTick#BURST} unless set
     * @return this interval
     */
    public Interval onMissedTick(MissedTick behaviour) {
        this.missedTick = behaviour;
        return this;
    }

    /**
     * Waits for the next tick.
     *
     * @return a future of the moment at which the tick was due, which may lie in the past
     * @cancel Safe: a tick that was not taken is taken by the next call.
     * @wakeup By the runtime's timer, once the tick is due.
     * @cost One small object.
     */
    public Future<Moment> tick() {
        return new Tick();
    }

    /**
     * Returns the ticks as a stream, which has no end. Dropping it stops no interval: a tick that was not taken is taken by the next call.
     *
     * @return a stream of the moments at which the ticks were due
     * @wakeup By the runtime's timer, once a tick is due.
     * @cost One small object.
     * @origin tokio_stream::wrappers::IntervalStream (0.1).
     */
    public Stream<Moment> stream() {
        return new IntervalStream(this);
    }

    /**
     * Asks for the next tick. For futures and streams that are written by hand; otherwise use {@link #tick}.
     *
     * @param cx who is woken once the tick is due; if it is due already nobody is
     * @return the moment at which the tick was due
     */
    public Poll<Moment> pollTick(Context cx) {
        return Poll.ofRaw(pollRaw(cx));
    }

    /**
     * Returns the time from tick to tick.
     *
     * @return the period
     */
    public Duration period() {
        return Duration.ofNanos(period);
    }

    /** Moves the next tick to one period from now. */
    public void reset() {
        delay.reset(new Moment(clock.nanoTime() + period));
    }

    /** Makes the next tick due at once. */
    public void resetImmediately() {
        delay.reset(new Moment(clock.nanoTime()));
    }

    /**
     * Moves the next tick; the following ones count from there.
     *
     * @param duration how long from now the next tick is due
     */
    public void resetAfter(Duration duration) {
        delay.resetAfter(duration);
    }

    /**
     * Moves the next tick; the following ones count from there.
     *
     * @param due when the next tick is due
     */
    public void resetAt(Moment due) {
        delay.reset(due);
    }

    @Nullable Object pollRaw(Context cx) {
        if (delay.pollRaw(cx) == Poll.PENDING) {
            return Poll.PENDING;
        }
        Moment due = delay.deadline();
        long now = clock.nanoTime();
        boolean missed = now - due.nanos() > TOLERANCE;
        delay.reset(new Moment(missed ? missedTick.next(due.nanos(), now, period) : due.nanos() + period));
        return due;
    }

    /** Stops waiting, and keeps the schedule. */
    void pause() {
        delay.pause();
    }

    @Override
    public String toString() {
        return "Interval[" + period() + "]";
    }

    private final class Tick implements Future<Moment>, Waiting {

        private boolean finished;

        @Override
        public Poll<Moment> poll(Context cx) {
            return Poll.ofRaw(pollRaw(cx));
        }

        @Override
        public @Nullable Object pollRaw(Context cx) {
            if (finished) {
                throw new IllegalStateException(
                        "tick was awaited or polled again after it finished; call tick() for the next one");
            }
            Object due = Interval.this.pollRaw(cx);
            finished = due != Poll.PENDING;
            return due;
        }

        @Override
        public void drop() {
            if (!finished) {
                finished = true;
                pause();
            }
        }

        @Override
        public Resource waitingFor() {
            return Resource.OUTSIDE;
        }

        @Override
        public String toString() {
            return "Tick of " + Interval.this;
        }
    }
}
