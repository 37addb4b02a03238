package dev.pollux.time;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.stream.AdapterStream;
import dev.pollux.stream.Stream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** See {@link TimedStreams#timeout} and {@link TimedStreams#timeoutRepeating}. */
final class SilenceTimeout<T> extends AdapterStream<T, T> {

    /*
     * The timer is not disarmed by a value, since that would cost more than it saves: the next silence moves its deadline, which is one
     * write. If it fires before that, the task is woken once for nothing.
     */
    private enum Silence {
        NONE,
        TIMED,
        TOLD
    }

    private final Duration limit;
    private final boolean repeating;
    private final Sleep timer;
    private Silence silence = Silence.NONE;

    SilenceTimeout(Stream<? extends T> source, Duration limit, boolean repeating) {
        super(source);
        this.limit = limit;
        this.repeating = repeating;
        this.timer = Sleep.of(limit);
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        boolean silent = false;
        try {
            Object raw = pollSource(cx);
            silent = raw == Poll.PENDING;
            if (!silent) {
                return raw;
            }
        } finally {
            if (!silent) {
                silence = Silence.NONE; // also by a failure
            }
        }
        return pollTimer(cx);
    }

    private Object pollTimer(Context cx) throws TimeoutException {
        if (silence == Silence.NONE) {
            timer.resetAfter(limit);
            silence = Silence.TIMED;
        }
        if (silence == Silence.TIMED && timer.pollRaw(cx) != Poll.PENDING) {
            silence = repeating ? Silence.NONE : Silence.TOLD;
            throw new TimeoutException("no value within " + InWords.of(limit) + " from: "
                    + children().get(0));
        }
        return Poll.PENDING;
    }

    @Override
    protected @Nullable Throwable release() {
        timer.drop();
        return super.release();
    }

    @Override
    public String toString() {
        return (repeating ? "timeoutRepeating[" : "timeout[") + InWords.of(limit) + "]";
    }
}
