package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.io.AsyncWrite;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The half of a {@link SocketStream} that writes.
 *
 * @param <S> the kind of stream
 */
public final class WriteHalf<S extends SocketStream> implements AsyncWrite {

    private final S stream;

    WriteHalf(S stream) {
        this.stream = stream;
    }

    @Override
    public int pollWrite(Object writer, Context cx, ByteBuffer source) throws IOException {
        return stream.pollWrite(writer, cx, source);
    }

    @Override
    public long pollWrite(Object writer, Context cx, ByteBuffer[] sources) throws IOException {
        return stream.pollWrite(writer, cx, sources);
    }

    @Override
    public boolean isWriteVectored() {
        return stream.isWriteVectored();
    }

    @Override
    public void cancelWrite(Object writer) {
        stream.cancelWrite(writer);
    }

    @Override
    public boolean pollFlush(Object writer, Context cx) throws IOException {
        return stream.pollFlush(writer, cx);
    }

    /** {@inheritDoc} The half stays open, but has nothing more to do than to be closed. */
    @Override
    public boolean pollShutdown(Object writer, Context cx) throws IOException {
        return stream.pollShutdown(writer, cx);
    }

    /**
     * Returns the stream this is a half of.
     *
     * @return the stream
     */
    public S stream() {
        return stream;
    }

    /** Ends the sending direction; a pending write fails. The socket is closed once the other half is, too. */
    @Override
    public void close() throws IOException {
        stream.closeOutput();
    }

    @Override
    public String toString() {
        return "write half of " + stream;
    }
}
