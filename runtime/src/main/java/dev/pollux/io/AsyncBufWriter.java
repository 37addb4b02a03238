package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.runtime.io.Scratch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects small writes, and passes them on together: when there is no room left, and at a flush.
 *
 * <p>A write that would fill the buffer on its own goes past it. A writer that keeps nothing back holds no buffer. One task at a time
 * uses a writer.
 *
 * <p>Nothing is flushed by closing, which cannot wait; so end with {@code shutdown().await()}, or with {@code flush().await()} if the
 * stream stays open. To close a writer that still keeps bytes back fails, so that they are not lost unseen.
 *
 * <p>Of a stream with a position, like a file, a writer has one, too. A seek first passes on what is kept back. Of any other stream it
 * fails with an {@link IOException}.
 */
public final class AsyncBufWriter implements AsyncWrite, AsyncSeek {

    /** The room there is unless another is given, in bytes. */
    public static final int DEFAULT_CAPACITY = Scratch.SIZE;

    private final AsyncWrite target;
    private final int capacity;

    /** What is kept back, from its start up to its position; {@code null} if that is nothing. */
    private @Nullable ByteBuffer kept;

    /** So many of the bytes kept were passed on. */
    private int passed;

    /**
     * Wraps a stream, with room for {@value #DEFAULT_CAPACITY} bytes.
     *
     * @param target where to write to; closed with this writer
     */
    public AsyncBufWriter(AsyncWrite target) {
        this(target, DEFAULT_CAPACITY);
    }

    /**
     * Wraps a stream.
     *
     * @param target where to write to; closed with this writer
     * @param capacity the room there is, in bytes
     * @throws IllegalArgumentException if the capacity is less than 1
     */
    public AsyncBufWriter(AsyncWrite target, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the capacity must be at least 1 byte, not " + capacity);
        }
        this.target = Objects.requireNonNull(target, "target");
        this.capacity = capacity;
    }

    /**
     * Tells how much is kept back.
     *
     * @return the number of bytes that the next flush passes on
     */
    public int buffered() {
        return kept == null ? 0 : kept.position() - passed;
    }

    @Override
    public int pollWrite(Object writer, Context cx, ByteBuffer source) throws IOException {
        if (!makeRoom(writer, cx, source.remaining())) {
            return Transfer.PENDING;
        }
        return source.remaining() >= capacity ? target.pollWrite(writer, cx, source) : keep(source);
    }

    @Override
    public long pollWrite(Object writer, Context cx, ByteBuffer[] sources) throws IOException {
        long total = 0;
        for (ByteBuffer source : sources) {
            total += source.remaining();
        }
        if (!makeRoom(writer, cx, total)) {
            return Transfer.PENDING;
        }
        if (total >= capacity && target.isWriteVectored()) {
            return target.pollWrite(writer, cx, sources);
        }
        return total >= capacity ? AsyncWrite.super.pollWrite(writer, cx, sources) : keepAll(sources);
    }

    /** {@inheritDoc} Yes: small ones are collected, large ones go on as they are. */
    @Override
    public boolean isWriteVectored() {
        return true;
    }

    /** Passes on what is kept if more would not fit beside it. */
    private boolean makeRoom(Object writer, Context cx, long more) throws IOException {
        return kept == null || more <= capacity - kept.position() || pollPassOn(writer, cx);
    }

    private long keepAll(ByteBuffer[] sources) {
        long count = 0;
        for (ByteBuffer source : sources) {
            count += keep(source);
        }
        return count;
    }

    private int keep(ByteBuffer source) {
        int count = source.remaining();
        if (count > 0) {
            if (kept == null) {
                kept = capacity == Scratch.SIZE ? Scratch.SMALL.borrow().clear() : ByteBuffer.allocate(capacity);
            }
            kept.put(source);
        }
        return count;
    }

    /** Passes on what is kept, without flushing the stream underneath, and answers whether that was all. */
    boolean pollPassOn(Object writer, Context cx) throws IOException {
        ByteBuffer passing = kept;
        if (passing == null) {
            return true;
        }
        int end = passing.position();
        passing.flip().position(passed);
        try {
            while (passing.hasRemaining()) {
                if (WriteAll.progress(target.pollWrite(writer, cx, passing)) == Transfer.PENDING) {
                    return false;
                }
            }
        } finally {
            passed = passing.position();
            passing.clear().position(end);
        }
        forget();
        return true;
    }

    private void forget() {
        ByteBuffer used = kept;
        kept = null;
        passed = 0;
        if (used != null && capacity == Scratch.SIZE) {
            Scratch.SMALL.giveBack(used);
        }
    }

    @Override
    public boolean pollFlush(Object writer, Context cx) throws IOException {
        return pollPassOn(writer, cx) && target.pollFlush(writer, cx);
    }

    @Override
    public boolean pollShutdown(Object writer, Context cx) throws IOException {
        return pollPassOn(writer, cx) && target.pollShutdown(writer, cx);
    }

    @Override
    public void cancelWrite(Object writer) {
        target.cancelWrite(writer);
    }

    @Override
    public long pollSeek(Object seeker, Context cx, long offset, Whence whence) throws IOException {
        AsyncSeek stream = Seek.in(target);
        return pollPassOn(seeker, cx) ? stream.pollSeek(seeker, cx, offset, whence) : Transfer.PENDING;
    }

    @Override
    public void cancelSeek(Object seeker) {
        target.cancelWrite(seeker);
        if (target instanceof AsyncSeek stream) {
            stream.cancelSeek(seeker);
        }
    }

    /**
     * Closes the stream underneath.
     *
     * @throws IOException if that fails, or if bytes were still kept back, which are lost then. Closing again does not fail for them
     */
    @Override
    public void close() throws IOException {
        int lost = buffered();
        forget();
        target.close();
        if (lost > 0) {
            throw new IOException(
                    lost + " bytes were not flushed before " + this + " was closed; await shutdown() or flush() first");
        }
    }

    @Override
    public String toString() {
        return "AsyncBufWriter[" + target + "]";
    }
}
