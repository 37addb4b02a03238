package dev.pollux.io;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The two directions of a stream, to be used by two tasks.
 *
 * <p>Needs no lock: the two directions of a stream do not disturb each other. The stream is closed with the second of the halves; to end
 * the sending direction before, {@linkplain AsyncWrite#shutdown shut down} the writer.
 *
 * @param <S> the type of the stream
 */
public final class SplitHalves<S extends AsyncRead & AsyncWrite> {

    private final S stream;
    private final Reader reader;
    private final Writer writer;
    private final AtomicInteger open = new AtomicInteger(2);

    SplitHalves(S stream) {
        this.stream = stream;
        this.reader = new Reader();
        this.writer = new Writer();
    }

    /**
     * Returns the half that reads.
     *
     * @return always the same
     */
    public AsyncRead reader() {
        return reader;
    }

    /**
     * Returns the half that writes.
     *
     * @return always the same
     */
    public AsyncWrite writer() {
        return writer;
    }

    /**
     * Puts the halves together again, which must not be used any more.
     *
     * @param oneReader the half that reads
     * @param oneWriter the half that writes
     * @return the stream
     * @throws IllegalArgumentException if they are not the halves of this stream
     */
    public S unsplit(AsyncRead oneReader, AsyncWrite oneWriter) {
        if (oneReader != reader || oneWriter != writer) {
            throw new IllegalArgumentException(
                    oneReader + " and " + oneWriter + " are not the two halves of " + stream);
        }
        return stream;
    }

    /** Closes one half, and the stream with the second. */
    private void closeHalf() throws IOException {
        if (open.decrementAndGet() == 0) {
            stream.close();
        }
    }

    @Override
    public String toString() {
        return "halves of " + stream;
    }

    private final class Reader extends ForwardingReader {

        private boolean closed;

        Reader() {
            super(stream);
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                closeHalf();
            }
        }

        @Override
        public String toString() {
            return "read half of " + stream;
        }
    }

    private final class Writer extends ForwardingWriter {

        private boolean closed;

        Writer() {
            super(stream);
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                closeHalf();
            }
        }

        @Override
        public String toString() {
            return "write half of " + stream;
        }
    }
}
