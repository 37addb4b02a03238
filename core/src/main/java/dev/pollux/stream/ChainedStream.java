package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#chain}. Its source is the first stream as long as there is a second, and then that. */
final class ChainedStream<T> extends AdapterStream<T, T> {

    private @Nullable Stream<? extends T> second; // null once it is the source

    ChainedStream(Stream<T> first, Stream<? extends T> second) {
        super(first);
        this.second = Objects.requireNonNull(second, "stream");
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Object raw = pollSource(cx);
        Stream<? extends T> next = second;
        if (raw != null || next == null) {
            return raw;
        }
        second = null;
        continueWith(next);
        return pollSource(cx);
    }

    @Override
    protected @Nullable Throwable release() {
        Stream<? extends T> dropped = second;
        second = null;
        return Failures.add(super.release(), AwaitedStream.ofDropping(dropped));
    }

    @Override
    protected SizeHint hint() {
        Stream<? extends T> seen = second;
        return seen == null ? sourceHint() : sourceHint().plus(seen.sizeHint());
    }

    @Override
    protected boolean isOver() {
        Stream<? extends T> seen = second;
        return isSourceOver() && (seen == null || seen.isTerminated());
    }

    @Override
    public String toString() {
        return "chain";
    }
}
