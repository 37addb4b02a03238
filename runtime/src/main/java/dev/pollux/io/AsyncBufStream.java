package dev.pollux.io;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.stream.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A stream in both directions that reads ahead, as {@link AsyncBufReader} does, and collects small writes, as {@link AsyncBufWriter}
 * does. Writes are not flushed by reading: flush a question before waiting for its answer.
 *
 * <p>A seek, in a stream that has a position, first passes on what is kept back, and then forgets what was read ahead. Seek between
 * reading and writing the same file: a write begins where the stream underneath stands, which is after what was read ahead.
 */
public final class AsyncBufStream extends JoinedStream implements AsyncBufRead, AsyncSeek {

    private final AsyncBufReader reader;
    private final AsyncBufWriter kept;

    /**
     * Wraps a stream.
     *
     * @param stream where to read from and write to; closed with this one
     * @param <S> its type
     */
    public <S extends AsyncRead & AsyncWrite> AsyncBufStream(S stream) {
        this(new AsyncBufReader(stream), new AsyncBufWriter(stream));
    }

    private AsyncBufStream(AsyncBufReader reader, AsyncBufWriter writer) {
        super(reader, writer);
        this.reader = reader;
        this.kept = writer;
    }

    /**
     * Reads a line, as {@link AsyncBufReader#readLine} does.
     *
     * @return a future of the line, or of {@code null} at the end of the stream
     * @cancel Safe: what was read of the line stays in the reader.
     * @cost As {@link AsyncBufReader#readLine}.
     */
    @CancelSafe
    public Future<@Nullable String> readLine() {
        return reader.readLine();
    }

    /**
     * Reads lines, as {@link AsyncBufReader#lines} does.
     *
     * @return a stream of the lines
     */
    public Stream<String> lines() {
        return reader.lines();
    }

    @Override
    public @Nullable ByteBuffer pollFill(Object who, Context cx, int atLeast) throws IOException {
        return reader.pollFill(who, cx, atLeast);
    }

    @Override
    public void consume(int count) {
        reader.consume(count);
    }

    @Override
    public long pollSeek(Object seeker, Context cx, long offset, Whence whence) throws IOException {
        return kept.pollPassOn(seeker, cx) ? reader.pollSeek(seeker, cx, offset, whence) : Transfer.PENDING;
    }

    @Override
    public void cancelSeek(Object seeker) {
        kept.cancelSeek(seeker);
        reader.cancelSeek(seeker);
    }

    /**
     * Closes the stream underneath.
     *
     * @throws IOException as {@link AsyncBufWriter#close}
     */
    @Override
    public void close() throws IOException {
        writer.close();
    }

    @Override
    public String toString() {
        return "AsyncBufStream[" + writer + "]";
    }
}
