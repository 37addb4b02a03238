package dev.pollux.process;

import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Context;
import dev.pollux.io.AsyncWrite;
import dev.pollux.io.Transfer;
import dev.pollux.runtime.io.Claim;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Writes a blocking stream behind the back of the writer: a write is ready once its bytes are in a buffer. */
final class PipeWriter implements AsyncWrite {

    /*
     * `busy` says who may touch the rest: the polling task while it is false, the thread that writes while it is true. A poll that
     * finds it true registers its waker and looks again; the thread clears it and then wakes: see AtomicWaker.
     *
     * `uses` counts the owner, until it closes, and the write in flight. Whoever counts down to 0 closes the stream, so nothing that
     * was written before a close is cut off.
     */

    /** The most bytes of one write, which reach the stream in one piece. */
    static final int BUFFER = 1 << 16;

    private final String name;
    private final OutputStream out;
    private final boolean closes;
    private final Claim claim = new Claim();
    private final AtomicWaker waker = new AtomicWaker();
    private final AtomicInteger uses = new AtomicInteger(1);
    private volatile boolean busy;
    private volatile boolean closed;
    private @Nullable IOException failure; // of a write; told once

    /**
     * Wraps a stream.
     *
     * @param closes whether closing this, or shutting it down, closes the stream
     */
    PipeWriter(String name, OutputStream out, boolean closes) {
        this.name = name;
        this.out = out;
        this.closes = closes;
    }

    @Override
    public int pollWrite(Object writer, Context cx, ByteBuffer source) throws IOException {
        if (!pollFlush(writer, cx)) {
            return Transfer.PENDING;
        }
        int count = Math.min(source.remaining(), BUFFER);
        if (count > 0) {
            byte[] bytes = new byte[count];
            source.get(bytes);
            busy = true;
            uses.incrementAndGet();
            PipeThreads.execute(() -> write(bytes));
        }
        return count;
    }

    private void write(byte[] bytes) {
        try {
            out.write(bytes, 0, bytes.length);
            out.flush();
        } catch (IOException e) {
            failure = e;
        }
        busy = false;
        letClose();
        waker.wake();
    }

    @Override
    public boolean pollFlush(Object writer, Context cx) throws IOException {
        claim.take(writer, "a write", name);
        if (closed) {
            claim.release(writer);
            throw new ClosedChannelException();
        }
        if (busy) {
            waker.register(cx.waker());
            if (busy) {
                return false;
            }
        }
        claim.release(writer);
        tellFailure();
        return true;
    }

    private void tellFailure() throws IOException {
        IOException told = failure;
        failure = null;
        if (told != null) {
            throw told;
        }
    }

    @Override
    public boolean pollShutdown(Object writer, Context cx) throws IOException {
        if (closed || !pollFlush(writer, cx)) {
            return closed;
        }
        close();
        return true;
    }

    @Override
    public void cancelWrite(Object writer) {
        if (claim.release(writer)) {
            waker.take();
        }
    }

    /** Closes the pipe, after a write that is in flight, without waiting for that. */
    @Override
    public void close() {
        if (closes && !closed) {
            closed = true;
            letClose();
            waker.wake();
        }
    }

    private void letClose() {
        if (uses.decrementAndGet() == 0) {
            try {
                out.close();
            } catch (IOException e) {
                return; // what could fail was flushed before
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
