package dev.pollux.examples.proxy;

import static dev.pollux.Pollux.sleep;

import dev.pollux.future.Context;
import dev.pollux.io.AsyncRead;
import dev.pollux.io.Transfer;
import dev.pollux.time.Sleep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Reads no faster than so many bytes a second: after each piece it waits for as long as that piece should have taken. What it does not
 * read stays in the kernel, so the sender is slowed down, and nothing piles up here.
 */
final class ThrottledReader implements AsyncRead {

    private static final long PIECES_PER_SECOND = 20;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final AsyncRead source;
    private final long bytesPerSecond;
    private final Sleep pause = sleep(Duration.ZERO);
    private boolean paused;

    ThrottledReader(AsyncRead source, long bytesPerSecond) {
        this.source = source;
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        if (paused && !pause.poll(cx).isReady()) {
            return Transfer.PENDING;
        }
        paused = false;
        int count = readPiece(reader, cx, target);
        if (count > 0) {
            pause.resetAfter(Duration.ofNanos(NANOS_PER_SECOND * count / bytesPerSecond));
            paused = true;
        }
        return count;
    }

    private int readPiece(Object reader, Context cx, ByteBuffer target) throws IOException {
        int end = target.limit();
        long piece = Math.max(1, bytesPerSecond / PIECES_PER_SECOND);
        target.limit((int) Math.min(end, target.position() + piece));
        try {
            return source.pollRead(reader, cx, target);
        } finally {
            target.limit(end);
        }
    }

    @Override
    public void cancelRead(Object reader) {
        pause.drop(); // nobody is to be woken
        pause.reset(pause.deadline()); // the next read has to wait all the same
        source.cancelRead(reader);
    }

    @Override
    public void close() throws IOException {
        pause.drop();
        source.close();
    }
}
