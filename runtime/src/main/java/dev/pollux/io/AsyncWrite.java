package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A stream of bytes to write to.
 *
 * <p>Whoever implements one writes {@link #pollWrite}, {@link #cancelWrite} and {@link #shutdown}; the rest is made of these. One
 * writer at a time: a pending write keeps the stream until it is done or dropped.
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
     * Gives up the pending poll of a writer, and forgets its waker. Harmless if none is pending.
     *
     * @param writer as given to {@link #pollWrite}
     */
    void cancelWrite(Object writer);

    /**
     * Ends the stream: the peer reads its end after all that was written before. Writing fails from then on.
     *
     * @return a future that is ready once the end is on its way
     * @cancel Safe before the first poll, which does it all unless the stream has something to write out first.
     * @cost One small object.
     */
    Future<@Nullable Void> shutdown();

    /**
     * Writes what fits, at least one byte, waiting for room if need be.
     *
     * @param source what; its position moves on
     * @return a future of the number of bytes written, 0 only if the source is empty. It fails with an {@link IOException} if
     *     writing fails, and with a {@link java.nio.channels.ClosedChannelException} once closed
     * @cancel Safe: one write or none, and the position of the source says which.
     * @cost One small object.
     */
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
    default Future<@Nullable Void> writeAll(ByteBuffer source) {
        return new WriteAll(this, source);
    }

    /**
     * Writes an array to its end.
     *
     * @param source what; must not change before the future is ready
     * @return as for {@link #writeAll(ByteBuffer)}
     * @cancel Loses data: a part may have been written, and nothing says how much.
     * @cost Two small objects.
     */
    default Future<@Nullable Void> writeAll(byte[] source) {
        return writeAll(ByteBuffer.wrap(source));
    }

    /**
     * Writes a text in UTF-8.
     *
     * @param text what
     * @return as for {@link #writeAll(ByteBuffer)}
     * @cancel Loses data: a part may have been written, and nothing says how much.
     * @cost The encoded text and two small objects.
     */
    default Future<@Nullable Void> writeAll(String text) {
        return writeAll(text.getBytes(StandardCharsets.UTF_8));
    }
}
