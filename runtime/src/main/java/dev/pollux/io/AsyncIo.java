package dev.pollux.io;

import dev.pollux.future.Future;
import dev.pollux.future.LosesData;
import dev.pollux.stream.Sink;
import dev.pollux.stream.Stream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** What is made of several streams of bytes, or of none. What is made of one is a method of {@link AsyncRead} or {@link AsyncWrite}. */
public final class AsyncIo {

    private AsyncIo() {}

    // ---------------------------------------------------------------- copying

    /**
     * Writes all that a reader has, up to its end, and flushes. The writer is flushed, too, whenever the reader has nothing for the
     * moment. Both stay open.
     *
     * @param reader where from
     * @param writer where to
     * @return a future of the number of bytes. It fails as soon as either does
     * @cancel Loses data: up to 8 KiB that were read and not written.
     * @cost One object. A buffer is lent while bytes are on their way: a copy that waits for its reader holds none.
     * @origin tokio::io::copy (1.53).
     */
    @LosesData
    public static Future<Long> copy(AsyncRead reader, AsyncWrite writer) {
        return new Copy(Objects.requireNonNull(reader, "reader"), Objects.requireNonNull(writer, "writer"));
    }

    /**
     * Writes to each of two streams all that the other has. At the end of one, the other is shut down, and the copy in the other
     * direction goes on.
     *
     * @param a one stream
     * @param b the other
     * @param <A> its type
     * @param <B> its type
     * @return a future that is ready once both have ended. It fails as soon as either does
     * @cancel Loses data: up to 8 KiB in each direction that were read and not written.
     * @cost As two copies: a connection that is idle holds no buffer.
     * @origin tokio::io::copy_bidirectional (1.53).
     */
    @LosesData
    public static <A extends AsyncRead & AsyncWrite, B extends AsyncRead & AsyncWrite> Future<Copied> copyBidirectional(
            A a, B b) {
        return new CopyBothWays(Objects.requireNonNull(a, "a"), Objects.requireNonNull(b, "b"));
    }

    /**
     * How much went through a {@link #copyBidirectional}.
     *
     * @param aToB the bytes from the first stream to the second
     * @param bToA the bytes from the second stream to the first
     */
    public record Copied(long aToB, long bToA) {}

    // ---------------------------------------------------------------- trivial streams

    /**
     * Makes a reader that has ended.
     *
     * @return a reader of nothing
     */
    public static Empty empty() {
        return new Empty();
    }

    /**
     * Makes a reader that never ends.
     *
     * @param value the byte that it has again and again
     * @return a reader that is always ready
     */
    public static AsyncRead repeat(byte value) {
        return new RepeatingReader(value);
    }

    /**
     * Makes a writer that forgets.
     *
     * @return a writer that takes everything at once
     */
    public static AsyncWrite sink() {
        return new NullWriter();
    }

    // ---------------------------------------------------------------- both directions

    /**
     * Makes one stream of two.
     *
     * @param reader where it reads from
     * @param writer where it writes to
     * @return a stream, whose close closes both
     */
    public static AsyncReadWrite join(AsyncRead reader, AsyncWrite writer) {
        return new JoinedStream(reader, writer);
    }

    /**
     * Makes two halves of a stream, to be used by two tasks.
     *
     * @param stream not to be used itself until the halves are put together again
     * @param <S> its type
     * @return the halves
     * @origin tokio::io::split (1.53). Differs: no lock, since the two directions of a stream do not disturb each other.
     */
    public static <S extends AsyncRead & AsyncWrite> SplitHalves<S> split(S stream) {
        return new SplitHalves<>(Objects.requireNonNull(stream, "stream"));
    }

    /**
     * Makes two streams in memory: what is written to one is read from the other. A write waits while so many bytes lie there. After the
     * close of one, the other gets what is left and then the end, and its writes fail with a {@link BrokenPipeException}.
     *
     * @param maxBuffer the most bytes that wait in each direction
     * @return the two ends, to be used by any two tasks
     * @throws IllegalArgumentException if {@code maxBuffer} is less than 1
     * @cost Memory for the most bytes that ever waited, at most twice that.
     * @origin tokio::io::duplex (1.53).
     */
    public static Duplex duplex(int maxBuffer) {
        Pipe one = new Pipe(maxBuffer);
        Pipe other = new Pipe(maxBuffer);
        return new Duplex(end(one, other), end(other, one));
    }

    private static AsyncReadWrite end(Pipe incoming, Pipe outgoing) {
        return new JoinedStream(new PipeReader(incoming), new PipeWriter(outgoing));
    }

    /**
     * The two ends of a {@link #duplex}.
     *
     * @param a one end
     * @param b the other end
     */
    public record Duplex(AsyncReadWrite a, AsyncReadWrite b) {}

    /**
     * Makes a pipe in memory. A write waits while so many bytes lie there. After the close, or shutdown, of the writer the reader gets
     * what is left and then the end; after the close of the reader, writes fail with a {@link BrokenPipeException}.
     *
     * @param maxBuffer the most bytes that wait in the pipe
     * @return the two ends, to be used by any two tasks
     * @throws IllegalArgumentException if {@code maxBuffer} is less than 1
     * @cost As for {@link #duplex}.
     * @origin tokio_util::io::simplex::new (0.7).
     */
    public static Simplex simplex(int maxBuffer) {
        Pipe pipe = new Pipe(maxBuffer);
        return new Simplex(new PipeReader(pipe), new PipeWriter(pipe));
    }

    /**
     * The two ends of a {@link #simplex}.
     *
     * @param reader where bytes come out
     * @param writer where bytes go in
     */
    public record Simplex(AsyncRead reader, AsyncWrite writer) {}

    // ---------------------------------------------------------------- streams and sinks of buffers

    /**
     * Makes a reader of a stream of buffers. A failure of the stream fails a read: as it is if it is an {@link java.io.IOException} or
     * unchecked, else as the cause of one.
     *
     * @param stream owned by the reader from now on, which drops it when it is closed; its buffers are used up
     * @return a reader
     * @origin tokio_util::io::StreamReader (0.7).
     */
    public static AsyncRead reader(Stream<ByteBuffer> stream) {
        return new StreamReader(stream);
    }

    /**
     * Makes a writer of a sink of buffers. Failures pass as for {@link #reader}. A shutdown closes the sink.
     *
     * @param sink owned by the writer from now on, which drops it when it is closed; given a buffer of its own for each write
     * @return a writer
     * @cost A copy of each write.
     * @origin tokio_util::io::SinkWriter (0.7).
     */
    public static AsyncWrite writer(Sink<? super ByteBuffer> sink) {
        return new SinkWriter(sink);
    }
}
