package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link Streams#flattenStream}. */
final class FutureStream<T> extends AdapterStream<T, T> {

    private @Nullable Future<? extends Stream<? extends T>> future; // null once it has finished

    FutureStream(Future<? extends Stream<? extends T>> future) {
        super(Streams.empty());
        this.future = future;
    }

    @Override
    @SuppressWarnings("unchecked") // it is a future of such a stream
    protected @Nullable Object step(Context cx) throws Exception {
        Future<? extends Stream<? extends T>> polled = future;
        if (polled != null) {
            future = null;
            Object raw = polled.pollRaw(cx);
            if (raw == Poll.PENDING) {
                future = polled;
                return raw;
            }
            if (raw == null) {
                throw new NullPointerException("the future given to flattenStream yielded null instead of a stream");
            }
            continueWith((Stream<? extends T>) raw);
        }
        return pollSource(cx);
    }

    @Override
    protected @Nullable Throwable release() {
        Future<?> dropped = future;
        future = null;
        return dropped == null ? super.release() : Failures.ofDropping(dropped);
    }

    @Override
    protected SizeHint hint() {
        return future == null ? sourceHint() : SizeHint.UNKNOWN;
    }

    @Override
    protected boolean isOver() {
        return future == null && isSourceOver();
    }

    @Override
    protected List<? extends Future<?>> children() {
        Future<?> seen = future;
        return seen == null ? super.children() : List.of(seen);
    }

    @Override
    public String toString() {
        return "flattenStream";
    }
}
