package dev.pollux.io;

import dev.pollux.future.Context;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The end of a pipe where bytes come out. */
final class PipeReader implements AsyncRead {

    private final Pipe pipe;

    PipeReader(Pipe pipe) {
        this.pipe = pipe;
    }

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        return pipe.pollRead(reader, cx, target);
    }

    @Override
    public void cancelRead(Object reader) {
        pipe.cancelRead(reader);
    }

    @Override
    public void close() {
        pipe.breakOff();
    }

    @Override
    public String toString() {
        return "reader of " + pipe;
    }
}
