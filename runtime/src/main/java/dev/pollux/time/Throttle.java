package dev.pollux.time;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.stream.AdapterStream;
import dev.pollux.stream.Stream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** See {@link TimedStreams#throttle}. */
final class Throttle<T> extends AdapterStream<T, T> {

    private final Duration spacing;
    private final Sleep pause;
    private boolean paused;

    Throttle(Stream<? extends T> source, Duration spacing) {
        super(source);
        this.spacing = spacing;
        this.pause = Sleep.of(spacing);
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        if (paused && !isSourceOver() && pause.pollRaw(cx) == Poll.PENDING) {
            return Poll.PENDING;
        }
        paused = true; // also by a failure
        try {
            Object raw = pollSource(cx);
            paused = raw != null && raw != Poll.PENDING;
            return raw;
        } finally {
            if (paused) {
                pause.resetAfter(spacing);
            }
        }
    }

    @Override
    protected @Nullable Throwable release() {
        pause.drop();
        return super.release();
    }

    @Override
    public String toString() {
        return "throttle[" + InWords.of(spacing) + "]";
    }
}
