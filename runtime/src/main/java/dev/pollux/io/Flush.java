package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Passes on what a stream keeps back. */
final class Flush extends LeafFuture<@Nullable Void> {

    private final AsyncWrite stream;

    Flush(AsyncWrite stream) {
        this.stream = stream;
    }

    @Override
    protected @Nullable Object advance(Context cx) throws IOException {
        return stream.pollFlush(this, cx) ? null : Poll.PENDING;
    }

    @Override
    protected void release() {
        stream.cancelWrite(this);
    }

    @Override
    public String toString() {
        return "flush of " + stream;
    }
}
