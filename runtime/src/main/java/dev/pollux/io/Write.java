package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One successful write, or none. */
final class Write extends LeafFuture<Integer> {

    private final AsyncWrite stream;
    private final ByteBuffer source;

    Write(AsyncWrite stream, ByteBuffer source) {
        this.stream = stream;
        this.source = source;
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        int count = stream.pollWrite(this, cx, source);
        return count == Transfer.PENDING ? Poll.PENDING : (Object) count;
    }

    @Override
    protected void release() {
        stream.cancelWrite(this);
    }

    @Override
    public String toString() {
        return "write to " + stream;
    }
}
