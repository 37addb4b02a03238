package dev.pollux.io.codec;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.io.AsyncWrite;
import dev.pollux.stream.Sink;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sink that writes frames.
 *
 * <p>Frames are collected until a flush, or until 8 KiB wait: then room for the next one is there once they were written. {@link #close}
 * flushes and shuts the writer down; whoever opened it closes it. A sink where nothing waits holds no buffer.
 *
 * <p>A frame that cannot be encoded fails its send, leaves no bytes, and costs nothing else.
 *
 * @param <T> the type of the frames
 * @origin tokio_util::codec::FramedWrite (0.7).
 */
public final class FramedWrite<T> implements Sink<T> {

    private final Writing<T> writing;

    /**
     * Puts an encoder on a writer.
     *
     * @param writer where bytes go
     * @param encoder makes bytes of frames
     */
    public FramedWrite(AsyncWrite writer, Encoder<? super T> encoder) {
        this.writing =
                new Writing<>(Objects.requireNonNull(writer, "writer"), Objects.requireNonNull(encoder, "encoder"));
    }

    /**
     * Encodes what comes next in another way.
     *
     * @param encoder makes bytes of frames from now on
     */
    public void setEncoder(Encoder<? super T> encoder) {
        writing.encoder = Objects.requireNonNull(encoder, "encoder");
    }

    /**
     * Tells how many bytes wait for a flush.
     *
     * @return their number
     */
    public int buffered() {
        return writing.buffered();
    }

    @Override
    public Poll<@Nullable Void> pollReady(Context cx) throws IOException {
        return writing.pollReady(this, cx);
    }

    @Override
    public void startSend(T frame) throws IOException {
        writing.startSend(frame);
    }

    @Override
    public Poll<@Nullable Void> pollFlush(Context cx) throws IOException {
        return writing.pollFlush(this, cx);
    }

    @Override
    public Poll<@Nullable Void> pollClose(Context cx) throws IOException {
        return writing.pollClose(this, cx);
    }

    @Override
    public void drop() {
        writing.release(this);
    }

    @Override
    public String toString() {
        return "frames to " + writing.writer;
    }
}
