package dev.pollux.net;

import dev.pollux.future.AsyncConsumer;
import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.runtime.io.Claim;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.stream.Stream;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A socket that listens for connections, of whatever kind.
 *
 * <p>One accept at a time waits; a second that would have to fails with an {@link IllegalStateException}. {@link #close} may be called by
 * any thread at any time.
 *
 * @param <S> the kind of connections
 */
public abstract sealed class SocketListener<S extends SocketStream> implements Closeable
        permits TcpListener, UnixListener {

    /** How many connections the kernel queues until they are accepted, unless the program says. */
    static final int BACKLOG = 1024;

    final IoDriver.ServerSocket socket;
    private final Settings ofConnections;
    private final Claim turn = new Claim();
    private volatile boolean closed; // written by close, read by a stream of connections whose accept failed

    SocketListener(IoDriver.ServerSocket socket, Settings ofConnections) {
        this.socket = socket;
        this.ofConnections = ofConnections;
    }

    /** Makes a stream of a socket that was accepted. */
    abstract S connection(IoDriver.StreamSocket accepted);

    // ---------------------------------------------------------------- one connection

    /**
     * Waits for the next connection.
     *
     * <p>If it fails, say for want of file descriptors, the listener stays usable and the connection stays queued. A loop should
     * then wait a little before the next accept; {@link #incoming} and {@link #serve} do.
     *
     * @return a future of the connection. It fails with an {@link IOException} if accepting fails, with a {@link
     *     java.nio.channels.ClosedChannelException} once closed, and with an {@link IllegalStateException} if it would have to
     *     wait while another accept is pending
     * @cancel Safe: a connection that was not returned is returned by the next accept.
     * @cost One small object besides the connection; connections already queued are taken without a wait.
     * @origin tokio::net::TcpListener::accept (1.53). Differs: one pending accept at a time.
     */
    @CancelSafe
    public final Future<S> accept() {
        return new Accept<>(this);
    }

    /**
     * Takes the next connection, without waiting.
     *
     * @param acceptor on whose behalf, usually the calling future: tells a second one from a repeated poll
     * @param cx carries the waker to call when another poll is worth while
     * @return the connection; {@code null} if the poll is pending
     * @throws IOException as for {@link #accept}
     * @throws IllegalStateException if another accept is pending
     * @cancel Safe: a pending poll has accepted nothing. It must be repeated or given up by {@link #cancelAccept}.
     * @wakeup Only the waker of the latest poll is called.
     */
    public final @Nullable S pollAccept(Object acceptor, Context cx) throws IOException {
        while (true) {
            S accepted = tryAccept();
            if (accepted != null) {
                turn.release(acceptor);
                return accepted;
            }
            turn.take(acceptor, "an accept", "this socket");
            if (!socket.pollReady(Interest.READ, cx.waker())) {
                return null;
            }
        }
    }

    /**
     * Gives up the pending poll of an acceptor, and forgets its waker. Harmless if none is pending.
     *
     * @param acceptor as given to {@link #pollAccept}
     */
    public final void cancelAccept(Object acceptor) {
        if (turn.release(acceptor)) {
            socket.clearWaker(Interest.READ);
        }
    }

    /**
     * Takes the next connection if there is one, without a waker.
     *
     * @return the connection; {@code null} if there is none
     * @throws IOException as for {@link #accept}
     */
    public final @Nullable S tryAccept() throws IOException {
        IoDriver.StreamSocket accepted = socket.tryAccept();
        if (accepted == null) {
            return null;
        }
        try {
            ofConnections.applyTo(accepted);
        } catch (IOException e) {
            // The peer has gone already; the first read or write says so.
        }
        return connection(accepted);
    }

    // ---------------------------------------------------------------- all connections

    /**
     * Makes a stream of all connections. It outlives failures: one to accept, mostly for want of file descriptors, is logged, and
     * the next attempt made a little later.
     *
     * @return the stream, which ends once this listener is closed
     * @cancel Safe: a connection that was not returned stays queued.
     */
    public final Stream<S> incoming() {
        return incoming(Incoming::log);
    }

    /**
     * Makes a stream of all connections. It outlives failures to accept: the next attempt comes after 5 ms, and each further one after
     * twice as long, up to a second. An accept that succeeds ends that.
     *
     * @param onFailure hears of the first of several failures in a row; must not block
     * @return the stream, which ends once this listener is closed
     * @cancel Safe: a connection that was not returned stays queued.
     */
    public final Stream<S> incoming(Consumer<? super IOException> onFailure) {
        return new Incoming<>(this, Objects.requireNonNull(onFailure, "onFailure"));
    }

    /**
     * Serves each connection in a task of its own, and closes it when the task ends, however it ends. Failures to accept are outlived as
     * by {@link #incoming()}. A task that fails hurts no other; the runtime's failure hook hears of it.
     *
     * @param handler what to do with a connection
     * @return a future that is ready once this listener is closed
     * @cancel Safe: no more connections are accepted. Those that were go on.
     * @cost A task for each connection.
     */
    @CancelSafe
    public final Future<@Nullable Void> serve(AsyncConsumer<? super S> handler) {
        return new Serve<>(this, Objects.requireNonNull(handler, "handler"));
    }

    // ---------------------------------------------------------------- the socket

    /**
     * Returns where this listens.
     *
     * @return the address
     * @throws IOException if the listener is closed
     */
    public SocketAddress localAddress() throws IOException {
        return socket.localAddress();
    }

    final boolean isClosed() {
        return closed;
    }

    /**
     * Stops listening. A pending accept fails, and connections still queued are reset.
     *
     * <p>The system gives the address up when the runtime next looks at its sockets, usually at once; a connect that comes before is
     * taken by the system and then reset.
     */
    @Override
    public void close() throws IOException {
        closed = true;
        socket.close();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
