package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes until several buffers are empty. */
final class WriteAllBuffers extends LeafFuture<@Nullable Void> {

    private final AsyncWrite stream;
    private final ByteBuffer[] sources;

    /** The first buffer that may have something left. */
    private int next;

    WriteAllBuffers(AsyncWrite stream, ByteBuffer[] sources) {
        this.stream = stream;
        this.sources = sources.clone();
    }

    @Override
    protected @Nullable Object advance(Context cx) throws IOException {
        while (isAnythingLeft()) {
            long count = stream.pollWrite(this, cx, sources);
            if (WriteAll.progress((int) Math.min(count, Integer.MAX_VALUE)) == Transfer.PENDING) {
                return Poll.PENDING;
            }
        }
        return null;
    }

    private boolean isAnythingLeft() {
        while (next < sources.length && !sources[next].hasRemaining()) {
            next++;
        }
        return next < sources.length;
    }

    @Override
    protected void release() {
        stream.cancelWrite(this);
    }

    @Override
    public String toString() {
        return "writeAll of " + (sources.length - next) + " buffers to " + stream;
    }
}
