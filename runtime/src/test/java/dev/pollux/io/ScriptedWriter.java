package dev.pollux.io;

import dev.pollux.future.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes what is written, as much per poll as it was told, and notes each operation. Wakes nobody: tests poll by hand. */
public final class ScriptedWriter implements AsyncWrite {

    /** What was done: {@code write 3}, {@code writev 5}, {@code flush}, {@code shutdown}, {@code close}. */
    public final List<String> log = new ArrayList<>();

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int most = Integer.MAX_VALUE;
    private boolean everyOtherPending;
    private boolean pausedLast;
    private int pauses;
    private boolean vectored;
    private IOException failure;
    private Object pendingWriter;
    private boolean closed;

    public ScriptedWriter() {}

    /** Takes at most so many bytes in one write. */
    public ScriptedWriter atMost(int bytes) {
        most = bytes;
        return this;
    }

    /** Is pending at every other poll, whatever is polled. */
    public ScriptedWriter pendingEveryOtherTime() {
        everyOtherPending = true;
        return this;
    }

    /** Is pending at so many polls. */
    public ScriptedWriter pause(int polls) {
        pauses = polls;
        return this;
    }

    public ScriptedWriter vectored() {
        vectored = true;
        return this;
    }

    /** Fails from now on; {@code null} ends that. */
    public ScriptedWriter failing(IOException reason) {
        failure = reason;
        return this;
    }

    public String text() {
        return taken.toString(StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
        return taken.toByteArray();
    }

    public boolean isWaitedFor() {
        return pendingWriter != null;
    }

    @Override
    public int pollWrite(Object writer, Context cx, ByteBuffer source) throws IOException {
        if (isPaused(writer)) {
            return Transfer.PENDING;
        }
        return noted("write", take(source, most));
    }

    @Override
    public long pollWrite(Object writer, Context cx, ByteBuffer[] sources) throws IOException {
        if (!vectored) {
            return AsyncWrite.super.pollWrite(writer, cx, sources);
        }
        if (isPaused(writer)) {
            return Transfer.PENDING;
        }
        int count = 0;
        for (ByteBuffer source : sources) {
            count += take(source, most - count);
        }
        return noted("writev", count);
    }

    private int noted(String what, int count) {
        log.add(what + " " + count);
        return count;
    }

    private int take(ByteBuffer source, int limit) {
        byte[] bytes = new byte[Math.min(source.remaining(), limit)];
        source.get(bytes);
        taken.writeBytes(bytes);
        return bytes.length;
    }

    @Override
    public boolean isWriteVectored() {
        return vectored;
    }

    @Override
    public boolean pollFlush(Object writer, Context cx) throws IOException {
        return isDone(writer, "flush");
    }

    @Override
    public boolean pollShutdown(Object writer, Context cx) throws IOException {
        return isDone(writer, "shutdown");
    }

    private boolean isDone(Object writer, String what) throws IOException {
        boolean paused = isPaused(writer);
        if (!paused) {
            log.add(what);
        }
        return !paused;
    }

    private boolean isPaused(Object writer) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (failure != null) {
            throw failure;
        }
        boolean paused = pauses > 0 || (everyOtherPending && !pausedLast);
        pauses = Math.max(0, pauses - 1);
        pausedLast = paused;
        pendingWriter = paused ? writer : null;
        return paused;
    }

    @Override
    public void cancelWrite(Object writer) {
        if (pendingWriter == writer) {
            pendingWriter = null;
        }
    }

    @Override
    public void close() {
        closed = true;
        log.add("close");
    }
}
