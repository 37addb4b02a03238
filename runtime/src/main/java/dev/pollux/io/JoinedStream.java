package dev.pollux.io;

import dev.pollux.future.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A reader and a writer as one stream. */
class JoinedStream extends ForwardingWriter implements AsyncReadWrite {

    private final AsyncRead reader;

    JoinedStream(AsyncRead reader, AsyncWrite writer) {
        super(writer);
        this.reader = Objects.requireNonNull(reader, "reader");
    }

    @Override
    public final int pollRead(Object who, Context cx, ByteBuffer target) throws IOException {
        return reader.pollRead(who, cx, target);
    }

    @Override
    public final void cancelRead(Object who) {
        reader.cancelRead(who);
    }

    @Override
    public void close() throws IOException {
        Closing.inOrder(writer, reader);
    }

    @Override
    public String toString() {
        return "join of " + reader + " and " + writer;
    }
}
