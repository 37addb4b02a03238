package dev.pollux.stream;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#next}. */
final class Next<T> extends RawFuture<@Nullable T> implements Awaiting {

    private @Nullable Stream<T> stream;

    Next(Stream<T> stream) {
        this.stream = stream;
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        Stream<T> polled = stream;
        if (polled == null) {
            throw new IllegalStateException(
                    "this next() has finished or was dropped; call next() again for the next value");
        }
        stream = null; // a failed poll ends this future, not the stream
        Object raw = polled.pollNextRaw(cx);
        if (raw == Poll.PENDING) {
            stream = polled;
        }
        return raw;
    }

    @Override
    public void drop() {
        stream = null;
    }

    @Override
    public List<? extends Future<?>> awaiting() {
        return AwaitedStream.listOf(stream);
    }

    @Override
    public String toString() {
        return "next";
    }
}
