package dev.pollux.net;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A socket that listens for TCP connections. */
public final class TcpListener extends SocketListener<TcpStream> {

    TcpListener(IoDriver.ServerSocket socket, Settings ofConnections) {
        super(socket, ofConnections);
    }

    /**
     * Listens on an address. {@link TcpSocket} does so with options.
     *
     * @param address {@code host:port}, with an IPv6 address in brackets; port 0 picks a free one
     * @return a future of the listener, which belongs to the runtime that polls it. It fails with a {@link
     *     java.net.BindException} if the address cannot be bound, and with an {@link java.net.UnknownHostException} if the host
     *     has none
     * @throws InvalidAddressException if the text is not an address
     * @cancel Safe: nothing is bound before the poll that returns the listener.
     * @cost Names, unlike numbers, are looked up by the runtime's {@link dev.pollux.runtime.spi.Resolver}.
     * @origin tokio::net::TcpListener::bind (1.53).
     */
    @CancelSafe
    public static Future<TcpListener> bind(String address) {
        HostAndPort host = HostAndPort.parse(address);
        return new Bind(host.toString(), new LookUp(host), Settings.TCP, BACKLOG);
    }

    /**
     * Listens on an address.
     *
     * @param address where to; port 0 picks a free one
     * @return as for {@link #bind(String)}
     * @cancel Safe: nothing is bound before the poll that returns the listener.
     * @cost A look-up if the address is unresolved.
     */
    @CancelSafe
    public static Future<TcpListener> bind(InetSocketAddress address) {
        return new Bind(address.toString(), LookUp.of(address), Settings.TCP, BACKLOG);
    }

    @Override
    TcpStream connection(IoDriver.StreamSocket accepted) {
        return new TcpStream(accepted);
    }

    @Override
    public InetSocketAddress localAddress() throws IOException {
        return (InetSocketAddress) socket.localAddress();
    }
}
