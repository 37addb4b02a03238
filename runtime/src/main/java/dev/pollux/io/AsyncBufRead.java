package dev.pollux.io;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.stream.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A stream of bytes that can be looked at before they are used up.
 *
 * <p>Whatever is made of {@link #pollFill} and {@link #consume} uses bytes up only when it has all it needs: so unlike those of {@link
 * AsyncRead}, all its futures are safe to drop. {@link AsyncBufReader} makes one of any stream.
 */
public interface AsyncBufRead extends AsyncRead {

    /**
     * Reads ahead until there are enough bytes, without waiting.
     *
     * @param reader as for {@link #pollRead}
     * @param cx as for {@link #pollRead}
     * @param atLeast how many bytes are wanted, at least 1
     * @return what was read ahead and not yet consumed, to be looked at until the next call on this reader: fewer bytes than wanted only
     *     if the stream ends there; {@code null} if the poll is pending
     * @throws IOException if reading fails
     * @throws IllegalArgumentException if {@code atLeast} is less than 1
     * @cancel Safe: what was read ahead stays.
     * @wakeup As {@link #pollRead}.
     * @cost A view of the bytes, and a copy of them if any came.
     */
    @Nullable ByteBuffer pollFill(Object reader, Context cx, int atLeast) throws IOException;

    /**
     * Uses up bytes that were read ahead.
     *
     * @param count how many
     * @throws IllegalArgumentException if so many were not read ahead
     */
    void consume(int count);

    /**
     * Waits for bytes to look at.
     *
     * @return a future of all that was read ahead, at least one byte; empty at the end of the stream. Valid until the next operation
     * @cancel Safe: what was read ahead stays.
     * @cost One small object and what {@link #pollFill} costs.
     * @origin tokio::io::AsyncBufReadExt::fill_buf (1.53).
     */
    @CancelSafe
    default Future<ByteBuffer> fill() {
        return new Fill(this, 1);
    }

    /**
     * Waits for a number of bytes, and leaves them where they are.
     *
     * @param count how many, at least 1; so many are kept in memory
     * @return a future of all that was read ahead: fewer bytes only if the stream ends there. Valid until the next operation
     * @throws IllegalArgumentException if {@code count} is less than 1
     * @cancel Safe: what was read ahead stays.
     * @cost As {@link #fill}.
     */
    @CancelSafe
    default Future<ByteBuffer> peek(int count) {
        return new Fill(this, count);
    }

    /**
     * Reads up to and including a byte.
     *
     * @param delimiter the byte
     * @param limit the most bytes to accept, the delimiter not counted
     * @return a future of the bytes; without the delimiter if the stream ends before it, and empty at the end of the stream. It fails with
     *     a {@link LimitExceededException} if there are more; they stay in the reader then
     * @throws IllegalArgumentException if the limit is negative
     * @cancel Safe: what was read stays in the reader.
     * @cost Two small objects and the bytes.
     * @origin tokio::io::AsyncBufReadExt::read_until (1.53). Differs: there is a limit, and a drop leaves nothing in the caller's hands.
     */
    @CancelSafe
    default Future<byte[]> readUntil(byte delimiter, int limit) {
        return new ReadUntil(new DelimiterScan(this, delimiter, limit));
    }

    /**
     * Cuts the stream at a byte.
     *
     * @param delimiter the byte, which the segments do not have
     * @param limit the most bytes that a segment may have; a longer one fails the stream, which then ends
     * @return a stream of the segments, which leaves this reader open
     * @throws IllegalArgumentException if the limit is negative
     * @cancel Safe: half a segment stays in the reader.
     * @origin tokio::io::AsyncBufReadExt::split (1.53).
     */
    default Stream<byte[]> split(byte delimiter, int limit) {
        return new SegmentStream(new DelimiterScan(this, delimiter, limit));
    }

    // ---------------------------------------------------------------- numbers

    /**
     * Reads a byte.
     *
     * @return a future of the byte. It fails with an {@link java.io.EOFException} at the end of the stream
     * @cancel Safe: the byte is used up with the answer.
     * @cost One small object.
     */
    @CancelSafe
    default Future<Byte> readByte() {
        return new ReadValue<>(this, Byte.BYTES, ByteOrder.BIG_ENDIAN, ByteBuffer::get);
    }

    /**
     * Reads a number of two bytes.
     *
     * @param order which of them comes first
     * @return a future of the number. It fails with an {@link java.io.EOFException} if the stream ends before
     * @cancel Safe: the bytes are used up with the answer.
     * @cost One small object.
     */
    @CancelSafe
    default Future<Short> readShort(ByteOrder order) {
        return new ReadValue<>(this, Short.BYTES, order, ByteBuffer::getShort);
    }

    /**
     * Reads a number of four bytes.
     *
     * @param order which of them comes first
     * @return as for {@link #readShort}
     * @cancel As {@link #readShort}.
     * @cost One small object.
     */
    @CancelSafe
    default Future<Integer> readInt(ByteOrder order) {
        return new ReadValue<>(this, Integer.BYTES, order, ByteBuffer::getInt);
    }

    /**
     * Reads a number of eight bytes.
     *
     * @param order which of them comes first
     * @return as for {@link #readShort}
     * @cancel As {@link #readShort}.
     * @cost One small object.
     */
    @CancelSafe
    default Future<Long> readLong(ByteOrder order) {
        return new ReadValue<>(this, Long.BYTES, order, ByteBuffer::getLong);
    }

    /**
     * Reads a floating-point number of four bytes.
     *
     * @param order which of them comes first
     * @return as for {@link #readShort}
     * @cancel As {@link #readShort}.
     * @cost One small object.
     */
    @CancelSafe
    default Future<Float> readFloat(ByteOrder order) {
        return new ReadValue<>(this, Float.BYTES, order, ByteBuffer::getFloat);
    }

    /**
     * Reads a floating-point number of eight bytes.
     *
     * @param order which of them comes first
     * @return as for {@link #readShort}
     * @cancel As {@link #readShort}.
     * @cost One small object.
     */
    @CancelSafe
    default Future<Double> readDouble(ByteOrder order) {
        return new ReadValue<>(this, Double.BYTES, order, ByteBuffer::getDouble);
    }
}
