package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.future.Waker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** A ring of bytes from one writer to one reader. */
final class Pipe {

    /*
     * States
     * ------
     *     OPEN      bytes go through
     *     ENDED     the writer has shut down or closed: the reader gets what is left, and then the end
     *     BROKEN    the reader has closed: nothing can be written
     *
     * Why no wake-up is lost
     * ----------------------
     * Everything is read and changed under the lock of this object. A poll that finds nothing to do leaves its waker in the same
     * critical section; whoever changes that takes the waker in the same critical section as the change. Wakers are foreign code and
     * are called after the lock was left.
     */

    private static final int SMALLEST = 64;

    private final int capacity;
    private byte[] ring = {};
    private int from;
    private int size;
    private boolean ended;
    private boolean broken;
    private final Side readers = new Side("a read");
    private final Side writers = new Side("a write");

    Pipe(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a pipe needs room for at least 1 byte, not " + capacity);
        }
        this.capacity = capacity;
    }

    // ---------------------------------------------------------------- bytes

    int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        if (!cx.consume()) {
            return Transfer.PENDING;
        }
        int count;
        Waker woken;
        synchronized (this) {
            if (broken) {
                throw new ClosedChannelException();
            }
            if (size == 0) {
                return ended ? readers.answer(reader, Transfer.END) : readers.wait(reader, cx);
            }
            count = readers.answer(reader, drainTo(target));
            woken = writers.take();
        }
        wake(woken);
        return count;
    }

    int pollWrite(Object writer, Context cx, ByteBuffer source) throws IOException {
        if (!cx.consume()) {
            return Transfer.PENDING;
        }
        int count;
        Waker woken;
        synchronized (this) {
            requireUnbroken();
            if (!source.hasRemaining()) {
                return 0;
            }
            if (size == capacity) {
                return writers.wait(writer, cx);
            }
            count = writers.answer(writer, fillFrom(source));
            woken = readers.take();
        }
        wake(woken);
        return count;
    }

    /** Takes what fits from several buffers. Pending only if that is nothing. */
    long pollWriteAll(Object writer, Context cx, ByteBuffer[] sources) throws IOException {
        long total = 0;
        for (ByteBuffer source : sources) {
            if (total > 0 && isFull()) {
                return total;
            }
            int count = pollWrite(writer, cx, source);
            if (count == Transfer.PENDING) {
                return total > 0 ? total : Transfer.PENDING;
            }
            total += count;
        }
        return total;
    }

    private synchronized boolean isFull() {
        return size == capacity;
    }

    private void requireUnbroken() throws IOException {
        if (ended) {
            throw new ClosedChannelException();
        }
        if (broken) {
            throw new BrokenPipeException();
        }
    }

    private int drainTo(ByteBuffer target) {
        int count = Math.min(size, target.remaining());
        int first = Math.min(count, ring.length - from);
        target.put(ring, from, first).put(ring, 0, count - first);
        from = (from + count) % ring.length;
        size -= count;
        return count;
    }

    private int fillFrom(ByteBuffer source) {
        int count = Math.min(capacity - size, source.remaining());
        growTo(size + count);
        int to = (from + size) % ring.length;
        int first = Math.min(count, ring.length - to);
        source.get(ring, to, first).get(ring, 0, count - first);
        size += count;
        return count;
    }

    private void growTo(int needed) {
        if (needed > ring.length) {
            int doubled = (int) Math.min(capacity, Math.max(SMALLEST, 2L * ring.length));
            byte[] larger = new byte[Math.max(needed, doubled)];
            int first = Math.min(size, ring.length - from);
            System.arraycopy(ring, from, larger, 0, first);
            System.arraycopy(ring, 0, larger, first, size - first);
            ring = larger;
            from = 0;
        }
    }

    // ---------------------------------------------------------------- ends

    synchronized boolean pollFlush() throws IOException {
        requireUnbroken();
        return true;
    }

    /** The writer has nothing more to say. */
    void end() {
        Waker reader;
        Waker writer;
        synchronized (this) {
            ended = true;
            reader = readers.take();
            writer = writers.take(); // finds its direction closed
        }
        wake(reader);
        wake(writer);
    }

    /** The reader will not read any more; what is left is forgotten. */
    void breakOff() {
        Waker reader;
        Waker writer;
        synchronized (this) {
            broken = true;
            ring = new byte[0];
            size = 0;
            from = 0;
            reader = readers.take();
            writer = writers.take();
        }
        wake(reader);
        wake(writer);
    }

    synchronized void cancelRead(Object reader) {
        readers.release(reader);
    }

    synchronized void cancelWrite(Object writer) {
        writers.release(writer);
    }

    private static void wake(@Nullable Waker woken) {
        if (woken != null) {
            woken.wake();
        }
    }

    @Override
    public synchronized String toString() {
        return "Pipe[" + size + " of " + capacity + " bytes" + (ended ? ", ended" : "") + (broken ? ", broken" : "")
                + "]";
    }

    /** Who waits at one end: nobody, or one poll. Its methods are called under the lock. */
    private static final class Side {

        private final String what;
        private @Nullable Object who;
        private @Nullable Waker waker;

        Side(String what) {
            this.what = what;
        }

        int wait(Object poller, Context cx) {
            if (who != null && who != poller) {
                throw new IllegalStateException(
                        "two at once: " + what + " is pending on this pipe; await or drop it first");
            }
            who = poller;
            waker = cx.waker();
            return Transfer.PENDING;
        }

        int answer(Object poller, int count) {
            release(poller);
            return count;
        }

        void release(Object poller) {
            if (who == poller) {
                who = null;
                waker = null;
            }
        }

        /** Takes the waker; the turn stays with whoever was woken until its next poll or its end. */
        @Nullable Waker take() {
            Waker taken = waker;
            waker = null;
            return taken;
        }
    }
}
