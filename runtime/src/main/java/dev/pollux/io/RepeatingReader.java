package dev.pollux.io;

import dev.pollux.future.Context;
import java.nio.ByteBuffer;

/** A reader of the same byte again and again. */
final class RepeatingReader implements AsyncRead {

    private final byte value;

    RepeatingReader(byte value) {
        this.value = value;
    }

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) {
        if (!cx.consume()) {
            return Transfer.PENDING;
        }
        int count = target.remaining();
        while (target.hasRemaining()) {
            target.put(value);
        }
        return count;
    }

    @Override
    public void cancelRead(Object reader) {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "reader of bytes " + value;
    }
}
