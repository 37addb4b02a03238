package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads ahead until there are enough bytes. */
final class Fill extends LeafFuture<ByteBuffer> {

    private final AsyncBufRead source;
    private final int atLeast;

    Fill(AsyncBufRead source, int atLeast) {
        this.source = source;
        this.atLeast = positive(atLeast);
    }

    static int positive(int atLeast) {
        if (atLeast < 1) {
            throw new IllegalArgumentException("at least 1 byte must be asked for, not " + atLeast);
        }
        return atLeast;
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        ByteBuffer ahead = source.pollFill(this, cx, atLeast);
        return ahead == null ? Poll.PENDING : ahead;
    }

    @Override
    protected void release() {
        source.cancelRead(this);
    }

    @Override
    public String toString() {
        return "fill of " + source;
    }
}
