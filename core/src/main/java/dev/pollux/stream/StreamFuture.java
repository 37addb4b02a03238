package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.GuardedFuture;
import dev.pollux.future.Poll;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A future that takes the values of a stream until it knows its result. The stream is its own: it drops it when it is dropped itself,
 * fails, or knows enough.
 *
 * @param <T> the type of the values
 * @param <R> the type of the result
 */
abstract class StreamFuture<T, R extends @Nullable Object> extends GuardedFuture<R> {

    private @Nullable Stream<? extends T> source; // null once it has ended

    StreamFuture(Stream<? extends T> source) {
        this.source = source;
    }

    /** Takes a value, and tells whether another one is wanted. */
    abstract boolean accept(T value) throws Exception;

    /** Returns what all of it came to. */
    abstract R result() throws Exception;

    @Override
    @SuppressWarnings("unchecked") // a raw answer of a Stream<T> that is neither the end nor PENDING is a T
    protected final @Nullable Object step(Context cx) throws Exception {
        Object raw = Objects.requireNonNull(source).pollNextRaw(cx);
        while (raw != null && raw != Poll.PENDING && accept((T) raw)) {
            raw = cx.consume() ? source.pollNextRaw(cx) : Poll.PENDING;
        }
        if (raw == null) {
            source = null;
        }
        return raw == Poll.PENDING ? raw : end(cx, this::come);
    }

    private @Nullable Object come(@Nullable Throwable dropping) throws Exception {
        Failures.throwIfAny(dropping);
        return result();
    }

    @Override
    protected @Nullable Throwable release() {
        Stream<? extends T> dropped = source;
        source = null;
        return AwaitedStream.ofDropping(dropped);
    }

    @Override
    protected final List<? extends Future<?>> children() {
        return AwaitedStream.listOf(source);
    }
}
