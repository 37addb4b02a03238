package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.io.Transfer;
import dev.pollux.runtime.io.Claim;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriver.Interest;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The direction of a stream that is read, with what was looked at and not yet taken.
 *
 * <p>The JDK cannot peek at a socket. So whoever peeks, or asks whether there is something to read, has it read ahead, and every
 * read serves that first. What comes after it, the end of the stream or a failure, is kept until it is that one's turn. A stream
 * that nobody peeks at keeps nothing.
 *
 * <p>Fields are plain: they are the one reader's.
 */
final class InputSide {

    /** The most that can be looked at without taking it. */
    static final int LARGEST_PEEK = 1 << 16;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final IoDriver.StreamSocket socket;
    private final OpenSides open;
    private final Claim turn = new Claim();
    private ByteBuffer ahead = NOTHING; // from its position to its limit
    private @Nullable IOException failure; // what comes after `ahead`
    private boolean ended; // or that nothing does

    InputSide(IoDriver.StreamSocket socket, OpenSides open) {
        this.socket = socket;
        this.open = open;
    }

    // ---------------------------------------------------------------- without waiting

    int tryRead(ByteBuffer target) throws IOException {
        open.require(OpenSides.INPUT);
        if (!target.hasRemaining()) {
            return 0;
        }
        return ahead.hasRemaining() ? readOn(takeAhead(target), target) : receive(target);
    }

    private int takeAhead(ByteBuffer target) {
        int count = Math.min(ahead.remaining(), target.remaining());
        target.put(ahead.slice().limit(count));
        ahead.position(ahead.position() + count);
        if (!ahead.hasRemaining()) {
            ahead = NOTHING;
        }
        return count;
    }

    /** Adds what follows the bytes ahead, if it is there already. */
    private int readOn(int taken, ByteBuffer target) {
        if (!target.hasRemaining() || failure != null) {
            return taken;
        }
        try {
            return taken + Math.max(0, socket.tryRead(target));
        } catch (IOException e) {
            failure = e;
            return taken;
        }
    }

    private int receive(ByteBuffer target) throws IOException {
        throwFailure();
        int count = socket.tryRead(target);
        return count == 0 ? Transfer.PENDING : count; // the end of the stream is -1 on both sides
    }

    private void throwFailure() throws IOException {
        IOException kept = failure;
        if (kept != null) {
            failure = null;
            throw kept;
        }
    }

    int tryPeek(ByteBuffer target) throws IOException {
        open.require(OpenSides.INPUT);
        if (!target.hasRemaining()) {
            return 0;
        }
        lookAhead(Math.min(target.remaining(), LARGEST_PEEK));
        if (ahead.hasRemaining()) {
            int count = Math.min(ahead.remaining(), target.remaining());
            target.put(ahead.slice().limit(count));
            return count;
        }
        throwFailure();
        return ended ? Transfer.END : Transfer.PENDING;
    }

    /** Returns 0 if a read would not wait. */
    private int tryReadable() throws IOException {
        open.require(OpenSides.INPUT);
        lookAhead(1);
        return ahead.hasRemaining() || failure != null || ended ? 0 : Transfer.PENDING;
    }

    private void lookAhead(int wanted) {
        if (ahead.remaining() >= wanted || failure != null || ended) {
            return;
        }
        ByteBuffer longer = ByteBuffer.allocate(wanted).put(ahead.slice());
        try {
            int count = socket.tryRead(longer);
            ended = count < 0;
            if (count > 0) {
                ahead = longer.flip();
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Tells whether all was taken, and the end of the stream was seen by {@link #pollReadable} or {@link #pollPeek}. */
    boolean isEnded() {
        return ended && !ahead.hasRemaining();
    }

    // ---------------------------------------------------------------- waiting

    int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        int count;
        do {
            count = tryRead(target);
        } while (count == Transfer.PENDING && isReady(reader, cx));
        return served(reader, count);
    }

    int pollPeek(Object reader, Context cx, ByteBuffer target) throws IOException {
        int count;
        do {
            count = tryPeek(target);
        } while (count == Transfer.PENDING && isReady(reader, cx));
        return served(reader, count);
    }

    boolean pollReadable(Object reader, Context cx) throws IOException {
        int count;
        do {
            count = tryReadable();
        } while (count == Transfer.PENDING && isReady(reader, cx));
        return served(reader, count) == 0;
    }

    private boolean isReady(Object reader, Context cx) {
        turn.take(reader, "a read", "this socket");
        return socket.pollReady(Interest.READ, cx.waker());
    }

    private int served(Object reader, int count) {
        if (count != Transfer.PENDING) {
            turn.release(reader);
        }
        return count;
    }

    void cancel(Object reader) {
        if (turn.release(reader)) {
            socket.clearWaker(Interest.READ);
        }
    }
}
