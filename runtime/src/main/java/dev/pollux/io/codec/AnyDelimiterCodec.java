package dev.pollux.io.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Pieces that end at any of some bytes, or at the end of the stream. Written ones are followed by a delimiter of one's own.
 *
 * <p>A piece that is too long fails with a {@link FrameTooLargeException}, and the next one can be read.
 */
public final class AnyDelimiterCodec implements Codec<byte[], byte[]> {

    private final DelimitedFrames pieces;
    private final byte[] written;

    /**
     * Creates a codec.
     *
     * @param delimiters the bytes at which a piece that is read ends
     * @param written what follows a piece that is written
     * @param maxLength the most bytes of a piece that is read, without the delimiter
     * @throws IllegalArgumentException if there are no delimiters, or the limit is less than 1 or more than 2^30
     */
    public AnyDelimiterCodec(byte[] delimiters, byte[] written, int maxLength) {
        if (delimiters.length == 0) {
            throw new IllegalArgumentException("there must be at least one delimiter");
        }
        this.pieces = new DelimitedFrames(delimiters, -1, maxLength);
        this.written = written.clone();
    }

    @Override
    public byte @Nullable [] decode(ByteBuffer bytes) throws IOException {
        return pieces.next(bytes);
    }

    @Override
    public byte @Nullable [] decodeEnd(ByteBuffer bytes) throws IOException {
        return pieces.last(bytes);
    }

    @Override
    public void encode(byte[] piece, FrameBuffer target) {
        target.put(piece).put(written);
    }

    @Override
    public int maxFrame() {
        return pieces.maxFrame();
    }

    @Override
    public boolean resumesAfter(IOException failure) {
        return failure instanceof FrameTooLargeException;
    }

    @Override
    public String toString() {
        return "AnyDelimiterCodec";
    }
}
