package dev.pollux.io;

import dev.pollux.future.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** One reader after the other. */
final class ChainedReader implements AsyncRead {

    private final AsyncRead first;
    private final AsyncRead second;
    private boolean firstEnded;

    ChainedReader(AsyncRead first, AsyncRead second) {
        this.first = first;
        this.second = Objects.requireNonNull(second, "next");
    }

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            return 0; // which some readers take for their end
        }
        if (!firstEnded) {
            int count = first.pollRead(reader, cx, target);
            if (count != Transfer.END) {
                return count;
            }
            firstEnded = true;
        }
        return second.pollRead(reader, cx, target);
    }

    @Override
    public void cancelRead(Object reader) {
        (firstEnded ? second : first).cancelRead(reader);
    }

    @Override
    public void close() throws IOException {
        Closing.inOrder(first, second);
    }

    @Override
    public String toString() {
        return first + " and then " + second;
    }
}
