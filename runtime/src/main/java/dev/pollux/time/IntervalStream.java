package dev.pollux.time;

import dev.pollux.future.Context;
import dev.pollux.stream.GuardedStream;
import dev.pollux.stream.SizeHint;
import org.jspecify.annotations.Nullable;

/** See {@link Interval#stream}. */
final class IntervalStream extends GuardedStream<Moment> {

    private final Interval interval;

    IntervalStream(Interval interval) {
        this.interval = interval;
    }

    @Override
    protected @Nullable Object step(Context cx) {
        return interval.pollRaw(cx);
    }

    @Override
    protected @Nullable Throwable release() {
        interval.pause();
        return null;
    }

    @Override
    protected SizeHint hint() {
        return SizeHint.atLeast(Long.MAX_VALUE);
    }

    @Override
    public String toString() {
        return "stream of " + interval;
    }
}
