package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.io.AsyncRead;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The half of a {@link TcpStream} that reads. */
public final class ReadHalf implements AsyncRead {

    private final TcpStream stream;

    ReadHalf(TcpStream stream) {
        this.stream = stream;
    }

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        return stream.pollRead(reader, cx, target);
    }

    @Override
    public void cancelRead(Object reader) {
        stream.cancelRead(reader);
    }

    /**
     * Returns the stream this is a half of.
     *
     * @return the stream
     */
    public TcpStream stream() {
        return stream;
    }

    /** Refuses further reads; a pending one fails. The socket is closed once the other half is, too. */
    @Override
    public void close() throws IOException {
        stream.closeInput();
    }

    @Override
    public String toString() {
        return "read half of " + stream;
    }
}
