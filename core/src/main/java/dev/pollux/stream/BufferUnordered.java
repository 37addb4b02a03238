package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Mapping;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#bufferUnordered}. */
final class BufferUnordered<S, T> extends InFlight<S, T, T> {

    BufferUnordered(Stream<? extends S> source, int limit, Mapping<? super S, ? extends Future<? extends T>> start) {
        super(source, limit, start);
    }

    @Override
    void begin(Future<? extends T> future) {
        running.pushQuietly(future);
    }

    @Override
    int inFlight() {
        return running.size();
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Object last = fill(cx);
        return running.isEmpty() ? last : valueOrPending(running.pollNext(cx));
    }

    @Override
    public String toString() {
        return "bufferUnordered of " + inFlight();
    }
}
