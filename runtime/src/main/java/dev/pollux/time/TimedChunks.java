package dev.pollux.time;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.stream.ChunkedStream;
import dev.pollux.stream.Stream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** See {@link TimedStreams#chunksTimeout}. */
final class TimedChunks<T> extends ChunkedStream<T> {

    private final Duration limit;
    private final Sleep timer; // stays armed when a list is full: the next one moves its deadline

    TimedChunks(Stream<? extends T> source, int size, Duration limit) {
        super(source, size);
        this.limit = limit;
        this.timer = Sleep.of(limit);
    }

    @Override
    protected void begin() {
        timer.resetAfter(limit);
    }

    @Override
    protected boolean isDue(Context cx) {
        return timer.pollRaw(cx) != Poll.PENDING;
    }

    @Override
    protected @Nullable Throwable release() {
        timer.drop();
        return super.release();
    }

    @Override
    public String toString() {
        return "chunksTimeout[" + InWords.of(limit) + "]";
    }
}
