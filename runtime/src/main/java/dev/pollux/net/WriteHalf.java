package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.io.AsyncWrite;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The half of a {@link TcpStream} that writes. */
public final class WriteHalf implements AsyncWrite {

    private final TcpStream stream;

    WriteHalf(TcpStream stream) {
        this.stream = stream;
    }

    @Override
    public int pollWrite(Object writer, Context cx, ByteBuffer source) throws IOException {
        return stream.pollWrite(writer, cx, source);
    }

    @Override
    public void cancelWrite(Object writer) {
        stream.cancelWrite(writer);
    }

    /** {@inheritDoc} The half stays open, but has nothing more to do than to be closed. */
    @Override
    public Future<@Nullable Void> shutdown() {
        return stream.shutdown();
    }

    /**
     * Returns the stream this is a half of.
     *
     * @return the stream
     */
    public TcpStream stream() {
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
