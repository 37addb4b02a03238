package dev.pollux.io;

import dev.pollux.future.Context;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The lines of a reader. */
final class LineStream extends BytesStream<String> {

    private final AsyncBufReader reader;

    LineStream(AsyncBufReader reader) {
        super(reader);
        this.reader = reader;
    }

    @Override
    @Nullable Object advance(Context cx) throws IOException {
        return reader.pollLine(this, cx);
    }

    /** The reader skips the rest of a line that is too long. */
    @Override
    boolean resumesAfter(Throwable failure) {
        return failure instanceof LineTooLongException;
    }

    @Override
    public String toString() {
        return "lines of " + reader;
    }
}
