package dev.pollux.io.codec;

import dev.pollux.future.Context;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import dev.pollux.io.AsyncRead;
import dev.pollux.stream.GuardedStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the frames that a reader has.
 *
 * <p>After a failure the stream ends, unless the decoder {@linkplain Decoder#resumesAfter resumes}. The reader stays open in every case:
 * whoever opened it closes it. A stream that waits with no part of a frame holds no buffer.
 *
 * @param <T> the type of the frames
 * @cancel Safe: to drop a {@link #next} loses nothing, since half a frame stays here.
 * @origin tokio_util::codec::FramedRead (0.7). Differs: a failed stream has ended, and memory is bounded with any decoder.
 */
public final class FramedRead<T> extends GuardedStream<T> implements Waiting {

    private final Reading<T> reading;

    /**
     * Puts a decoder on a reader.
     *
     * @param reader where bytes come from; not closed by this stream
     * @param decoder takes the frames out
     */
    public FramedRead(AsyncRead reader, Decoder<? extends T> decoder) {
        this(reader, decoder, ByteBuffer.allocate(0));
    }

    /**
     * Puts a decoder on a reader of which some bytes were read before.
     *
     * @param reader where further bytes come from; not closed by this stream
     * @param decoder takes the frames out
     * @param readBefore used up, and decoded first
     */
    public FramedRead(AsyncRead reader, Decoder<? extends T> decoder, ByteBuffer readBefore) {
        this.reading =
                new Reading<>(Objects.requireNonNull(reader, "reader"), Objects.requireNonNull(decoder, "decoder"));
        reading.add(readBefore);
    }

    /**
     * Decodes what comes next in another way, as after a handshake.
     *
     * @param decoder takes the frames out from now on
     */
    public void setDecoder(Decoder<? extends T> decoder) {
        reading.replace(Objects.requireNonNull(decoder, "decoder"));
    }

    /**
     * Copies what was read and not yet decoded, for whoever goes on with the reader without this stream.
     *
     * @return the bytes
     */
    public ByteBuffer readAhead() {
        return reading.readAhead();
    }

    @Override
    protected @Nullable Object step(Context cx) throws IOException {
        return reading.poll(this, cx);
    }

    @Override
    public Resource waitingFor() {
        return Resource.OUTSIDE;
    }

    @Override
    protected @Nullable Throwable release() {
        reading.reader.cancelRead(this);
        return null;
    }

    @Override
    public String toString() {
        return "frames of " + reading.reader;
    }
}
