package dev.pollux.io;

import dev.pollux.future.Blocking;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A writer, for code that blocks. */
final class WriterOutputStream extends OutputStream {

    private final AsyncWrite writer;
    private boolean closed;

    WriterOutputStream(AsyncWrite writer) {
        this.writer = writer;
    }

    @Override
    @Blocking
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    @Blocking
    public void write(byte[] source, int offset, int length) throws IOException {
        BlockingIo.await(writer.writeAll(ByteBuffer.wrap(source, offset, length)));
    }

    @Override
    @Blocking
    public void flush() throws IOException {
        BlockingIo.await(writer.flush());
    }

    /** Flushes and ends the stream, which this thread can wait for, and closes it. */
    @Override
    @Blocking
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            Closing.inOrder(() -> BlockingIo.await(writer.shutdown()), writer);
        }
    }

    @Override
    public String toString() {
        return "output stream to " + writer;
    }
}
