package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;

/** Waits until one of the directions asked for is ready. */
final class AwaitReady extends LeafFuture<Ready> {

    private final SocketStream stream;
    private final int directions;

    /** Creates the future; the directions are those of {@link OpenSides}. */
    AwaitReady(SocketStream stream, int directions) {
        this.stream = stream;
        this.directions = directions;
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        boolean readable = (directions & OpenSides.INPUT) != 0 && stream.input.pollReadable(this, cx);
        boolean writable = (directions & OpenSides.OUTPUT) != 0 && stream.output.pollWritable(this, cx);
        return readable || writable ? new Ready(readable, writable, stream.input.isEnded()) : Poll.PENDING;
    }

    @Override
    protected void release() {
        stream.cancelRead(this);
        stream.cancelWrite(this);
    }

    @Override
    public String toString() {
        return "readiness of " + stream;
    }
}
