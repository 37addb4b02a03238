package dev.pollux.io;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.LosesPlace;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream of bytes to write to.
 *
 * <p>Whoever implements one writes {@link #pollWrite}, {@link #pollFlush}, {@link #pollShutdown} and {@link #cancelWrite}; the rest is
 * made of these. One writer at a time: a pending operation keeps the stream until it is done or dropped.
 */
public interface AsyncWrite extends Closeable {

    /**
     * Writes what fits, without waiting.
     *
     * @param writer on whose behalf, usually the calling future: tells a second writer from a repeated poll
     * @param cx carries the waker to call when another poll is worth while
     * @param source what; its position moves on
     * @return how many bytes were written, or {@link Transfer#PENDING}; 0 only if the source is empty
     * @throws IOException if writing fails
     * @throws IllegalStateException if another writer's poll is pending, where this can be told
     * @cancel Safe: a pending poll has written nothing. It must be repeated or given up by {@link #cancelWrite}.
     * @wakeup Only the waker of the latest poll is called.
     * @cost Allocates nothing.
     */
    int pollWrite(Object writer, Context cx, ByteBuffer source) throws IOException;

    /**
     * Writes from several buffers as from one, without waiting. A stream that can hand them over together overrides this, and {@link
     * #isWriteVectored}; otherwise the first that is not empty is written.
     *
     * @param writer as for {@link #pollWrite}
     * @param cx as for {@link #pollWrite}
     * @param sources what, in order; their positions move on
     * @return how many bytes were written, or {@link Transfer#PENDING}; 0 only if all are empty
     * @throws IOException if writing fails
     * @cancel As {@link #pollWrite}.
     * @wakeup As {@link #pollWrite}.
     */
    default long pollWrite(Object writer, Context cx, ByteBuffer[] sources) throws IOException {
        for (ByteBuffer source : sources) {
            if (source.hasRemaining()) {
                return pollWrite(writer, cx, source);
            }
        }
        return 0;
    }

    /**
     * Tells whether several buffers are better written together than copied into one.
     *
     * @return {@code true} if writing from several buffers is one operation
     */
    default boolean isWriteVectored() {
        return false;
    }

    /**
     * Passes on what the stream keeps back, without waiting.
     *
     * @param writer as for {@link #pollWrite}
     * @param cx as for {@link #pollWrite}
     * @return whether all is on its way; otherwise the poll is pending
     * @throws IOException if writing fails
     * @cancel Safe: what was not passed on is still kept.
     * @wakeup As {@link #pollWrite}.
     */
    boolean pollFlush(Object writer, Context cx) throws IOException;

    /**
     * Flushes and ends the stream, without waiting: the peer reads its end after all that was written before.
     *
     * @param writer as for {@link #pollWrite}
     * @param cx as for {@link #pollWrite}
     * @return whether the end is on its way; otherwise the poll is pending
     * @throws IOException if writing fails
     * @cancel Safe: the next one goes on where this stood.
     * @wakeup As {@link #pollWrite}.
     */
    boolean pollShutdown(Object writer, Context cx) throws IOException;

    /**
     * Gives up the pending poll of a writer, and forgets its waker. Harmless if none is pending.
     *
     * @param writer as given to {@link #pollWrite}
     */
    void cancelWrite(Object writer);

    /**
     * Passes on what the stream keeps back. Only streams with a buffer of their own keep anything.
     *
     * @return a future that is ready once all is on its way
     * @cancel Safe: what was not passed on is still kept.
     * @cost One small object.
     */
    @CancelSafe
    default Future<@Nullable Void> flush() {
        return new Flush(this);
    }

    /**
     * Flushes and ends the stream: the peer reads its end after all that was written before. Writing fails from then on.
     *
     * @return a future that is ready once the end is on its way
     * @cancel Safe: the next one goes on where this stood.
     * @cost One small object.
     */
    @CancelSafe
    default Future<@Nullable Void> shutdown() {
        return new Shutdown(this);
    }

    /**
     * Writes what fits, at least one byte, waiting for room if need be.
     *
     * @param source what; its position moves on
     * @return a future of the number of bytes written, 0 only if the source is empty. It fails with an {@link IOException} if
     *     writing fails, and with a {@link java.nio.channels.ClosedChannelException} once closed
     * @cancel Safe: one write or none, and the position of the source says which.
     * @cost One small object.
     */
    @CancelSafe
    default Future<Integer> write(ByteBuffer source) {
        return new Write(this, source);
    }

    /**
     * Writes a buffer to its end.
     *
     * @param source what; its position moves on
     * @return a future that is ready once all was handed to the stream
     * @cancel Loses its place: a part may have been written. The position of the source says how much.
     * @cost One small object.
     */
    @LosesPlace
    default Future<@Nullable Void> writeAll(ByteBuffer source) {
        return new WriteAll(this, source);
    }

    /**
     * Writes an array to its end.
     *
     * @param source what; must not change before the future is ready
     * @return as for {@link #writeAll(ByteBuffer)}
     * @cancel Loses its place: a part may have been written, and nothing says how much. Close the stream then.
     * @cost Two small objects.
     */
    @LosesPlace
    default Future<@Nullable Void> writeAll(byte[] source) {
        return writeAll(ByteBuffer.wrap(source));
    }

    /**
     * Writes a text in UTF-8.
     *
     * @param text what
     * @return as for {@link #writeAll(ByteBuffer)}
     * @cancel Loses its place: a part may have been written, and nothing says how much. Close the stream then.
     * @cost The encoded text and two small objects.
     */
    @LosesPlace
    default Future<@Nullable Void> writeAll(String text) {
        return writeAll(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes several buffers to their ends, in order, together where the stream can.
     *
     * @param sources what
     * @return as for {@link #writeAll(ByteBuffer)}
     * @cancel Loses its place: a part may have been written. The positions of the sources say how much.
     * @cost One small object and an array.
     */
    @LosesPlace
    default Future<@Nullable Void> writeAll(ByteBuffer... sources) {
        return new WriteAllBuffers(this, sources);
    }

    // ---------------------------------------------------------------- adapters

    /**
     * Shows what was written to somebody, as for a hash or a log.
     *
     * @param observer is given the bytes of each write that took any, to be looked at during the call only; what it throws fails the
     *     write, whose bytes were written
     * @return a writer, whose close closes this one
     * @cost A view for each write.
     * @origin tokio_util::io::InspectWriter (0.7).
     */
    default AsyncWrite inspectWrites(Consumer<? super ByteBuffer> observer) {
        return new InspectedWriter(this, observer);
    }

    /**
     * Lets blocking code write this stream, on a thread that runs no tasks, as in {@code spawnBlocking}. On a thread that runs tasks its
     * operations fail with an {@link IllegalStateException}.
     *
     * @return a stream, whose close flushes, shuts this one down and closes it
     * @origin tokio_util::io::SyncIoBridge (0.7).
     */
    default OutputStream asOutputStream() {
        return new WriterOutputStream(this);
    }
}
