package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is made of another one.
 *
 * @param <S> the type of the values of the source
 */
abstract class AdapterStream<S, T> extends GuardedStream<T> {

    private @Nullable Stream<? extends S> source; // null once it has ended

    AdapterStream(Stream<? extends S> source) {
        this.source = Objects.requireNonNull(source, "stream");
    }

    /** Polls the source, and forgets it at its end. */
    final @Nullable Object pollSource(Context cx) throws Exception {
        Stream<? extends S> polled = source;
        if (polled == null) {
            return null;
        }
        Object raw = polled.pollNextRaw(cx);
        if (raw == null) {
            source = null;
        }
        return raw;
    }

    /** Takes what the source yielded for what it is. */
    @SuppressWarnings("unchecked") // a raw answer of a Stream<S> that is neither the end nor PENDING is an S
    final S valueOf(Object raw) {
        return (S) raw;
    }

    /** Replaces a source that has ended. */
    final void continueWith(Stream<? extends S> next) {
        source = next;
    }

    /** Forgets the source and returns it, unless it has ended. */
    final @Nullable Stream<? extends S> takeSource() {
        Stream<? extends S> taken = source;
        source = null;
        return taken;
    }

    final SizeHint sourceHint() {
        Stream<? extends S> seen = source;
        return seen == null ? SizeHint.NONE : seen.sizeHint();
    }

    final boolean isSourceOver() {
        Stream<? extends S> seen = source;
        return seen == null || seen.isTerminated();
    }

    @Override
    @Nullable Throwable release() {
        return AwaitedStream.ofDropping(takeSource());
    }

    @Override
    SizeHint hint() {
        return sourceHint();
    }

    @Override
    boolean isOver() {
        return isSourceOver();
    }

    @Override
    List<? extends Future<?>> children() {
        return AwaitedStream.listOf(source);
    }
}
