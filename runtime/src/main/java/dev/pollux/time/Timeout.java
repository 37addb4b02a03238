package dev.pollux.time;

import dev.pollux.future.Awaiting;
import dev.pollux.future.CleanUp;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
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
 * @cost No timer is armed if the inner future is ready at its first poll.
 * @origin tokio::time::Timeout (1.53). Differs: time that ran out is an exception of the JDK, not an error value.
 */
public final class Timeout<T extends @Nullable Object> implements Future<T>, Awaiting {

    private final Duration limit;
    private final Future<T> inner;
    private final Sleep delay;
    private @Nullable Exception failure; // set once time is up
    private @Nullable CleanUp rest; // of the inner future, when time is up
    private boolean finished;

    private Timeout(Duration limit, Future<T> inner, Sleep delay) {
        this.limit = limit;
        this.inner = inner;
        this.delay = delay;
    }

    /**
     * Limits a future. Time runs from now on, not from the first poll.
     *
     * @param limit how long it may take
     * @param future what to limit
     * @param <T> the type of the value
     * @return a future with the value of {@code future}; it fails with a {@link TimeoutException} if there is none in time
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public static <T extends @Nullable Object> Timeout<T> of(Duration limit, Future<T> future) {
        return new Timeout<>(limit, future, Sleep.of(limit));
    }

    @Override
    public Poll<T> poll(Context cx) throws Exception {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        if (finished) {
            throw new IllegalStateException("timeout was awaited or polled again after it finished");
        }
        boolean pending = false;
        try {
            Object raw = failure == null ? pollInTime(cx) : pollLate(failure, cx);
            pending = raw == Poll.PENDING;
            return raw;
        } finally {
            if (!pending) {
                finished = true;
                delay.drop();
            }
        }
    }

    private @Nullable Object pollInTime(Context cx) throws Exception {
        Object raw = inner.pollRaw(cx);
        if (raw != Poll.PENDING) {
            return raw;
        }
        try {
            if (delay.pollRaw(cx) == Poll.PENDING) {
                return Poll.PENDING;
            }
            failure = new TimeoutException("no result within " + inWords(limit) + " from: " + inner);
        } catch (RuntimeException ended) { // such as: the runtime has ended
            failure = ended;
        }
        dropInner(failure, cx);
        return pollLate(failure, cx);
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
        finished = true;
        delay.drop();
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
        return finished ? List.of() : List.of(inner, delay);
    }

    @Override
    public String toString() {
        return "Timeout[" + inWords(limit) + "]";
    }

    /** Writes a duration as people do: {@code 20 ms}, {@code 1.5 s}, {@code 2 h 30 min}. */
    private static String inWords(Duration duration) {
        if (duration.toSeconds() == 0) {
            BigDecimal millis = BigDecimal.valueOf(duration.toNanos(), 6);
            return millis.stripTrailingZeros().toPlainString() + " ms";
        }
        String iso = duration.toString(); // PT2H30M1.5S
        return iso.substring("PT".length())
                .replace("H", " h ")
                .replace("M", " min ")
                .replace("S", " s")
                .strip();
    }
}
