package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** See {@link Sink#mapErr}. */
final class MapErrSink<T> implements Sink<T> {

    private final Sink<T> sink;
    private final Function<? super Exception, ? extends Exception> function;

    MapErrSink(Sink<T> sink, Function<? super Exception, ? extends Exception> function) {
        this.sink = sink;
        this.function = function;
    }

    private <R> R call(Callable<R> operation) throws Exception {
        try {
            return operation.call();
        } catch (Exception failure) {
            throw Objects.requireNonNull(function.apply(failure), "the function given to mapErr returned null");
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
    public void drop() {
        sink.drop();
    }

    @Override
    public String toString() {
        return "mapErr of " + sink;
    }
}
