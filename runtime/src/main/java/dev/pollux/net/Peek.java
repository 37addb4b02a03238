package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.io.Transfer;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One look at what comes next. */
final class Peek extends LeafFuture<Integer> {

    private final SocketStream stream;
    private final ByteBuffer target;

    Peek(SocketStream stream, ByteBuffer target) {
        this.stream = stream;
        this.target = target;
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        int count = stream.input.pollPeek(this, cx, target);
        return count == Transfer.PENDING ? Poll.PENDING : (Object) count;
    }

    @Override
    protected void release() {
        stream.cancelRead(this);
    }

    @Override
    public String toString() {
        return "peek at " + stream;
    }
}
