package dev.pollux.stream;

import dev.pollux.future.Context;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#fuse}. The base does the work: it polls nothing after the end. */
final class FusedStream<T> extends AdapterStream<T, T> {

    FusedStream(Stream<T> source) {
        super(source);
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        return pollSource(cx);
    }

    @Override
    public String toString() {
        return "fuse";
    }
}
