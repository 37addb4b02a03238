package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes until a buffer is empty. */
final class WriteAll extends LeafFuture<@Nullable Void> {

    private final AsyncWrite stream;
    private final ByteBuffer source;

    WriteAll(AsyncWrite stream, ByteBuffer source) {
        this.stream = stream;
        this.source = source;
    }

    @Override
    protected @Nullable Object advance(Context cx) throws IOException {
        while (source.hasRemaining()) {
            if (stream.pollWrite(this, cx, source) == Transfer.PENDING) {
                return Poll.PENDING;
            }
        }
        return null;
    }

    @Override
    protected void release() {
        stream.cancelWrite(this);
    }

    @Override
    public String toString() {
        return "writeAll to " + stream + ", " + source.remaining() + " bytes to go";
    }
}
