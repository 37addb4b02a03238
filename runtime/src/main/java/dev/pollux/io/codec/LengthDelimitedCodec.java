package dev.pollux.io.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Frames that say how long they are.
 *
 * <pre>
 *     0          offset      offset + length                                   frame end
 *     | head ... | field ... | rest of the head | payload ...                  |
 *     |&lt;- skipped, when read: everything up to the payload, or less -&gt;|
 * </pre>
 *
 * <p>The field, plus the adjustment, is the number of bytes after the field. Read frames are arrays of their own, which nobody writes to
 * any more. A length over the limit, or one that no frame can have, fails the stream of frames before any of the payload is kept.
 *
 * @origin tokio_util::codec::LengthDelimitedCodec (0.7).
 */
public final class LengthDelimitedCodec implements Codec<byte[], byte[]> {

    private final int offset;
    private final int fieldLength;
    private final int adjustment;
    private final int skipped;
    private final ByteOrder order;
    private final long largestField;
    private int maxLength;

    /** The size of the frame whose head was read and accepted, skipped bytes included; -1 between frames. */
    private long begun = -1;

    private LengthDelimitedCodec(Builder builder) {
        this.offset = builder.offset;
        this.fieldLength = builder.length;
        this.adjustment = builder.adjustment;
        this.skipped = builder.skipped >= 0 ? builder.skipped : offset + fieldLength;
        this.order = builder.order;
        this.largestField = fieldLength == Long.BYTES ? Long.MAX_VALUE : (1L << (8 * fieldLength)) - 1;
        setMaxLength(builder.maxLength);
    }

    /** Creates a codec with a field of four bytes, big-endian, and a limit of 8 MiB. */
    public LengthDelimitedCodec() {
        this(builder());
    }

    /**
     * Begins to describe a codec.
     *
     * @return a builder of what {@link #LengthDelimitedCodec()} makes, unless told otherwise
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the limit.
     *
     * @return the most bytes that the field may announce
     */
    public int maxLength() {
        return maxLength;
    }

    /**
     * Changes the limit. A frame whose head was read before is not concerned.
     *
     * @param limit the most bytes that the field may announce; what the field cannot say is cut down to what it can
     * @throws IllegalArgumentException if the limit is negative
     */
    public void setMaxLength(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("negative maxLength: " + limit);
        }
        maxLength =
                (int) Math.min(limit, Math.max(0, Math.min(Integer.MAX_VALUE, saturated(largestField, adjustment))));
    }

    private static long saturated(long a, int b) {
        long sum = a + b;
        return sum < 0 && b > 0 ? Long.MAX_VALUE : sum;
    }

    // ---------------------------------------------------------------- reading

    @Override
    public byte @Nullable [] decode(ByteBuffer bytes) throws IOException {
        if (begun < 0) {
            if (bytes.remaining() < offset + fieldLength) {
                return null;
            }
            begun = sizeOf(field(bytes, bytes.position() + offset));
        }
        if (bytes.remaining() < begun) {
            return null;
        }
        bytes.position(bytes.position() + skipped);
        byte[] frame = BytesCodec.take(bytes, (int) begun - skipped);
        begun = -1;
        return frame;
    }

    /** Returns the size of a whole frame. */
    private long sizeOf(long field) throws IOException {
        if (field < 0 || field > maxLength) {
            throw new FrameTooLargeException("a frame announces " + Long.toUnsignedString(field) + " bytes", maxLength);
        }
        long size = offset + fieldLength + field + adjustment;
        if (size < Math.max(skipped, offset + fieldLength)) {
            throw new MalformedFrameException("a frame announces " + field + " bytes, adjusted by " + adjustment
                    + ": less than its head, of which " + skipped + " bytes are skipped");
        }
        if (size > Integer.MAX_VALUE - 8) {
            throw new FrameTooLargeException("a frame has " + size + " bytes with its head", maxLength);
        }
        return size;
    }

    private long field(ByteBuffer bytes, int start) {
        long value = 0;
        for (int i = 0; i < fieldLength; i++) {
            int at = order == ByteOrder.BIG_ENDIAN ? i : fieldLength - 1 - i;
            value = value << 8 | Byte.toUnsignedLong(bytes.get(start + at));
        }
        return value;
    }

    @Override
    public int maxFrame() {
        long largest = (long) offset + fieldLength + maxLength + Math.max(0, adjustment);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(largest, begun));
    }

    // ---------------------------------------------------------------- writing

    /** {@inheritDoc} Writes the field and the payload; a head before the field, or after it, is part of no frame that is written. */
    @Override
    public void encode(byte[] payload, FrameBuffer target) throws IOException {
        long announced = (long) payload.length - adjustment;
        if (payload.length > maxLength) {
            throw new FrameTooLargeException("a frame has " + payload.length + " bytes", maxLength);
        }
        if (announced < 0 || announced > largestField) {
            throw new MalformedFrameException("a field of " + fieldLength + " bytes cannot announce " + announced
                    + " bytes: " + payload.length + " less the adjustment of " + adjustment);
        }
        ByteBuffer room = target.room(Math.addExact(fieldLength, payload.length));
        for (int i = 0; i < fieldLength; i++) {
            int rank = order == ByteOrder.BIG_ENDIAN ? fieldLength - 1 - i : i;
            room.put((byte) (announced >>> (8 * rank)));
        }
        room.put(payload);
    }

    @Override
    public String toString() {
        return "LengthDelimitedCodec[" + fieldLength + " bytes at " + offset + ", " + order + "]";
    }

    /** Describes a {@link LengthDelimitedCodec}. */
    public static final class Builder {

        private int offset;
        private int length = Integer.BYTES;
        private int adjustment;
        private int skipped = -1;
        private int maxLength = DEFAULT_MAX_FRAME;
        private ByteOrder order = ByteOrder.BIG_ENDIAN;

        private Builder() {}

        /**
         * Says where the field is.
         *
         * @param bytes that stand before the field; 0 unless told
         * @return this
         * @throws IllegalArgumentException if it is negative, or more than 64 KiB
         */
        public Builder lengthFieldOffset(int bytes) {
            offset = within("lengthFieldOffset", 0, 1 << 16, bytes);
            return this;
        }

        /**
         * Says how long the field is.
         *
         * @param bytes of the field, 1 to 8; 4 unless told
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder lengthFieldLength(int bytes) {
            length = within("lengthFieldLength", 1, Long.BYTES, bytes);
            return this;
        }

        /**
         * Says what the field does not count, or counts too much.
         *
         * @param bytes to add to the field for the number of bytes after it; negative if the field counts the head, too. 0 unless told
         * @return this
         * @throws IllegalArgumentException if it is not within 2^30
         */
        public Builder lengthAdjustment(int bytes) {
            adjustment = within("lengthAdjustment", -(1 << 30), 1 << 30, bytes);
            return this;
        }

        /**
         * Says where the frames that are read begin.
         *
         * @param bytes to leave out of each; up to the end of the field unless told
         * @return this
         * @throws IllegalArgumentException if it is negative, or more than 64 KiB
         */
        public Builder skippedBytes(int bytes) {
            skipped = within("skippedBytes", 0, 1 << 16, bytes);
            return this;
        }

        /**
         * Says which byte of the field comes first.
         *
         * @param byteOrder big-endian unless told
         * @return this
         */
        public Builder byteOrder(ByteOrder byteOrder) {
            order = Objects.requireNonNull(byteOrder, "byteOrder");
            return this;
        }

        /**
         * Sets the limit.
         *
         * @param bytes the most that the field may announce; 8 MiB unless told
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder maxLength(int bytes) {
            maxLength = within("maxLength", 0, Integer.MAX_VALUE, bytes);
            return this;
        }

        private static int within(String name, int least, int most, int value) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
            }
            return value;
        }

        /**
         * Makes the codec.
         *
         * @return a codec for one stream
         */
        public LengthDelimitedCodec build() {
            return new LengthDelimitedCodec(this);
        }
    }
}
