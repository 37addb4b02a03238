package dev.pollux.io;

import dev.pollux.future.Context;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A reader that has ended, and stands at 0 wherever one seeks.
 *
 * @origin tokio::io::Empty (1.53). Differs: nothing can be written to it; {@link AsyncIo#sink} is for that.
 */
public final class Empty implements AsyncBufRead, AsyncSeek {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    Empty() {}

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) {
        if (!cx.consume()) {
            return Transfer.PENDING;
        }
        return target.hasRemaining() ? Transfer.END : 0;
    }

    @Override
    public @Nullable ByteBuffer pollFill(Object reader, Context cx, int atLeast) {
        Fill.positive(atLeast);
        return cx.consume() ? NOTHING : null;
    }

    @Override
    public void consume(int count) {
        if (count != 0) {
            throw new IllegalArgumentException("0 bytes were read ahead, " + count + " cannot be consumed");
        }
    }

    @Override
    public void cancelRead(Object reader) {}

    @Override
    public long pollSeek(Object seeker, Context cx, long offset, Whence whence) {
        return cx.consume() ? 0 : Transfer.PENDING;
    }

    @Override
    public void cancelSeek(Object seeker) {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "empty reader";
    }
}
