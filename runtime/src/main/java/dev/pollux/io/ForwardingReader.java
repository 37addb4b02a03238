package dev.pollux.io;

import dev.pollux.future.Context;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Passes every operation on. */
class ForwardingReader implements AsyncRead {

    final AsyncRead source;

    ForwardingReader(AsyncRead source) {
        this.source = source;
    }

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        return source.pollRead(reader, cx, target);
    }

    @Override
    public final void cancelRead(Object reader) {
        source.cancelRead(reader);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
