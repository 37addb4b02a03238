package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Mapping;
import dev.pollux.future.Poll;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link Sink#withFlatMap}. */
final class FlatMapSink<U, T> extends SinkAdapter<U, T> {

    private final Mapping<? super U, ? extends Stream<? extends T>> function;
    private @Nullable Stream<? extends T> making; // what the latest value becomes
    private final HandOver<T> handOver;

    FlatMapSink(Sink<T> sink, Mapping<? super U, ? extends Stream<? extends T>> function) {
        super(sink);
        this.function = function;
        this.handOver = new HandOver<>(sink);
    }

    @Override
    public void startSend(U value) throws Exception {
        if (making != null) {
            throw notReady();
        }
        making = UserFunctions.<U, Stream<? extends T>>apply(
                "withFlatMap", function, Objects.requireNonNull(value, "value"));
    }

    @Override
    @SuppressWarnings("unchecked") // a raw answer of a Stream<T> that is neither the end nor PENDING is a T
    boolean advance(Context cx) throws Exception {
        while (handOver.advance(cx) && making != null) {
            Object raw = making.pollNextRaw(cx);
            if (raw == null) {
                making = null;
            } else if (raw == Poll.PENDING) {
                return false;
            } else {
                handOver.offer((T) raw);
                if (!cx.consume()) {
                    return false;
                }
            }
        }
        return !handOver.isWaiting();
    }

    @Override
    @Nullable Throwable release() {
        handOver.forget();
        Stream<?> dropped = making;
        making = null;
        return AwaitedStream.ofDropping(dropped);
    }

    @Override
    public String toString() {
        return "withFlatMap of " + sink;
    }
}
