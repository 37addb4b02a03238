package dev.pollux.io;

import dev.pollux.future.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Passes every operation on. */
class ForwardingWriter implements AsyncWrite {

    final AsyncWrite writer;

    ForwardingWriter(AsyncWrite writer) {
        this.writer = Objects.requireNonNull(writer, "writer");
    }

    @Override
    public int pollWrite(Object who, Context cx, ByteBuffer source) throws IOException {
        return writer.pollWrite(who, cx, source);
    }

    @Override
    public long pollWrite(Object who, Context cx, ByteBuffer[] sources) throws IOException {
        return writer.pollWrite(who, cx, sources);
    }

    @Override
    public final boolean isWriteVectored() {
        return writer.isWriteVectored();
    }

    @Override
    public final boolean pollFlush(Object who, Context cx) throws IOException {
        return writer.pollFlush(who, cx);
    }

    @Override
    public final boolean pollShutdown(Object who, Context cx) throws IOException {
        return writer.pollShutdown(who, cx);
    }

    @Override
    public final void cancelWrite(Object who) {
        writer.cancelWrite(who);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
