package dev.pollux.io.codec;

import dev.pollux.runtime.io.Utf8;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines of text in UTF-8. Read lines end in a line feed, or a carriage return and a line feed, or the end of the stream; written ones in a
 * line feed.
 *
 * <p>A line that is too long fails with a {@link FrameTooLargeException}, and one that is not UTF-8 with a {@link
 * CharacterCodingException}; the next line can be read in both cases. Of a line that is too long at most its limit is kept in memory.
 */
public final class LinesCodec implements Codec<CharSequence, String> {

    /** The longest line unless another limit is given, in bytes without its ending. */
    public static final int DEFAULT_MAX_LENGTH = 1 << 16;

    private final DelimitedFrames lines;

    /** Creates a codec with the limit of {@value #DEFAULT_MAX_LENGTH} bytes. */
    public LinesCodec() {
        this(DEFAULT_MAX_LENGTH);
    }

    /**
     * Creates a codec.
     *
     * @param maxLength the most bytes of a line that is read, without its ending
     * @throws IllegalArgumentException if the limit is less than 1 or more than 2^30
     */
    public LinesCodec(int maxLength) {
        this.lines = new DelimitedFrames(new byte[] {'\n'}, '\r', maxLength);
    }

    @Override
    public @Nullable String decode(ByteBuffer bytes) throws IOException {
        return text(lines.next(bytes));
    }

    @Override
    public @Nullable String decodeEnd(ByteBuffer bytes) throws IOException {
        return text(lines.last(bytes));
    }

    private static @Nullable String text(byte @Nullable [] line) throws CharacterCodingException {
        return line == null ? null : Utf8.decode(ByteBuffer.wrap(line));
    }

    @Override
    public void encode(CharSequence line, FrameBuffer target) {
        target.put(line.toString().getBytes(StandardCharsets.UTF_8)).room(1).put((byte) '\n');
    }

    @Override
    public int maxFrame() {
        return lines.maxFrame();
    }

    @Override
    public boolean resumesAfter(IOException failure) {
        return failure instanceof FrameTooLargeException || failure instanceof CharacterCodingException;
    }

    @Override
    public String toString() {
        return "LinesCodec";
    }
}
