package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** See {@link Sink#buffer}. */
final class BufferSink<T> extends SinkAdapter<T, T> {

    private final int capacity;
    private final Queue<T> waiting = new ArrayDeque<>();

    BufferSink(Sink<T> sink, int capacity) {
        super(sink);
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity is " + capacity + " but must not be negative");
        }
        this.capacity = capacity;
    }

    @Override
    public Poll<@Nullable Void> pollReady(Context cx) throws Exception {
        if (capacity == 0) {
            return sink.pollReady(cx);
        }
        return advance(cx) || waiting.size() < capacity ? DONE : Poll.pending();
    }

    @Override
    public void startSend(T value) throws Exception {
        Objects.requireNonNull(value, "value");
        if (capacity == 0) {
            sink.startSend(value);
        } else if (waiting.size() < capacity) {
            waiting.add(value);
        } else {
            throw notReady();
        }
    }

    @Override
    boolean advance(Context cx) throws Exception {
        while (!waiting.isEmpty() && sink.pollReady(cx).isReady()) {
            sink.startSend(waiting.remove());
        }
        return waiting.isEmpty();
    }

    @Override
    @Nullable Throwable release() {
        waiting.clear();
        return null;
    }

    @Override
    public String toString() {
        return "buffer of " + sink;
    }
}
