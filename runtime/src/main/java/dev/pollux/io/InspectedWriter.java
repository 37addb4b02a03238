package dev.pollux.io;

import dev.pollux.future.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;

/** Shows what was written to somebody. */
final class InspectedWriter extends ForwardingWriter {

    private final Consumer<? super ByteBuffer> observer;

    InspectedWriter(AsyncWrite target, Consumer<? super ByteBuffer> observer) {
        super(target);
        this.observer = Objects.requireNonNull(observer, "observer");
    }

    @Override
    public int pollWrite(Object who, Context cx, ByteBuffer source) throws IOException {
        int start = source.position();
        int count = writer.pollWrite(who, cx, source);
        InspectedReader.show(observer, source, start);
        return count;
    }

    @Override
    public long pollWrite(Object who, Context cx, ByteBuffer[] sources) throws IOException {
        int[] starts = new int[sources.length];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = sources[i].position();
        }
        long count = writer.pollWrite(who, cx, sources);
        for (int i = 0; i < starts.length; i++) {
            InspectedReader.show(observer, sources[i], starts[i]);
        }
        return count;
    }

    @Override
    public String toString() {
        return "inspected " + writer;
    }
}
