package dev.pollux.io;

import dev.pollux.future.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Gives out prepared pieces, one per poll, and is pending once in between where told so. Wakes nobody: tests poll by hand. */
final class ScriptedStream implements AsyncRead {

    private static final byte[] PAUSE = {};

    final List<ByteBuffer> targetsWhilePending = new ArrayList<>();
    private final Deque<byte[]> script = new ArrayDeque<>();
    private Object pendingReader;
    private boolean closed;

    ScriptedStream give(byte[] piece) {
        script.add(piece);
        return this;
    }

    ScriptedStream pause() {
        return give(PAUSE);
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

    boolean isWaitedFor() {
        return pendingReader != null;
    }

    @Override
    public void close() {
        closed = true;
    }
}
