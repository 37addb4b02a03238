package dev.pollux.stream;

import dev.pollux.future.AsyncConsumer;
import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link Streams#stream}. */
final class GeneratorStream<T> extends GuardedStream<T> {

    private final Emitter<T> out = new Emitter<>();
    private @Nullable AsyncConsumer<? super Emitter<T>> block; // null once it has begun
    private @Nullable Future<?> body; // null before it begins, and once it is finished

    GeneratorStream(AsyncConsumer<? super Emitter<T>> block) {
        this.block = block;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        AsyncConsumer<? super Emitter<T>> begun = block;
        if (begun != null) {
            block = null;
            body = begun.future(out);
        }
        if (body != null) {
            pollBody(body, cx);
        }
        T value = out.take();
        if (value != null) {
            return value;
        }
        return body == null ? null : Poll.PENDING;
    }

    private void pollBody(Future<?> polled, Context cx) throws Exception {
        out.open(cx);
        try {
            body = null;
            if (polled.pollRaw(cx) == Poll.PENDING) {
                body = polled;
            }
        } finally {
            out.close();
        }
    }

    @Override
    protected @Nullable Throwable release() {
        block = null;
        Future<?> dropped = body;
        body = null;
        return dropped == null ? null : Failures.ofDropping(dropped);
    }

    @Override
    protected List<? extends Future<?>> children() {
        Future<?> seen = body;
        return seen == null ? List.of() : List.of(seen);
    }

    @Override
    public String toString() {
        return "stream";
    }
}
