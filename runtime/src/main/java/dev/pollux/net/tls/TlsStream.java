package dev.pollux.net.tls;

import dev.pollux.future.Context;
import dev.pollux.io.AsyncReadWrite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * An encrypted stream, made by a {@link TlsConnector} or a {@link TlsAcceptor}.
 *
 * <p>One task at a time reads and one at a time writes; they may be two. A stream that ends without the farewell of TLS fails with a
 * {@link TlsTruncatedException}: data that was cut off is not mistaken for all there was.
 *
 * <p>A write is ready when its bytes are sealed and handed to the stream underneath, but for a last part that this did not take.
 * The next write, {@link #flush} or {@link #shutdown} passes that on, and so does a read that has to wait. To end properly, {@link
 * #shutdown} first and {@link #close} then; {@code close} alone says farewell only as far as that goes without waiting.
 *
 * @cost Between polls an idle stream holds no buffer, besides what the JDK's engine keeps.
 * @origin tokio_rustls::TlsStream. Differs: the JDK's implementation of TLS; a reader flushes what the writer left.
 */
public final class TlsStream implements AsyncReadWrite {

    private final TlsEngine tls;
    private final AtomicBoolean closed = new AtomicBoolean();

    TlsStream(TlsEngine tls) {
        this.tls = tls;
    }

    // ---------------------------------------------------------------- what was agreed on

    /**
     * Returns what the two sides agreed on: the protocol, the cipher suite, and who the peer is.
     *
     * @return the session of this connection
     */
    public SSLSession session() {
        return tls.engine().getSession();
    }

    /**
     * Returns the protocol inside, as agreed on by ALPN.
     *
     * @return its name; empty if none was agreed on
     */
    public Optional<String> applicationProtocol() {
        String name = tls.engine().getApplicationProtocol();
        return name == null || name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /**
     * Returns the stream underneath, whose options may be of interest.
     *
     * @return the stream that was handed to the connector or the acceptor
     */
    public AsyncReadWrite stream() {
        return tls.stream();
    }

    // ---------------------------------------------------------------- the stream

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        requireOpen();
        return tls.pollRead(reader, cx, target);
    }

    @Override
    public void cancelRead(Object reader) {
        tls.outlet().cancelReader();
        tls.stream().cancelRead(reader);
    }

    @Override
    public int pollWrite(Object writer, Context cx, ByteBuffer source) throws IOException {
        requireOpen();
        try {
            return tls.outlet().pollWrite(cx, source);
        } catch (SSLException e) {
            requireOpen(); // closed in the middle of it
            throw e;
        }
    }

    @Override
    public boolean pollFlush(Object writer, Context cx) throws IOException {
        requireOpen();
        return tls.outlet().pollFlush(cx);
    }

    /** Says farewell, and ends the stream underneath. Reading goes on until the peer has done so, too. */
    @Override
    public boolean pollShutdown(Object writer, Context cx) throws IOException {
        requireOpen();
        return tls.outlet().pollShutdown(cx);
    }

    @Override
    public void cancelWrite(Object writer) {
        tls.outlet().cancelWriter();
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed.get()) {
            throw new ClosedChannelException();
        }
    }

    /** Closes the stream underneath, and says farewell before if that goes without waiting. */
    @Override
    public void close() throws IOException {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            tls.outlet().tryFarewell();
        } catch (IOException e) {
            // nobody is there to hear it
        } finally {
            tls.stream().close();
            tls.outlet().closed();
        }
    }

    @Override
    public String toString() {
        return "TlsStream[" + session().getProtocol() + " over " + tls.stream() + "]";
    }
}
