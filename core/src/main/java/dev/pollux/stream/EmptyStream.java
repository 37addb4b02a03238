package dev.pollux.stream;

import dev.pollux.future.Context;
import org.jspecify.annotations.Nullable;

/** See {@link Streams#empty}. */
final class EmptyStream extends RawStream<Object> {

    static final EmptyStream INSTANCE = new EmptyStream();

    private EmptyStream() {}

    @Override
    public @Nullable Object pollNextRaw(Context cx) {
        return null;
    }

    @Override
    public SizeHint sizeHint() {
        return SizeHint.NONE;
    }

    @Override
    public boolean isTerminated() {
        return true;
    }

    @Override
    public String toString() {
        return "empty";
    }
}
