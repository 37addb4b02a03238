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
            if (progress(stream.pollWrite(this, cx, source)) == Transfer.PENDING) {
                return Poll.PENDING;
            }
        }
        return null;
    }

    /** Refuses a stream that takes nothing and does not wait either, which would be asked for ever. */
    static int progress(int count) throws IOException {
        if (count == 0) {
            throw new IOException("the stream accepts no more bytes: a write of some wrote 0");
        }
        return count;
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
