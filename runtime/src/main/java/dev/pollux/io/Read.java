package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One successful read, or none. */
final class Read extends LeafFuture<Integer> {

    private final AsyncRead stream;
    private final ByteBuffer target;

    Read(AsyncRead stream, ByteBuffer target) {
        this.stream = stream;
        this.target = target;
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        int count = stream.pollRead(this, cx, target);
        return count == Transfer.PENDING ? Poll.PENDING : (Object) count;
    }

    @Override
    protected void release() {
        stream.cancelRead(this);
    }

    @Override
    public String toString() {
        return "read from " + stream;
    }
}
