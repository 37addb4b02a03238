package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads until a buffer is full. */
final class ReadExact extends LeafFuture<@Nullable Void> {

    private final AsyncRead stream;
    private final ByteBuffer target;

    ReadExact(AsyncRead stream, ByteBuffer target) {
        this.stream = stream;
        this.target = target;
    }

    @Override
    protected @Nullable Object advance(Context cx) throws IOException {
        while (target.hasRemaining()) {
            int count = stream.pollRead(this, cx, target);
            if (count == Transfer.PENDING) {
                return Poll.PENDING;
            }
            if (count == Transfer.END) {
                throw new EOFException("the stream ended " + target.remaining() + " bytes too early");
            }
        }
        return null;
    }

    @Override
    protected void release() {
        stream.cancelRead(this);
    }

    @Override
    public String toString() {
        return "readExact from " + stream + ", " + target.remaining() + " bytes to go";
    }
}
