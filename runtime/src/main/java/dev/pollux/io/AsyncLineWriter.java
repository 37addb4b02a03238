package dev.pollux.io;

import dev.pollux.future.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Passes on whole lines at once, and keeps back what has no line feed yet.
 *
 * <p>A write with a line feed in it goes to the stream underneath up to the last of them; what follows is taken by the next write, as
 * any short write leaves a rest. For the rest of the rules see {@link AsyncBufWriter}.
 */
public final class AsyncLineWriter implements AsyncWrite {

    private final AsyncWrite target;
    private final AsyncBufWriter begun;

    /**
     * Wraps a stream.
     *
     * @param target where to write to; closed with this writer
     */
    public AsyncLineWriter(AsyncWrite target) {
        this.target = Objects.requireNonNull(target, "target");
        this.begun = new AsyncBufWriter(target);
    }

    @Override
    public int pollWrite(Object writer, Context cx, ByteBuffer source) throws IOException {
        int end = endOfLines(source);
        if (end == source.position()) {
            return begun.pollWrite(writer, cx, source);
        }
        if (!begun.pollPassOn(writer, cx)) {
            return Transfer.PENDING;
        }
        int limit = source.limit();
        try {
            return target.pollWrite(writer, cx, source.limit(end));
        } finally {
            source.limit(limit);
        }
    }

    /** Returns the index after the last line feed; the position if there is none. */
    private static int endOfLines(ByteBuffer source) {
        int end = source.limit();
        while (end > source.position() && source.get(end - 1) != '\n') {
            end--;
        }
        return end;
    }

    @Override
    public boolean pollFlush(Object writer, Context cx) throws IOException {
        return begun.pollFlush(writer, cx);
    }

    @Override
    public boolean pollShutdown(Object writer, Context cx) throws IOException {
        return begun.pollShutdown(writer, cx);
    }

    @Override
    public void cancelWrite(Object writer) {
        begun.cancelWrite(writer);
    }

    /**
     * Closes the stream underneath.
     *
     * @throws IOException as {@link AsyncBufWriter#close}
     */
    @Override
    public void close() throws IOException {
        begun.close();
    }

    @Override
    public String toString() {
        return "AsyncLineWriter[" + target + "]";
    }
}
