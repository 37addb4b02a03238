package dev.pollux.io;

import dev.pollux.future.Context;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A reader that has ended. */
final class EmptyReader implements AsyncBufRead {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

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
    public void close() {}

    @Override
    public String toString() {
        return "empty reader";
    }
}
