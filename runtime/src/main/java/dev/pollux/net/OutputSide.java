package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.io.Transfer;
import dev.pollux.runtime.io.Claim;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriver.Interest;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The direction of a stream that is written. */
final class OutputSide {

    private final IoDriver.StreamSocket socket;
    private final OpenSides open;
    private final Claim turn = new Claim();

    OutputSide(IoDriver.StreamSocket socket, OpenSides open) {
        this.socket = socket;
        this.open = open;
    }

    // ---------------------------------------------------------------- without waiting

    int tryWrite(ByteBuffer source) throws IOException {
        open.require(OpenSides.OUTPUT);
        if (!source.hasRemaining()) {
            return 0;
        }
        int count = socket.tryWrite(source);
        return count == 0 ? Transfer.PENDING : count;
    }

    long tryWrite(ByteBuffer[] sources) throws IOException {
        open.require(OpenSides.OUTPUT);
        if (areEmpty(sources)) {
            return 0;
        }
        long count = socket.tryWrite(sources);
        return count == 0 ? Transfer.PENDING : count;
    }

    private static boolean areEmpty(ByteBuffer[] sources) {
        for (ByteBuffer source : sources) {
            if (source.hasRemaining()) {
                return false;
            }
        }
        return true;
    }

    // ---------------------------------------------------------------- waiting

    int pollWrite(Object writer, Context cx, ByteBuffer source) throws IOException {
        int count;
        do {
            count = tryWrite(source);
        } while (count == Transfer.PENDING && isReady(writer, cx));
        if (count != Transfer.PENDING) {
            turn.release(writer);
        }
        return count;
    }

    long pollWrite(Object writer, Context cx, ByteBuffer[] sources) throws IOException {
        long count;
        do {
            count = tryWrite(sources);
        } while (count == Transfer.PENDING && isReady(writer, cx));
        if (count != Transfer.PENDING) {
            turn.release(writer);
        }
        return count;
    }

    boolean pollWritable(Object writer, Context cx) throws IOException {
        open.require(OpenSides.OUTPUT);
        boolean ready = isReady(writer, cx);
        if (ready) {
            turn.release(writer);
        }
        return ready;
    }

    private boolean isReady(Object writer, Context cx) {
        turn.take(writer, "a write", "this socket");
        return socket.pollReady(Interest.WRITE, cx.waker());
    }

    void cancel(Object writer) {
        if (turn.release(writer)) {
            socket.clearWaker(Interest.WRITE);
        }
    }

    boolean pollFlush() throws IOException {
        open.require(OpenSides.OUTPUT);
        return true;
    }

    void end() throws IOException {
        try {
            socket.shutdownOutput();
        } finally {
            socket.wake(Interest.WRITE); // a pending write finds its direction closed
        }
    }
}
