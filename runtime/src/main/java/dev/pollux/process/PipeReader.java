package dev.pollux.process;

import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Context;
import dev.pollux.io.AsyncRead;
import dev.pollux.io.Transfer;
import dev.pollux.runtime.io.Claim;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** Reads a blocking stream by a thread that waits in it while somebody waits here. */
final class PipeReader implements AsyncRead {

    /*
     * States, by `asked` and `arrived`
     * --------------------------------
     *
     *     IDLE       no, null       nobody has asked for bytes
     *     READING    yes, null      a thread blocks in the stream
     *     ARRIVED    yes, some      bytes that were not taken, the end, or a failure; the last two stay
     *
     *      IDLE ──poll──► READING ──the thread──► ARRIVED ──the last byte is taken──► IDLE
     *
     * A poll registers its waker and then looks at `arrived`; the thread writes `arrived` and then wakes: see AtomicWaker. A read
     * that is dropped leaves the thread where it is, and what arrives is there for the next read.
     */

    /** How much one read takes; an idle reader holds no buffer. */
    private static final int BUFFER = 1 << 14;

    private record Arrival(
            ByteBuffer bytes, boolean end, @Nullable IOException failure) {}

    private final String name;
    private final InputStream in;
    private final boolean closes;
    private final Claim claim = new Claim();
    private final AtomicWaker waker = new AtomicWaker();
    private boolean asked; // the polling task alone
    private volatile @Nullable Arrival arrived;
    private volatile boolean closed;

    /**
     * Wraps a stream.
     *
     * @param closes whether closing this closes the stream
     */
    PipeReader(String name, InputStream in, boolean closes) {
        this.name = name;
        this.in = in;
        this.closes = closes;
    }

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        claim.take(reader, "a read", name);
        boolean pending = false;
        try {
            int count = target.hasRemaining() ? readArrived(cx, target) : 0;
            pending = count == Transfer.PENDING;
            return count;
        } finally {
            if (!pending) {
                claim.release(reader);
            }
        }
    }

    private int readArrived(Context cx, ByteBuffer target) throws IOException {
        waker.register(cx.waker());
        if (closed) {
            throw new ClosedChannelException();
        }
        if (!asked) {
            asked = true;
            PipeThreads.execute(this::readOnce);
        }
        Arrival seen = arrived;
        if (seen == null) {
            return Transfer.PENDING;
        }
        if (seen.failure != null) {
            throw seen.failure;
        }
        return seen.end ? Transfer.END : take(seen.bytes, target);
    }

    private int take(ByteBuffer bytes, ByteBuffer target) {
        int count = Math.min(bytes.remaining(), target.remaining());
        target.put(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        if (!bytes.hasRemaining()) {
            arrived = null;
            asked = false;
        }
        return count;
    }

    private void readOnce() {
        Arrival arrival;
        try {
            byte[] buffer = new byte[BUFFER];
            int count = in.read(buffer);
            arrival = new Arrival(ByteBuffer.wrap(buffer, 0, Math.max(count, 0)), count < 0, null);
        } catch (IOException e) {
            arrival = new Arrival(ByteBuffer.allocate(0), false, e);
        }
        arrived = arrival;
        waker.wake();
    }

    @Override
    public void cancelRead(Object reader) {
        if (claim.release(reader)) {
            waker.take();
        }
    }

    /** Closes the pipe. A thread that blocks in it ends when the other side writes or closes, at the latest with the process. */
    @Override
    public void close() throws IOException {
        if (closes && !closed) {
            closed = true;
            try {
                in.close();
            } finally {
                waker.wake();
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
