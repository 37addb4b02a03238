package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.io.AsyncRead;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The half of a {@link SocketStream} that reads.
 *
 * @param <S> the kind of stream
 */
public final class ReadHalf<S extends SocketStream> implements AsyncRead {

    private final S stream;

    ReadHalf(S stream) {
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
    public S stream() {
        return stream;
    }

    /**
     * Puts the halves together again.
     *
     * @param writer the other half of the same stream
     * @return the stream
     * @throws IllegalArgumentException if it is the half of another stream
     * @origin tokio::net::tcp::OwnedReadHalf::reunite (1.53).
     */
    public S reunite(WriteHalf<S> writer) {
        if (writer.stream() != stream) {
            throw new IllegalArgumentException(
                    "the halves of two streams cannot be put together: " + this + " and " + writer);
        }
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
