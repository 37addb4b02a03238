package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.Scratch;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a reader has, in the pieces in which it comes. */
final class ChunkStream extends BytesStream<ByteBuffer> {

    private final AsyncRead source;

    ChunkStream(AsyncRead source) {
        super(source);
        this.source = source;
    }

    @Override
    @Nullable Object advance(Context cx) throws IOException {
        ByteBuffer lent = Scratch.SMALL.borrow().clear();
        try {
            int count = source.pollRead(this, cx, lent);
            if (count == Transfer.PENDING) {
                return Poll.PENDING;
            }
            return count == Transfer.END ? null : copyOf(lent.flip());
        } finally {
            Scratch.SMALL.giveBack(lent);
        }
    }

    private static ByteBuffer copyOf(ByteBuffer lent) {
        return ByteBuffer.allocate(lent.remaining()).put(lent).flip();
    }

    @Override
    public String toString() {
        return "chunks of " + source;
    }
}
