package dev.pollux.io.codec;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames out of bytes. One decoder serves one stream, and may keep a state between calls.
 *
 * @param <T> the type of the frames
 */
public interface Decoder<T> {

    /** The most bytes of a frame unless a decoder has a limit of its own: 8 MiB. */
    int DEFAULT_MAX_FRAME = 8 << 20;

    /**
     * Takes the next frame out.
     *
     * @param bytes what was read and not yet taken, big-endian. Moves the position behind the frame, or behind what is of no more use.
     *     The buffer is lent for this call only: a frame must not refer to it
     * @return the frame; {@code null} if it needs more bytes
     * @throws IOException if the bytes cannot be a frame
     */
    @Nullable T decode(ByteBuffer bytes) throws IOException;

    /**
     * Takes a frame out after the stream has ended. Called until it answers {@code null}.
     *
     * @param bytes as for {@link #decode}
     * @return the frame; {@code null} if there are no more
     * @throws IOException if bytes are left that are no frame; unless overridden, any that {@link #decode} leaves
     */
    default @Nullable T decodeEnd(ByteBuffer bytes) throws IOException {
        T frame = decode(bytes);
        if (frame == null && bytes.hasRemaining()) {
            throw new EOFException(
                    "the stream ended in the middle of a frame, after " + bytes.remaining() + " bytes of it");
        }
        return frame;
    }

    /**
     * Tells how many bytes may wait for the rest of their frame. When this decoder leaves more than that, the stream of frames fails with
     * a {@link FrameTooLargeException}.
     *
     * @return the most bytes of a frame, with what belongs to it
     */
    default int maxFrame() {
        return DEFAULT_MAX_FRAME;
    }

    /**
     * Tells whether there can be frames after a failure of this decoder.
     *
     * @param failure thrown by {@link #decode} or {@link #decodeEnd}
     * @return whether to go on; otherwise the stream of frames ends
     */
    default boolean resumesAfter(IOException failure) {
        return false;
    }
}
