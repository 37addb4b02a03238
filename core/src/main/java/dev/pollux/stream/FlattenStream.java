package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link Streams#flatten} and {@link Stream#flatMap}. */
final class FlattenStream<T> extends AdapterStream<Stream<? extends T>, T> {

    private @Nullable Stream<? extends T> inner; // null between two of them

    FlattenStream(Stream<? extends Stream<? extends T>> source) {
        super(source);
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        do {
            if (inner == null) {
                Object raw = pollSource(cx);
                if (raw == null || raw == Poll.PENDING) {
                    return raw;
                }
                inner = valueOf(raw);
            }
            Object raw = inner.pollNextRaw(cx);
            if (raw != null) {
                return raw;
            }
            inner = null;
        } while (cx.consume());
        return Poll.PENDING;
    }

    @Override
    protected @Nullable Throwable release() {
        Stream<? extends T> dropped = inner;
        inner = null;
        return Failures.add(AwaitedStream.ofDropping(dropped), super.release());
    }

    @Override
    protected SizeHint hint() {
        Stream<? extends T> seen = inner;
        SizeHint ofInner = seen == null ? SizeHint.NONE : seen.sizeHint();
        return isSourceOver() ? ofInner : SizeHint.atLeast(ofInner.lower());
    }

    @Override
    protected boolean isOver() {
        Stream<? extends T> seen = inner;
        return isSourceOver() && (seen == null || seen.isTerminated());
    }

    @Override
    protected List<? extends Future<?>> children() {
        Stream<? extends T> seen = inner;
        return seen == null ? super.children() : AwaitedStream.listOf(seen);
    }

    @Override
    public String toString() {
        return "flatten";
    }
}
