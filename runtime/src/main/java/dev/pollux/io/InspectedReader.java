package dev.pollux.io;

import dev.pollux.future.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;

/** Shows what is read to somebody. */
final class InspectedReader extends ForwardingReader {

    private final Consumer<? super ByteBuffer> observer;

    InspectedReader(AsyncRead source, Consumer<? super ByteBuffer> observer) {
        super(source);
        this.observer = Objects.requireNonNull(observer, "observer");
    }

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        int start = target.position();
        int count = source.pollRead(reader, cx, target);
        show(observer, target, start);
        return count;
    }

    /** Shows the bytes from an index to the position, if there are any. */
    static void show(Consumer<? super ByteBuffer> observer, ByteBuffer bytes, int start) {
        if (bytes.position() > start) {
            observer.accept(bytes.asReadOnlyBuffer()
                    .limit(bytes.position())
                    .position(start)
                    .slice());
        }
    }

    @Override
    public String toString() {
        return "inspected " + source;
    }
}
