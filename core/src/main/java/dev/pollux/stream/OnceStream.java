package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link Streams#once}. */
final class OnceStream<T> extends GuardedStream<T> {

    private @Nullable Future<? extends T> future; // null once it has finished

    OnceStream(Future<? extends T> future) {
        this.future = future;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Future<? extends T> polled = future;
        if (polled == null || !cx.consume()) {
            return polled == null ? null : Poll.PENDING;
        }
        future = null;
        Object raw = polled.pollRaw(cx);
        if (raw == Poll.PENDING) {
            future = polled;
        }
        if (raw == null) {
            throw new NullPointerException("the future given to once yielded null, which in a stream means the end");
        }
        return raw;
    }

    @Override
    protected @Nullable Throwable release() {
        Future<? extends T> dropped = future;
        future = null;
        return dropped == null ? null : Failures.ofDropping(dropped);
    }

    @Override
    protected SizeHint hint() {
        return SizeHint.exactly(1);
    }

    @Override
    protected boolean isOver() {
        return future == null;
    }

    @Override
    protected List<? extends Future<?>> children() {
        Future<? extends T> seen = future;
        return seen == null ? List.of() : List.of(seen);
    }

    @Override
    public String toString() {
        return "once";
    }
}
