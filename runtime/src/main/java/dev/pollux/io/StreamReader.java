package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.stream.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bytes of a stream of buffers, which it owns. */
final class StreamReader implements AsyncRead {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Stream<ByteBuffer> source;
    private ByteBuffer current = NOTHING;
    private boolean ended;

    StreamReader(Stream<ByteBuffer> source) {
        this.source = Objects.requireNonNull(source, "stream");
    }

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        while (!current.hasRemaining()) {
            if (ended) {
                return Transfer.END;
            }
            if (!cx.consume()) {
                return Transfer.PENDING; // a stream of empty buffers would keep this thread for ever
            }
            Object raw = next(cx);
            if (raw == Poll.PENDING) {
                return Transfer.PENDING;
            }
            ended = raw == null;
            current = raw == null ? NOTHING : (ByteBuffer) raw;
        }
        int count = Math.min(target.remaining(), current.remaining());
        target.put(target.position(), current, current.position(), count).position(target.position() + count);
        current.position(current.position() + count);
        return count;
    }

    private @Nullable Object next(Context cx) throws IOException {
        try {
            return source.pollNextRaw(cx);
        } catch (IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException("the stream of buffers failed: " + failure, failure);
        }
    }

    /** The poll of a stream needs no giving up: the next one takes over from it. */
    @Override
    public void cancelRead(Object reader) {}

    @Override
    public void close() {
        ended = true;
        current = NOTHING;
        source.drop();
    }

    @Override
    public String toString() {
        return "reader of " + source;
    }
}
