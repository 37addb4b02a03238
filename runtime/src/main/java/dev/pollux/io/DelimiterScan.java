package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Looks for a byte in what a reader has read ahead, and remembers how far it looked. */
final class DelimiterScan {

    final AsyncBufRead source;
    private final byte delimiter;
    private final int limit;

    /** The first bytes read ahead that are known not to hold the delimiter. */
    private int scanned;

    DelimiterScan(AsyncBufRead source, byte delimiter, int limit) {
        if (limit < 0 || limit > 1 << 30) {
            throw new IllegalArgumentException("the limit must be 0 to 2^30 bytes, not " + limit);
        }
        this.source = source;
        this.delimiter = delimiter;
        this.limit = limit;
    }

    /**
     * Uses up the next bytes up to the delimiter.
     *
     * @param keep how many bytes of the delimiter the answer has, 0 or 1
     * @return a {@code byte[]}, {@code null} at the end of the stream, or {@link Poll#PENDING}
     */
    @Nullable Object poll(Object reader, Context cx, int keep) throws IOException {
        while (true) {
            ByteBuffer ahead = source.pollFill(reader, cx, scanned + 1);
            if (ahead == null) {
                return Poll.PENDING;
            }
            int end = indexIn(ahead);
            if (end < 0 && ahead.remaining() <= scanned) {
                return scanned == 0 ? null : take(ahead, scanned, scanned);
            }
            scanned = end >= 0 ? end : ahead.remaining();
            if (scanned > limit) {
                throw new LimitExceededException(
                        "there is no byte " + delimiter + " within " + limit + " bytes", limit);
            }
            if (end >= 0) {
                return take(ahead, end + keep, end + 1);
            }
            if (!cx.consume()) {
                return Poll.PENDING;
            }
        }
    }

    private int indexIn(ByteBuffer ahead) {
        for (int i = ahead.position() + scanned; i < ahead.limit(); i++) {
            if (ahead.get(i) == delimiter) {
                return i - ahead.position();
            }
        }
        return -1;
    }

    private byte[] take(ByteBuffer ahead, int length, int used) {
        byte[] taken = new byte[length];
        ahead.get(taken);
        source.consume(used);
        scanned = 0;
        return taken;
    }

    @Override
    public String toString() {
        return "byte " + delimiter + " of " + source;
    }
}
