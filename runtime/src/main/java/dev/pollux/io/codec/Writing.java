package dev.pollux.io.codec;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.io.AsyncWrite;
import dev.pollux.io.Transfer;
import dev.pollux.stream.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Has frames encoded and writes their bytes: what the sinks of frames share. */
final class Writing<T> {

    /** With so many bytes waiting, no further frame is taken until some were written. */
    static final int BOUNDARY = 1 << 13;

    final AsyncWrite writer;
    Encoder<? super T> encoder;
    private final FrameBuffer bytes = new FrameBuffer();

    Writing(AsyncWrite writer, Encoder<? super T> encoder) {
        this.writer = writer;
        this.encoder = encoder;
    }

    Poll<@Nullable Void> pollReady(Object who, Context cx) throws IOException {
        return answer(bytes.size() < BOUNDARY || pollWriteOut(who, cx));
    }

    void startSend(T frame) throws IOException {
        if (bytes.size() >= BOUNDARY) {
            throw new IllegalStateException("a frame was sent before pollReady was ready");
        }
        int before = bytes.size();
        boolean encoded = false;
        try {
            encoder.encode(frame, bytes);
            encoded = true;
        } finally {
            if (encoded) {
                bytes.settle(); // of a frame without bytes
            } else {
                bytes.truncate(before);
            }
        }
    }

    Poll<@Nullable Void> pollFlush(Object who, Context cx) throws IOException {
        return answer(pollWriteOut(who, cx) && writer.pollFlush(who, cx));
    }

    Poll<@Nullable Void> pollClose(Object who, Context cx) throws IOException {
        return answer(pollWriteOut(who, cx) && writer.pollShutdown(who, cx));
    }

    private boolean pollWriteOut(Object who, Context cx) throws IOException {
        while (bytes.size() > 0) {
            if (!cx.consume() || !writeOnce(who, cx)) {
                return false;
            }
        }
        return true;
    }

    private boolean writeOnce(Object who, Context cx) throws IOException {
        ByteBuffer content = bytes.lend();
        try {
            int count = writer.pollWrite(who, cx, content);
            if (count == 0) {
                throw new IOException("the stream accepts no more bytes: a write of some wrote 0");
            }
            return count != Transfer.PENDING;
        } finally {
            bytes.written(content);
        }
    }

    /** Gives up what is pending, and bytes that were not written. */
    void release(Object who) {
        bytes.clear();
        writer.cancelWrite(who);
    }

    int buffered() {
        return bytes.size();
    }

    private static Poll<@Nullable Void> answer(boolean done) {
        return done ? Sink.DONE : Poll.pending();
    }
}
