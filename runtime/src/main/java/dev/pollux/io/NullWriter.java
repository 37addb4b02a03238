package dev.pollux.io;

import dev.pollux.future.Context;
import java.nio.ByteBuffer;

/** Takes everything and keeps nothing. */
final class NullWriter implements AsyncWrite {

    @Override
    public int pollWrite(Object writer, Context cx, ByteBuffer source) {
        if (!cx.consume()) {
            return Transfer.PENDING;
        }
        int count = source.remaining();
        source.position(source.limit());
        return count;
    }

    @Override
    public boolean pollFlush(Object writer, Context cx) {
        return cx.consume();
    }

    @Override
    public boolean pollShutdown(Object writer, Context cx) {
        return cx.consume();
    }

    @Override
    public void cancelWrite(Object writer) {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "sink";
    }
}
