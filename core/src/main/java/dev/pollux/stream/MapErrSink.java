package dev.pollux.stream;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Mapping;
import dev.pollux.future.Poll;
import dev.pollux.internal.Sneaky;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** See {@link Sink#sinkMapErr}. */
final class MapErrSink<T> implements Sink<T>, Awaiting {

    private final Sink<T> sink;
    private final Mapping<? super Throwable, ? extends Throwable> function;

    MapErrSink(Sink<T> sink, Mapping<? super Throwable, ? extends Throwable> function) {
        this.sink = sink;
        this.function = function;
    }

    private <R> R call(Callable<R> operation) throws Exception {
        try {
            return operation.call();
        } catch (Throwable failure) {
            Throwable mapped = function.apply(failure);
            throw Sneaky.<RuntimeException>rethrow(
                    Objects.requireNonNull(mapped, "the function given to sinkMapErr returned null"));
        }
    }

    @Override
    public Poll<@Nullable Void> pollReady(Context cx) throws Exception {
        return call(() -> sink.pollReady(cx));
    }

    @Override
    public void startSend(T value) throws Exception {
        call(() -> {
            sink.startSend(value);
            return DONE;
        });
    }

    @Override
    public Poll<@Nullable Void> pollFlush(Context cx) throws Exception {
        return call(() -> sink.pollFlush(cx));
    }

    @Override
    public Poll<@Nullable Void> pollClose(Context cx) throws Exception {
        return call(() -> sink.pollClose(cx));
    }

    @Override
    public void abortSend() {
        sink.abortSend();
    }

    @Override
    public List<? extends Future<?>> awaiting() {
        return SinkAdapter.awaitedBy(sink);
    }

    @Override
    public void drop() {
        sink.drop();
    }

    @Override
    public String toString() {
        return "sinkMapErr of " + sink;
    }
}
