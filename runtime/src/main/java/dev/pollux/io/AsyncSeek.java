package dev.pollux.io;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.LosesPlace;
import java.io.Closeable;
import java.io.IOException;

/**
 * A stream with a position that can be moved, like a file.
 *
 * <p>Whoever implements one writes {@link #pollSeek} and {@link #cancelSeek}; the rest is made of these.
 *
 * @origin tokio::io::AsyncSeek (1.53). Differs: one poll both starts and finishes, so a seek waits for an operation under way and
 *     cannot be refused because of it.
 */
public interface AsyncSeek extends Closeable {

    /** What an offset is counted from. */
    enum Whence {
        /** The first byte. */
        START,
        /** The present position. */
        CURRENT,
        /** The end, which is after the last byte. */
        END
    }

    /**
     * Moves the position, without waiting.
     *
     * @param seeker on whose behalf, usually the calling future: tells a second seeker from a repeated poll
     * @param cx carries the waker to call when another poll is worth while
     * @param offset how far; negative for backwards
     * @param whence from where
     * @return the new position counted from the start, or {@link Transfer#PENDING}
     * @throws IOException if the position would be before the start, or cannot be moved
     * @throws IllegalStateException if another operation is pending on the stream, where this can be told
     * @cancel The position may have moved or not. It must be repeated or given up by {@link #cancelSeek}.
     * @wakeup Only the waker of the latest poll is called.
     */
    long pollSeek(Object seeker, Context cx, long offset, Whence whence) throws IOException;

    /**
     * Gives up the pending poll of a seeker, and forgets its waker. Harmless if none is pending.
     *
     * @param seeker as given to {@link #pollSeek}
     */
    void cancelSeek(Object seeker);

    /**
     * Moves the position.
     *
     * @param offset how far; negative for backwards
     * @param whence from where
     * @return a future of the new position, counted from the start. It fails with an {@link IOException} if that would be before the
     *     start; after the end is allowed
     * @cancel Loses its place: the position may have moved or not.
     * @cost One small object, and what the stream needs.
     * @origin tokio::io::AsyncSeekExt::seek (1.53).
     */
    @LosesPlace
    default Future<Long> seek(long offset, Whence whence) {
        return new Seek(this, offset, whence);
    }

    /**
     * Moves to a position.
     *
     * @param position counted from the start
     * @return as for {@link #seek(long, Whence)}
     * @throws IllegalArgumentException if the position is negative
     * @cancel As for {@link #seek(long, Whence)}.
     * @cost As for {@link #seek(long, Whence)}.
     */
    @LosesPlace
    default Future<Long> seek(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("negative position: " + position);
        }
        return seek(position, Whence.START);
    }

    /**
     * Moves to the start.
     *
     * @return as for {@link #seek(long, Whence)}
     * @cancel As for {@link #seek(long, Whence)}.
     * @cost As for {@link #seek(long, Whence)}.
     */
    @LosesPlace
    default Future<Long> rewind() {
        return seek(0);
    }

    /**
     * Tells the position.
     *
     * @return a future of the position, counted from the start
     * @cancel Safe.
     * @cost As for {@link #seek(long, Whence)}.
     */
    @CancelSafe
    default Future<Long> position() {
        return seek(0, Whence.CURRENT);
    }
}
