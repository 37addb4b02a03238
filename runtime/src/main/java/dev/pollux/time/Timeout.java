package dev.pollux.time;

import dev.pollux.future.AwaitTree;
import dev.pollux.future.Awaiting;
import dev.pollux.future.CleanUp;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.spi.TimerDriver;
import dev.pollux.runtime.spi.TimerNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Another future with a limit on how long it may take.
 *
 * <p>Each poll asks the inner future first, so a value that is there wins over a deadline that passed. When time is up the
 * inner future is dropped, and only then, when its clean-up is done, too, the timeout is thrown.
 *
 * @param <T> the type of the value
 * @cancel As safe as the inner future, which is dropped too.
 * @wakeup As the inner future, and by the timer.
 * @cost One object of 64 bytes, which is the timer, too. No timer is armed if the inner future is ready at its first poll. The clock is
 *     read when the timeout is made, and not again.
 * @origin tokio::time::Timeout (1.53). Differs: time that ran out is an exception of the JDK, not an error value.
 */
public final class Timeout<T extends @Nullable Object> extends TimerNode implements Future<T>, Awaiting, Waiting {

    /*
     * The timer is asked by pollTimer, which takes nothing from the budget of the poll: an inner future that spends all of it at each
     * poll does not keep the time from running out.
     */

    private final long limit; // nanoseconds from the start; zero: over at once
    private final Future<T> inner;
    private final @Nullable Deadline deadline; // of the task, if it cuts this short
    private @Nullable Exception failure; // set once time is up
    private @Nullable CleanUp rest; // of the inner future, when time is up

    private Timeout(TimerDriver timers, long limit, long end, Future<T> inner, @Nullable Deadline deadline) {
        super(timers, end);
        this.limit = Math.max(0, limit);
        this.deadline = deadline;
        this.inner = inner;
    }

    /**
     * Limits a future. Time runs from now on, not from the first poll. If the {@link Deadline} of the task is earlier, that counts.
     *
     * @param limit how long it may take
     * @param future what to limit
     * @param <T> the type of the value
     * @return a future with the value of {@code future}; it fails with a {@link TimeoutException} if there is none in time
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public static <T extends @Nullable Object> Timeout<T> of(Duration limit, Future<T> future) {
        Objects.requireNonNull(future, "future");
        TimerDriver timers = RuntimeContext.current().timers();
        long nanos = Moment.clampedNanos(limit);
        return make(timers, nanos, timers.clock().nanoTime() + nanos, future);
    }

    /**
     * Limits a future by a moment. If the {@link Deadline} of the task is earlier, that counts.
     *
     * @param deadline a moment of the current runtime, when it must have a value
     * @param future what to limit
     * @param <T> the type of the value
     * @return a future with the value of {@code future}; it fails with a {@link TimeoutException} if there is none in time
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public static <T extends @Nullable Object> Timeout<T> at(Moment deadline, Future<T> future) {
        Objects.requireNonNull(future, "future");
        TimerDriver timers = RuntimeContext.current().timers();
        long left = deadline.nanos() - timers.clock().nanoTime();
        return make(timers, left, deadline.nanos(), future);
    }

    private static <T extends @Nullable Object> Timeout<T> make(
            TimerDriver timers, long limit, long end, Future<T> inner) {
        Deadline earlier = Deadline.before(end);
        if (earlier == null) {
            return new Timeout<>(timers, limit, end, inner, null);
        }
        long earlierEnd = earlier.moment().nanos();
        return new Timeout<>(timers, limit - (end - earlierEnd), earlierEnd, inner, earlier);
    }

    /**
     * Returns when time is up.
     *
     * @return the deadline
     */
    public Moment deadline() {
        return new Moment(deadlineNanos());
    }

    @Override
    public Poll<T> poll(Context cx) throws Exception {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        if (isTimerFinished()) {
            throw new IllegalStateException("timeout was awaited or polled again after it finished");
        }
        boolean pending = false;
        try {
            Object raw = failure == null ? pollInTime(cx) : pollLate(failure, cx);
            pending = raw == Poll.PENDING;
            return raw;
        } finally {
            if (!pending) {
                finishTimer();
            }
        }
    }

    private @Nullable Object pollInTime(Context cx) throws Exception {
        Object raw = inner.pollRaw(cx);
        if (raw != Poll.PENDING) {
            return raw;
        }
        try {
            if (limit > 0 && !pollTimer(cx.waker())) {
                return Poll.PENDING;
            }
            failure = late();
        } catch (RuntimeException ended) { // such as: the runtime has ended
            failure = ended;
        }
        dropInner(failure, cx);
        return pollLate(failure, cx);
    }

    private TimeoutException late() {
        return deadline == null
                ? new TimeoutException("no result within " + InWords.of(Duration.ofNanos(limit)) + " from: " + inner)
                : new DeadlineExceededException(deadline, AwaitTree.of(inner), Duration.ZERO);
    }

    private void dropInner(Exception late, Context cx) {
        try {
            rest = CleanUp.ofDropping(inner, cx);
        } catch (Throwable t) {
            suppress(t, late);
        }
    }

    /** Throws, once the inner future has cleaned up. */
    private Object pollLate(Exception late, Context cx) throws Exception {
        try {
            if (rest != null && rest.pollRaw(cx) == Poll.PENDING) {
                return Poll.PENDING;
            }
        } catch (Throwable t) {
            suppress(t, late);
        }
        rest = null;
        throw late;
    }

    private static void suppress(Throwable ofCleanUp, Throwable late) {
        if (ofCleanUp != late) {
            late.addSuppressed(ofCleanUp);
        }
    }

    @Override
    public void drop() {
        finishTimer();
        CleanUp left = rest;
        rest = null;
        if (left != null) {
            CleanUp.leave(left);
        } else {
            inner.drop();
        }
    }

    @Override
    public List<Future<?>> awaiting() {
        CleanUp late = rest;
        if (late != null) {
            return List.of(late);
        }
        return isTimerFinished() ? List.of() : List.of(inner);
    }

    @Override
    public @Nullable Resource waitingFor() {
        return failure == null && limit > 0 ? Resource.OUTSIDE : null;
    }

    @Override
    public String toString() {
        return "Timeout[" + InWords.of(Duration.ofNanos(limit)) + "]";
    }
}
