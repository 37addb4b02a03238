package dev.pollux.io;

import dev.pollux.future.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes with a position, of which one poll reads or writes only a few. Notes each operation. Wakes nobody: tests poll by hand. */
final class ScriptedFile implements AsyncRead, AsyncWrite, AsyncSeek {

    /** What was done: {@code read 3}, {@code write 3}, {@code seek 7}, with the new position. */
    final List<String> log = new ArrayList<>();

    private final int most;
    private byte[] bytes;
    private int position;
    private boolean everyOtherPending;
    private boolean pausedLast;
    private Object pending;

    /** Reads and writes at most so many bytes at once. */
    ScriptedFile(String text, int most) {
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
        this.most = most;
    }

    ScriptedFile pendingEveryOtherTime() {
        everyOtherPending = true;
        return this;
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    boolean isWaitedFor() {
        return pending != null;
    }

    private boolean isPaused(Object who) {
        pausedLast = everyOtherPending && !pausedLast;
        pending = pausedLast ? who : null;
        return pausedLast;
    }

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) {
        if (isPaused(reader)) {
            return Transfer.PENDING;
        }
        int count = Math.min(Math.min(most, target.remaining()), Math.max(0, bytes.length - position));
        target.put(bytes, Math.min(position, bytes.length), count);
        position += count;
        log.add("read " + count);
        return count == 0 && target.hasRemaining() ? Transfer.END : count;
    }

    @Override
    public int pollWrite(Object writer, Context cx, ByteBuffer source) {
        if (isPaused(writer)) {
            return Transfer.PENDING;
        }
        int count = Math.min(most, source.remaining());
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length, position + count));
        source.get(bytes, position, count);
        position += count;
        log.add("write " + count);
        return count;
    }

    @Override
    public long pollSeek(Object seeker, Context cx, long offset, Whence whence) throws IOException {
        if (isPaused(seeker)) {
            return Transfer.PENDING;
        }
        long base = switch (whence) {
            case START -> 0;
            case CURRENT -> position;
            case END -> bytes.length;
        };
        if (base + offset < 0) {
            throw new IOException("before the start");
        }
        position = Math.toIntExact(base + offset);
        log.add("seek " + position);
        return position;
    }

    @Override
    public boolean pollFlush(Object writer, Context cx) {
        return true;
    }

    @Override
    public boolean pollShutdown(Object writer, Context cx) {
        return true;
    }

    @Override
    public void cancelRead(Object reader) {
        cancel(reader);
    }

    @Override
    public void cancelWrite(Object writer) {
        cancel(writer);
    }

    @Override
    public void cancelSeek(Object seeker) {
        cancel(seeker);
    }

    private void cancel(Object who) {
        if (pending == who) {
            pending = null;
        }
    }

    @Override
    public void close() {}
}
