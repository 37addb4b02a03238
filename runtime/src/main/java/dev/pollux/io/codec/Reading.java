package dev.pollux.io.codec;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.io.AsyncRead;
import dev.pollux.io.Transfer;
import dev.pollux.runtime.io.ByteQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads bytes and has them decoded: what the streams of frames share. */
final class Reading<T> {

    /** So many frames in a row may take no byte out, before a decoder is held to be stuck. */
    private static final int MAX_FREE_FRAMES = 1_000;

    final AsyncRead reader;
    Decoder<? extends T> decoder;
    private final ByteQueue bytes = new ByteQueue();
    private int freeFrames;
    private boolean ended;
    private boolean failed;

    /** The bytes that are there may hold a frame. */
    private boolean decodable;

    Reading(AsyncRead reader, Decoder<? extends T> decoder) {
        this.reader = reader;
        this.decoder = decoder;
    }

    /** Puts bytes in that were read before. */
    void add(ByteBuffer readBefore) {
        if (readBefore.hasRemaining()) {
            bytes.add(readBefore);
            decodable = true;
        }
    }

    void replace(Decoder<? extends T> other) {
        decoder = other;
        decodable = bytes.size() > 0;
    }

    /** Copies what was read and not taken. */
    ByteBuffer readAhead() {
        ByteBuffer ahead = bytes.content();
        return ByteBuffer.allocate(ahead.remaining()).put(ahead).flip();
    }

    /** One step of a stream of frames: a frame, {@code null} at the end, or {@link Poll#PENDING}. */
    @Nullable Object poll(Object who, Context cx) throws IOException {
        if (failed) {
            return null;
        }
        failed = true;
        try {
            Object raw = readAndDecode(who, cx);
            failed = false;
            return raw;
        } finally {
            bytes.settle();
        }
    }

    private @Nullable Object readAndDecode(Object who, Context cx) throws IOException {
        while (true) {
            if (decodable || ended) {
                T frame = decode();
                if (frame != null || ended) {
                    return frame;
                }
                decodable = false;
            }
            if (!cx.consume()) {
                return Poll.PENDING;
            }
            int count = reader.pollRead(who, cx, bytes.room());
            if (count == Transfer.PENDING) {
                return Poll.PENDING;
            }
            take(count);
        }
    }

    private void take(int count) {
        if (count == Transfer.END) {
            ended = true;
        } else {
            bytes.filled(count);
            decodable = true;
        }
    }

    private @Nullable T decode() throws IOException {
        ByteBuffer content = bytes.content();
        int start = content.position();
        int end = content.limit();
        T frame = null;
        try {
            frame = ended ? decoder.decodeEnd(content) : decoder.decode(content);
        } catch (IOException failure) {
            failed = isStuck(content.position() - start) || !decoder.resumesAfter(failure);
            throw failure;
        } finally {
            takeOut(start, end, content);
        }
        require(frame, content.position() - start);
        return frame;
    }

    private void takeOut(int start, int end, ByteBuffer content) {
        if (content.position() < start || content.limit() != end) {
            throw new IllegalStateException(decoder + " moved the position of its buffer back, or changed the limit");
        }
        bytes.skip(content.position() - start);
    }

    /** Takes note of a frame or a failure, and tells whether these go on without end. */
    private boolean isStuck(int taken) {
        freeFrames = taken > 0 ? 0 : freeFrames + 1;
        return freeFrames > MAX_FREE_FRAMES;
    }

    private void require(@Nullable T frame, int taken) throws IOException {
        if (frame != null && isStuck(taken)) {
            throw new IllegalStateException(decoder + " makes no progress: " + MAX_FREE_FRAMES
                    + " frames in a row took no byte out of the buffer");
        }
        if (frame == null && bytes.size() > decoder.maxFrame()) {
            throw new FrameTooLargeException(
                    "a frame is not complete after " + bytes.size() + " bytes", decoder.maxFrame());
        }
    }
}
