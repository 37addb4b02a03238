package dev.pollux.fs;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import dev.pollux.runtime.spi.RuntimeContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** A write at a position, beside whatever else is done to the file. Keeps it open until the bytes are there. */
final class PositionalWrite extends LeafFuture<Integer> {

    private final FileState file;
    private final ByteBuffer source;
    private final long position;
    private @Nullable FileJob job; // null before the first poll
    private @Nullable Future<?> handle;

    PositionalWrite(FileState file, ByteBuffer source, long position) {
        this.file = file;
        this.source = Objects.requireNonNull(source, "source");
        this.position = position;
    }

    @Override
    protected Object advance(Context cx) throws Exception {
        if (handle == null) {
            start();
        }
        FileJob started = Objects.requireNonNull(job);
        try {
            if (Objects.requireNonNull(handle).pollRaw(cx) == Poll.PENDING) {
                return Poll.PENDING;
            }
        } catch (CancellationException e) {
            started.refused(e);
        }
        Integer count = (Integer) Objects.requireNonNull(started.value());
        source.position(source.position() + count);
        return count;
    }

    private void start() throws IOException {
        file.requireOpen();
        RuntimeContext runtime = RuntimeContext.current();
        ByteBuffer copy = ByteBuffer.allocate(Math.min(source.remaining(), file.maxBuffer()));
        copy.put(0, source, source.position(), copy.capacity());
        FileJob next = new FileJob(file, true, state -> Transfers.writeAt(state.channel(), copy, position));
        job = next;
        handle = runtime.<@Nullable Void>spawnBlocking(next);
    }

    @Override
    protected void release() {
        if (handle != null) {
            handle.drop();
        }
    }

    @Override
    public String toString() {
        return "write at " + position + " of " + file;
    }
}
