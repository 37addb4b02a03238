package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
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
    default Future<byte[]> readToEnd(int limit) {
        return new ReadToEnd(this, limit);
    }
}
