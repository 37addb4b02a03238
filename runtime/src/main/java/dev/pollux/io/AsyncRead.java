package dev.pollux.io;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.LosesData;
import dev.pollux.future.LosesPlace;
import dev.pollux.runtime.io.Utf8;
import dev.pollux.stream.Stream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream of bytes to read from.
 *
 * <p>Whoever implements one writes {@link #pollRead} and {@link #cancelRead}; the rest is made of these. One reader at a time: a
 * pending read keeps the stream until it is done or dropped.
 */
public interface AsyncRead extends Closeable {

    /**
     * Reads what is there, without waiting.
     *
     * <p>The target is touched during this call only, so a caller may lend it for the poll and wait without one.
     *
     * @param reader on whose behalf, usually the calling future: tells a second reader from a repeated poll
     * @param cx carries the waker to call when another poll is worth while
     * @param target where to; its position moves on
     * @return how many bytes were read, {@link Transfer#END}, or {@link Transfer#PENDING}; 0 only if the target has no room
     * @throws IOException if reading fails
     * @throws IllegalStateException if another reader's poll is pending, where this can be told
     * @cancel Safe: a pending poll has read nothing. It must be repeated or given up by {@link #cancelRead}.
     * @wakeup Only the waker of the latest poll is called.
     * @cost Allocates nothing.
     */
    int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException;

    /**
     * Gives up the pending poll of a reader, and forgets its waker. Harmless if none is pending.
     *
     * @param reader as given to {@link #pollRead}
     */
    void cancelRead(Object reader);

    /**
     * Reads what is there, at least one byte, waiting for it if need be.
     *
     * @param target where to; its position moves on. Direct buffers are read into without a copy
     * @return a future of the number of bytes read: -1 at the end of the stream, 0 only if the target has no room. It fails with
     *     an {@link IOException} if reading fails, and with a {@link java.nio.channels.ClosedChannelException} once closed
     * @cancel Safe: what was not returned is still there for the next read.
     * @cost One small object.
     * @origin tokio::io::AsyncReadExt::read (1.53). Differs: the end is -1, as everywhere in Java.
     */
    @CancelSafe
    default Future<Integer> read(ByteBuffer target) {
        return new Read(this, target);
    }

    /**
     * Reads until the target is full.
     *
     * @param target where to
     * @return a future that is ready once there is no room left. It fails with an {@link java.io.EOFException} if the stream ends
     *     before
     * @cancel Loses its place: what was read is in the target, up to its position, and is not read again.
     * @cost One small object.
     */
    @LosesPlace
    default Future<@Nullable Void> readExact(ByteBuffer target) {
        return new ReadExact(this, target);
    }

    /**
     * Reads all that comes until the stream ends.
     *
     * @param limit the most bytes to accept
     * @return a future of the bytes. It fails with a {@link LimitExceededException} if there are more
     * @throws IllegalArgumentException if the limit is negative
     * @cancel Loses what was read so far.
     * @cost Memory for what has come, at most twice that.
     */
    @LosesData
    default Future<byte[]> readToEnd(int limit) {
        return new ReadToEnd<>(this, limit, ReadToEnd::copyOf);
    }

    /**
     * Reads all that comes until the stream ends, as text.
     *
     * @param limit the most bytes to accept
     * @return a future of the text. It fails with a {@link LimitExceededException} if there is more, and with a {@link
     *     java.nio.charset.CharacterCodingException} if the bytes are not UTF-8
     * @throws IllegalArgumentException if the limit is negative
     * @cancel Loses what was read so far.
     * @cost As {@link #readToEnd}, and the text.
     */
    @LosesData
    default Future<String> readToString(int limit) {
        return new ReadToEnd<>(this, limit, Utf8::decode);
    }

    // ---------------------------------------------------------------- adapters

    /**
     * Adds a buffer, so that small reads are cheap, and lines and numbers can be read.
     *
     * @return a reader, which owns this one
     */
    default AsyncBufReader buffered() {
        return new AsyncBufReader(this);
    }

    /**
     * Ends early.
     *
     * @param limit the number of bytes after which the new reader ends; this one stays behind them
     * @return a reader, whose close closes this one
     * @throws IllegalArgumentException if the limit is negative
     * @origin tokio::io::AsyncReadExt::take (1.53).
     */
    default AsyncRead take(long limit) {
        return new LimitedReader(this, limit);
    }

    /**
     * Goes on with another reader at the end of this one.
     *
     * @param next the other reader
     * @return a reader, whose close closes both
     * @origin tokio::io::AsyncReadExt::chain (1.53).
     */
    default AsyncRead chain(AsyncRead next) {
        return new ChainedReader(this, next);
    }

    /**
     * Shows what is read to somebody, as for a hash or a log.
     *
     * @param observer is given the bytes of each read that had any, to be looked at during the call only; what it throws fails the read,
     *     whose bytes are used up
     * @return a reader, whose close closes this one
     * @cost A view for each read.
     * @origin tokio_util::io::InspectReader (0.7).
     */
    default AsyncRead inspectReads(Consumer<? super ByteBuffer> observer) {
        return new InspectedReader(this, observer);
    }

    /**
     * Makes a stream of buffers, of the pieces in which the bytes come: at most 8 KiB each.
     *
     * @return a stream, which leaves this reader open; its buffers are the receiver's own. A failure ends it
     * @cost A buffer of the size of each piece.
     * @origin tokio_util::io::ReaderStream (0.7).
     */
    default Stream<ByteBuffer> chunks() {
        return new ChunkStream(this);
    }

    /**
     * Lets blocking code read this stream, on a thread that runs no tasks, as in {@code spawnBlocking}. On a thread that runs tasks its
     * reads fail with an {@link IllegalStateException}.
     *
     * @return a stream, whose close closes this one
     * @origin tokio_util::io::SyncIoBridge (0.7).
     */
    default InputStream asInputStream() {
        return new ReaderInputStream(this);
    }
}
