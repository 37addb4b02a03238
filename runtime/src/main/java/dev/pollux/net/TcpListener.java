package dev.pollux.net;

import dev.pollux.future.Future;
import dev.pollux.runtime.spi.IoDriver;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A socket that listens for TCP connections. */
public final class TcpListener implements Closeable {

    /** How many connections the kernel queues until they are accepted. */
    static final int BACKLOG = 1024;

    private final IoDriver.ServerSocket socket;
    private final Turn turn = new Turn();

    TcpListener(IoDriver.ServerSocket socket) {
        this.socket = socket;
    }

    /**
     * Listens on an address.
     *
     * @param address {@code host:port}, with an IPv6 address in brackets; port 0 picks a free one
     * @return a future of the listener, which belongs to the runtime that polls it. It fails with a {@link
     *     java.net.BindException} if the address cannot be bound, and with an {@link java.net.UnknownHostException} if the host
     *     has none
     * @throws InvalidAddressException if the text is not an address
     * @cancel Safe: nothing is bound before the poll that returns the listener.
     * @cost Names, unlike numbers, are looked up on the blocking pool.
     * @origin tokio::net::TcpListener::bind (1.53).
     */
    public static Future<TcpListener> bind(String address) {
        HostAndPort host = HostAndPort.parse(address);
        return new Bind(host.toString(), new LookUp(host));
    }

    /**
     * Listens on an address.
     *
     * @param address where to; port 0 picks a free one
     * @return as for {@link #bind(String)}
     * @cancel Safe: nothing is bound before the poll that returns the listener.
     * @cost A look-up on the blocking pool if the address is unresolved.
     */
    public static Future<TcpListener> bind(InetSocketAddress address) {
        return new Bind(address.toString(), LookUp.of(address));
    }

    /**
     * Waits for the next connection.
     *
     * <p>If it fails, say for want of file descriptors, the listener stays usable and the connection stays queued. A loop should
     * then wait a little before the next accept.
     *
     * @return a future of the connection. It fails with an {@link IOException} if accepting fails, with a {@link
     *     java.nio.channels.ClosedChannelException} once closed, and with an {@link IllegalStateException} if it would have to
     *     wait while another accept is pending
     * @cancel Safe: a connection that was not returned is returned by the next accept.
     * @cost One small object besides the connection; connections already queued are taken without a wait.
     * @origin tokio::net::TcpListener::accept (1.53). Differs: one pending accept at a time.
     */
    public Future<TcpStream> accept() {
        return new Accept(socket, turn);
    }

    /**
     * Returns where this listens.
     *
     * @return the address, with the port that was picked
     * @throws IOException if the listener is closed
     */
    public InetSocketAddress localAddress() throws IOException {
        return (InetSocketAddress) socket.localAddress();
    }

    /**
     * Stops listening. A pending accept fails, and connections still queued are reset.
     *
     * <p>The system gives the port up when the runtime next looks at its sockets, usually at once; a connect that comes before is
     * taken by the system and then reset.
     */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public String toString() {
        return "TcpListener";
    }
}
