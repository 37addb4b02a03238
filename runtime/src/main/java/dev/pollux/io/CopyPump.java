package dev.pollux.io;

import dev.pollux.future.Context;
import dev.pollux.runtime.io.Scratch;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a copy. Has a buffer only while bytes are in it: one that waits for its reader holds none.
 *
 * <p>Flushes what it wrote before it waits for more, so that a proxy never keeps a question back while both ends wait.
 */
final class CopyPump {

    private final AsyncRead reader;
    private final AsyncWrite writer;
    private @Nullable ByteBuffer onTheWay; // between a read and the last write of what it read
    private boolean unflushed;
    private boolean ended;
    private long count;

    CopyPump(AsyncRead reader, AsyncWrite writer) {
        this.reader = reader;
        this.writer = writer;
    }

    /** How many bytes were written. */
    long count() {
        return count;
    }

    /** Moves what can be moved without waiting, and answers whether that was all up to the end of the reader, and is flushed. */
    boolean poll(Object who, Context cx) throws IOException {
        while (!ended) {
            if (!cx.consume() || !pollWriteOut(who, cx)) {
                return false;
            }
            if (!readOnce(who, cx)) {
                unflushed = unflushed && !writer.pollFlush(who, cx);
                return false;
            }
        }
        return writer.pollFlush(who, cx);
    }

    private boolean pollWriteOut(Object who, Context cx) throws IOException {
        ByteBuffer writing = onTheWay;
        if (writing == null) {
            return true;
        }
        while (writing.hasRemaining()) {
            int written = WriteAll.progress(writer.pollWrite(who, cx, writing));
            if (written == Transfer.PENDING) {
                return false;
            }
            count += written;
            unflushed = true;
        }
        forget();
        return true;
    }

    /** Reads into a buffer, which it keeps if anything came, and answers whether the reader was ready. */
    private boolean readOnce(Object who, Context cx) throws IOException {
        ByteBuffer reading = Scratch.SMALL.borrow().clear();
        int read = Transfer.PENDING;
        try {
            read = reader.pollRead(who, cx, reading);
        } finally {
            if (read > 0) {
                onTheWay = reading.flip();
            } else {
                Scratch.SMALL.giveBack(reading);
            }
        }
        ended = read == Transfer.END;
        return read != Transfer.PENDING;
    }

    /** Gives up what is pending, and bytes that were read and not written. */
    void release(Object who) {
        forget();
        reader.cancelRead(who);
        writer.cancelWrite(who);
    }

    private void forget() {
        ByteBuffer used = onTheWay;
        onTheWay = null;
        if (used != null) {
            Scratch.SMALL.giveBack(used);
        }
    }

    @Override
    public String toString() {
        return "from " + reader + " to " + writer;
    }
}
