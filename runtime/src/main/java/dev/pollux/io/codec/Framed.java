package dev.pollux.io.codec;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.io.AsyncRead;
import dev.pollux.io.AsyncWrite;
import dev.pollux.stream.Duplex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a connection: a stream of those that come, and a sink for those that go, as {@link FramedRead} and {@link FramedWrite}
 * are. One task may read while another writes, with the halves of {@link dev.pollux.stream.Streams#split}.
 *
 * <p>{@link #close} flushes and shuts the connection down. Whoever opened the connection closes it:
 *
 * <pre>{@code
 * try (var connection = listener.accept().await()) {
 *     var frames = Framed.of(connection, new LinesCodec());
 *     ...
 * }
 * }</pre>
 *
 * @param <I> the type of the frames that go in to be written
 * @param <O> the type of the frames that come out
 * @origin tokio_util::codec::Framed (0.7). Differs as {@link FramedRead} does.
 */
public final class Framed<I, O> implements Duplex<I, O> {

    private final FramedRead<O> reader;
    private final FramedWrite<I> writer;

    private Framed(FramedRead<O> reader, FramedWrite<I> writer) {
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * Puts a codec on a connection.
     *
     * @param stream the connection, which is not closed by the frames
     * @param codec knows what frames look like
     * @param <S> the type of the connection
     * @param <I> the type of the frames that are written
     * @param <O> the type of the frames that are read
     * @return the frames
     */
    public static <S extends AsyncRead & AsyncWrite, I, O> Framed<I, O> of(
            S stream, Codec<? super I, ? extends O> codec) {
        return of(stream, codec, ByteBuffer.allocate(0));
    }

    /**
     * Puts a codec on a connection of which some bytes were read before.
     *
     * @param stream the connection, which is not closed by the frames
     * @param codec knows what frames look like
     * @param readBefore used up, and decoded first
     * @param <S> the type of the connection
     * @param <I> the type of the frames that are written
     * @param <O> the type of the frames that are read
     * @return the frames
     */
    public static <S extends AsyncRead & AsyncWrite, I, O> Framed<I, O> of(
            S stream, Codec<? super I, ? extends O> codec, ByteBuffer readBefore) {
        Objects.requireNonNull(stream, "stream");
        Objects.requireNonNull(codec, "codec");
        return new Framed<>(new FramedRead<>(stream, codec, readBefore), new FramedWrite<>(stream, codec));
    }

    /**
     * Returns the half that reads.
     *
     * @return always the same; to drop it is to stop reading
     */
    public FramedRead<O> reader() {
        return reader;
    }

    /**
     * Returns the half that writes.
     *
     * @return always the same
     */
    public FramedWrite<I> writer() {
        return writer;
    }

    @Override
    public Poll<@Nullable O> pollNext(Context cx) throws Exception {
        return reader.pollNext(cx);
    }

    @Override
    public @Nullable Object pollNextRaw(Context cx) throws Exception {
        return reader.pollNextRaw(cx);
    }

    @Override
    public Poll<@Nullable Void> pollReady(Context cx) throws IOException {
        return writer.pollReady(cx);
    }

    @Override
    public void startSend(I frame) throws IOException {
        writer.startSend(frame);
    }

    @Override
    public Poll<@Nullable Void> pollFlush(Context cx) throws IOException {
        return writer.pollFlush(cx);
    }

    @Override
    public Poll<@Nullable Void> pollClose(Context cx) throws IOException {
        return writer.pollClose(cx);
    }

    @Override
    public boolean isTerminated() {
        return reader.isTerminated();
    }

    @Override
    public void drop() {
        try {
            reader.drop();
        } finally {
            writer.drop();
        }
    }

    @Override
    public String toString() {
        return reader.toString();
    }
}
