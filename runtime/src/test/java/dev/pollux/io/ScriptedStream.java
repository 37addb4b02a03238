package dev.pollux.io;

import dev.pollux.future.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Gives out prepared pieces, one per poll, and is pending once, or fails, in between where told so. Wakes nobody: tests poll by hand. */
public final class ScriptedStream implements AsyncRead {

    private static final byte[] PAUSE = {};
    private static final byte[] FAIL = {};

    public final List<ByteBuffer> targetsWhilePending = new ArrayList<>();
    private final Deque<byte[]> script = new ArrayDeque<>();
    private final Deque<IOException> failures = new ArrayDeque<>();
    private Object pendingReader;
    private boolean closed;

    public ScriptedStream() {}

    public ScriptedStream give(byte[] piece) {
        script.add(piece);
        return this;
    }

    public ScriptedStream pause() {
        return give(PAUSE);
    }

    public ScriptedStream give(String piece) {
        return give(piece.getBytes(StandardCharsets.UTF_8));
    }

    /** Fails once. */
    public ScriptedStream fail(IOException failure) {
        failures.add(failure);
        return give(FAIL);
    }

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (script.peek() == PAUSE) {
            script.remove();
            pendingReader = reader;
            targetsWhilePending.add(target);
            return Transfer.PENDING;
        }
        pendingReader = null;
        if (script.peek() == FAIL) {
            script.remove();
            throw failures.remove();
        }
        byte[] piece = script.poll();
        if (piece == null) {
            return Transfer.END;
        }
        int count = Math.min(piece.length, target.remaining());
        target.put(piece, 0, count);
        if (count < piece.length) {
            script.addFirst(Arrays.copyOfRange(piece, count, piece.length));
        }
        return count;
    }

    @Override
    public void cancelRead(Object reader) {
        if (pendingReader == reader) {
            pendingReader = null;
        }
    }

    public boolean isWaitedFor() {
        return pendingReader != null;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
