package dev.pollux.io.codec;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Finds frames that end at any of some bytes, and skips the rest of one that is too long. */
final class DelimitedFrames {

    private final boolean[] isDelimiter = new boolean[256];
    private final int maxLength;

    /** One more byte belongs to the ending if it stands before the delimiter, and does not count for the length; -1 if none does. */
    private final int optional;

    /** The first bytes of the buffer that are known to hold no delimiter. */
    private int scanned;

    /** A frame was too long, and its end has not come yet. */
    private boolean skipping;

    DelimitedFrames(byte[] delimiters, int optional, int maxLength) {
        if (maxLength < 1 || maxLength > 1 << 30) {
            throw new IllegalArgumentException("the longest frame must have 1 to 2^30 bytes, not " + maxLength);
        }
        for (byte delimiter : delimiters) {
            isDelimiter[Byte.toUnsignedInt(delimiter)] = true;
        }
        this.optional = optional;
        this.maxLength = maxLength;
    }

    /** How many bytes may wait: a frame, the optional byte and the delimiter. */
    int maxFrame() {
        return maxLength + 2;
    }

    /** Takes out a frame, without its ending. */
    byte @Nullable [] next(ByteBuffer bytes) throws FrameTooLargeException {
        int end = indexIn(bytes);
        if (skipping) {
            skip(bytes, end >= 0 ? end + 1 : bytes.remaining());
            skipping = end < 0;
            return skipping ? null : next(bytes);
        }
        scanned = end >= 0 ? end : bytes.remaining();
        if (textLength(bytes) > maxLength) {
            skip(bytes, end >= 0 ? end + 1 : scanned);
            skipping = end < 0;
            throw new FrameTooLargeException("there is no delimiter in time", maxLength);
        }
        return end >= 0 ? take(bytes, textLength(bytes), end + 1) : null;
    }

    /** Takes out what the stream ends with; {@code null} if that is nothing, or the rest of what was too long. */
    byte @Nullable [] last(ByteBuffer bytes) throws FrameTooLargeException {
        byte[] frame = next(bytes);
        if (frame != null || !bytes.hasRemaining()) {
            return frame;
        }
        return take(bytes, textLength(bytes), bytes.remaining());
    }

    private int textLength(ByteBuffer bytes) {
        boolean isOptional = scanned > 0 && bytes.get(bytes.position() + scanned - 1) == optional && optional >= 0;
        return isOptional ? scanned - 1 : scanned;
    }

    private int indexIn(ByteBuffer bytes) {
        for (int i = bytes.position() + scanned; i < bytes.limit(); i++) {
            if (isDelimiter[Byte.toUnsignedInt(bytes.get(i))]) {
                return i - bytes.position();
            }
        }
        return -1;
    }

    private byte[] take(ByteBuffer bytes, int length, int used) {
        byte[] frame = new byte[length];
        bytes.get(bytes.position(), frame);
        skip(bytes, used);
        return frame;
    }

    private void skip(ByteBuffer bytes, int count) {
        bytes.position(bytes.position() + count);
        scanned = 0;
    }
}
