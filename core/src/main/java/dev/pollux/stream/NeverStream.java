package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;

/** See {@link Streams#never}. */
final class NeverStream extends RawStream<Object> {

    static final NeverStream INSTANCE = new NeverStream();

    private NeverStream() {}

    @Override
    public Object pollNextRaw(Context cx) {
        return Poll.PENDING;
    }

    @Override
    public String toString() {
        return "never";
    }
}
