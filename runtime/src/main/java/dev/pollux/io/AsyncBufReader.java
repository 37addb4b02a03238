package dev.pollux.io;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.LosesPlace;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.ByteQueue;
import dev.pollux.stream.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of text, and bytes, from a stream.
 *
 * <p>Bytes read ahead stay in the reader, so nobody else should read from the stream underneath. A reader that waits with
 * nothing read ahead holds no buffer. One task at a time uses a reader.
 *
 * <p>Of a stream with a position, like a file, a reader has one, too: it is that of the next byte that the reader yields. A seek forgets
 * what was read ahead, so that afterwards the stream underneath stands where the reader does; {@link #seekRelative} and {@link
 * #position} keep it. Of any other stream these fail with an {@link IOException}.
 */
public final class AsyncBufReader implements AsyncBufRead, AsyncSeek {

    /** The longest line that is accepted unless another limit is given, in bytes without its line ending. */
    public static final int DEFAULT_MAX_LINE = 1 << 16;

    private final AsyncRead source;
    private final int maxLine;
    private final ByteQueue queue = new ByteQueue();

    /** The first bytes of the queue that are known to hold no line feed. */
    private int scanned;

    /** A line was too long, and its end has not come yet. */
    private boolean skipping;

    private boolean ended;

    /** Whose seek is under way: what was read ahead is of no use unless it ends. */
    private @Nullable Object seeker;

    /**
     * Wraps a stream.
     *
     * @param source where to read from; closed with this reader
     */
    public AsyncBufReader(AsyncRead source) {
        this(source, DEFAULT_MAX_LINE);
    }

    /**
     * Wraps a stream, with a limit of one's own.
     *
     * @param source where to read from; closed with this reader
     * @param maxLine the most bytes that a line may have, its ending not counted
     * @throws IllegalArgumentException if the limit is less than 1 or more than 2^30
     */
    public AsyncBufReader(AsyncRead source, int maxLine) {
        if (maxLine < 1 || maxLine > 1 << 30) {
            throw new IllegalArgumentException("the longest line must have 1 to 2^30 bytes, not " + maxLine);
        }
        this.source = Objects.requireNonNull(source, "source");
        this.maxLine = maxLine;
    }

    /**
     * Reads a line, without its ending: a line feed, or a carriage return and a line feed.
     *
     * <p>Text that the stream ends without a line feed counts as a line. The bytes are UTF-8; malformed ones become U+FFFD.
     *
     * @return a future of the line, or of {@code null} at the end of the stream. It fails with a {@link LineTooLongException} if
     *     the line is too long, and the next call reads the line after it
     * @cancel Safe: what was read of the line stays in the reader.
     * @cost The string and one small object, if the line is there; a wait with half a line keeps that half.
     * @origin tokio::io::Lines::next_line (1.53). Differs: lines have a limit, and malformed text is replaced, not refused.
     */
    @CancelSafe
    public Future<@Nullable String> readLine() {
        return new ReadLine(this);
    }

    /**
     * Reads lines one after the other, as {@link #readLine} does.
     *
     * @return a stream of the lines, which leaves this reader open. A line that is too long is a failure in the place of a value, and the
     *     next line follows; any other failure ends the stream
     * @cancel Safe: what was read of a line stays in the reader.
     */
    public Stream<String> lines() {
        return new LineStream(this);
    }

    /** One poll of a {@link #readLine}, in the engine's protocol. */
    @Nullable Object pollLine(Object reader, Context cx) throws IOException {
        try {
            while (!lineIsThere()) {
                if (ended) {
                    return lastLine();
                }
                if (!readMore(reader, cx)) {
                    return Poll.PENDING;
                }
            }
            return line();
        } finally {
            queue.settle();
        }
    }

    /** Reads once, and answers whether it is worth while to go on in this poll. */
    private boolean readMore(Object reader, Context cx) throws IOException {
        if (!cx.consume()) {
            return false;
        }
        int count = source.pollRead(reader, cx, queue.room());
        if (count == Transfer.END) {
            ended = true;
        } else if (count != Transfer.PENDING) {
            queue.filled(count);
        }
        return count != Transfer.PENDING;
    }

    /** Looks for the next line feed, and leaves {@link #scanned} on it. */
    private boolean lineIsThere() throws LineTooLongException {
        int end = queue.indexOf((byte) '\n', scanned);
        if (end >= 0 && skipping) {
            skipping = false;
            consume(end + 1);
            end = queue.indexOf((byte) '\n', 0);
        }
        scanned = end >= 0 ? end : queue.size();
        if (skipping) {
            consume(scanned);
        } else if (end < 0 && lengthWithout((byte) '\r') > maxLine) {
            consume(scanned);
            skipping = true;
            throw new LineTooLongException(maxLine);
        }
        return end >= 0;
    }

    private String line() throws LineTooLongException {
        return text(lengthWithout((byte) '\r'), scanned + 1);
    }

    private @Nullable String lastLine() throws LineTooLongException {
        return scanned == 0 ? null : text(scanned, scanned);
    }

    private String text(int length, int used) throws LineTooLongException {
        String text = length > maxLine ? null : queue.text(length);
        consume(used);
        if (text == null) {
            throw new LineTooLongException(maxLine);
        }
        return text;
    }

    /** Returns how much was scanned, without a last byte of the given value. */
    private int lengthWithout(byte last) {
        return scanned > 0 && queue.at(scanned - 1) == last ? scanned - 1 : scanned;
    }

    @Override
    public void consume(int count) {
        if (count < 0 || count > queue.size()) {
            throw new IllegalArgumentException(
                    queue.size() + " bytes were read ahead, " + count + " cannot be consumed");
        }
        queue.skip(count);
        scanned = Math.max(0, scanned - count);
    }

    // ---------------------------------------------------------------- as a stream of bytes

    @Override
    public @Nullable ByteBuffer pollFill(Object reader, Context cx, int atLeast) throws IOException {
        Fill.positive(atLeast);
        try {
            while (queue.size() < atLeast && !ended) {
                if (!readMore(reader, cx)) {
                    return null;
                }
            }
        } finally {
            queue.settle();
        }
        return queue.content().asReadOnlyBuffer();
    }

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        if (queue.size() == 0) {
            return ended ? Transfer.END : source.pollRead(reader, cx, target);
        }
        int count = queue.drainTo(target);
        scanned = Math.max(0, scanned - count);
        queue.settle();
        return count;
    }

    @Override
    public void cancelRead(Object reader) {
        source.cancelRead(reader);
    }

    // ---------------------------------------------------------------- with a position

    /**
     * Moves by a distance. What was read ahead is kept, and the stream underneath not asked, if it has the new position; otherwise this
     * is a {@link #seek(long, Whence) seek}.
     *
     * @param distance how far; negative for backwards
     * @return a future that is ready when that is done. It fails with an {@link IOException} if the position would be before the start
     * @cancel Loses its place: the position is anywhere, so seek again before you read.
     * @cost One small object, and what the stream needs.
     * @origin futures-rs BufReader::seek_relative (0.3).
     */
    @LosesPlace
    public Future<@Nullable Void> seekRelative(long distance) {
        return new SeekRelative(this, distance);
    }

    /** One poll of a {@link #seekRelative}: whether it is done. */
    boolean pollSeekRelative(Object who, Context cx, long distance) throws IOException {
        if (!queue.move(distance)) {
            return pollSeek(who, cx, distance, Whence.CURRENT) != Transfer.PENDING;
        }
        scanned = distance < 0 ? 0 : (int) Math.max(0, scanned - distance);
        skipping &= distance == 0;
        return true;
    }

    @Override
    @CancelSafe
    public Future<Long> position() {
        return source instanceof AsyncSeek stream
                ? stream.position().map(there -> there - queue.size())
                : AsyncSeek.super.position();
    }

    @Override
    public long pollSeek(Object who, Context cx, long offset, Whence whence) throws IOException {
        seeker = null;
        long position = Seek.in(source).pollSeek(who, cx, fromTheStream(offset, whence), whence);
        if (position == Transfer.PENDING) {
            seeker = who;
        } else {
            forgetAhead();
        }
        return position;
    }

    /** Counts from where the stream underneath stands. What falls below every number is before the start of any stream. */
    private long fromTheStream(long offset, Whence whence) {
        int ahead = whence == Whence.CURRENT ? queue.size() : 0;
        return Math.max(offset, Long.MIN_VALUE + ahead) - ahead;
    }

    private void forgetAhead() {
        queue.skip(queue.size());
        queue.settle();
        scanned = 0;
        skipping = false;
        ended = false;
    }

    /** Forgets what was read ahead, too: the stream underneath may have moved, and nobody can tell. */
    @Override
    public void cancelSeek(Object who) {
        if (source instanceof AsyncSeek stream) {
            stream.cancelSeek(who);
        }
        if (seeker == who) {
            seeker = null;
            forgetAhead();
        }
    }

    /** Closes the stream underneath. What was read ahead can still be read. */
    @Override
    public void close() throws IOException {
        source.close();
    }

    @Override
    public String toString() {
        return "AsyncBufReader[" + source + "]";
    }
}
