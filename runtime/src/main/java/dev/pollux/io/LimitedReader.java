package dev.pollux.io;

import dev.pollux.future.Context;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The first bytes of a reader. */
final class LimitedReader extends ForwardingReader {

    private long left;

    LimitedReader(AsyncRead source, long limit) {
        super(source);
        if (limit < 0) {
            throw new IllegalArgumentException("negative limit: " + limit);
        }
        this.left = limit;
    }

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        if (left == 0 || !target.hasRemaining()) {
            return target.hasRemaining() ? Transfer.END : 0;
        }
        int limit = target.limit();
        int start = target.position();
        int count;
        try {
            count = source.pollRead(reader, cx, target.limit(start + (int) Math.min(left, limit - start)));
        } finally {
            target.limit(limit);
        }
        if (Math.max(count, 0) != target.position() - start) {
            throw new IllegalStateException(source + " reported " + count + " bytes read, but moved the position by "
                    + (target.position() - start));
        }
        left -= Math.max(count, 0);
        return count;
    }

    @Override
    public String toString() {
        return "the next " + left + " bytes of " + source;
    }
}
