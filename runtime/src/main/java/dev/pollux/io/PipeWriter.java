package dev.pollux.io;

import dev.pollux.future.Context;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The end of a pipe where bytes go in. Vectored: several buffers are taken as long as there is room. */
final class PipeWriter implements AsyncWrite {

    private final Pipe pipe;

    PipeWriter(Pipe pipe) {
        this.pipe = pipe;
    }

    @Override
    public int pollWrite(Object writer, Context cx, ByteBuffer source) throws IOException {
        return pipe.pollWrite(writer, cx, source);
    }

    @Override
    public long pollWrite(Object writer, Context cx, ByteBuffer[] sources) throws IOException {
        return pipe.pollWriteAll(writer, cx, sources);
    }

    @Override
    public boolean isWriteVectored() {
        return true;
    }

    @Override
    public boolean pollFlush(Object writer, Context cx) throws IOException {
        return pipe.pollFlush();
    }

    @Override
    public boolean pollShutdown(Object writer, Context cx) {
        pipe.end();
        return true;
    }

    @Override
    public void cancelWrite(Object writer) {
        pipe.cancelWrite(writer);
    }

    @Override
    public void close() {
        pipe.end();
    }

    @Override
    public String toString() {
        return "writer of " + pipe;
    }
}
