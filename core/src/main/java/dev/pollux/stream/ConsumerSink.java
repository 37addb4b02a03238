package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A sink that always has room. */
final class ConsumerSink<T> implements Sink<T> {

    private final String name;
    private final Consumer<? super T> consumer;

    ConsumerSink(String name, Consumer<? super T> consumer) {
        this.name = name;
        this.consumer = consumer;
    }

    @Override
    public Poll<@Nullable Void> pollReady(Context cx) {
        return DONE;
    }

    @Override
    public void startSend(T value) {
        consumer.accept(Objects.requireNonNull(value, "value"));
    }

    @Override
    public Poll<@Nullable Void> pollFlush(Context cx) {
        return DONE;
    }

    @Override
    public Poll<@Nullable Void> pollClose(Context cx) {
        return DONE;
    }

    @Override
    public String toString() {
        return name;
    }
}
