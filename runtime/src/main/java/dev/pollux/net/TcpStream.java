package dev.pollux.net;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A TCP connection. */
public final class TcpStream extends SocketStream {

    TcpStream(IoDriver.StreamSocket socket) {
        super(socket);
    }

    /**
     * Opens a connection. A host with several addresses is tried at each, in the manner of RFC 8305: addresses of both families take
     * turns, the next is tried when one fails or has not answered for 250 ms, the first to connect wins, and the others are closed.
     *
     * @param address {@code host:port}, with an IPv6 address in brackets
     * @return a future of the connection, which belongs to the runtime that polls it. It fails with a {@link
     *     java.net.ConnectException} if nobody answers, and with an {@link java.net.UnknownHostException} if the host has no
     *     address
     * @throws InvalidAddressException if the text is not an address
     * @cancel Safe: the attempts under way are given up, and their sockets closed.
     * @cost Names, unlike numbers, are looked up by the runtime's {@link dev.pollux.runtime.spi.Resolver}.
     * @origin tokio::net::TcpStream::connect (1.53). Differs: attempts overlap; the first failure is thrown, with those of further
     *     addresses suppressed in it.
     */
    @CancelSafe
    public static Future<TcpStream> connect(String address) {
        return TcpSocket.any().connect(address);
    }

    /**
     * Opens a connection.
     *
     * @param address where to
     * @return as for {@link #connect(String)}
     * @cancel Safe: the attempts under way are given up, and their sockets closed.
     * @cost A look-up if the address is unresolved.
     */
    @CancelSafe
    public static Future<TcpStream> connect(InetSocketAddress address) {
        return TcpSocket.any().connect(address);
    }

    @Override
    public Halves<TcpStream> split() {
        return Halves.of(this);
    }

    @Override
    public InetSocketAddress localAddress() throws IOException {
        return (InetSocketAddress) socket.localAddress();
    }

    @Override
    public InetSocketAddress peerAddress() throws IOException {
        return (InetSocketAddress) socket.remoteAddress();
    }

    // ---------------------------------------------------------------- options

    /**
     * Sends small writes at once (TCP_NODELAY). Otherwise the system may hold one back until the one before is acknowledged.
     *
     * @param on whether to; on unless changed, as in Go and unlike in Tokio
     * @throws IOException if the stream is closed
     */
    public void setNoDelay(boolean on) throws IOException {
        setOption(StandardSocketOptions.TCP_NODELAY, on);
    }

    /**
     * Tells whether small writes are sent at once.
     *
     * @return as set by {@link #setNoDelay}
     * @throws IOException if the stream is closed
     */
    public boolean noDelay() throws IOException {
        return option(StandardSocketOptions.TCP_NODELAY);
    }

    /**
     * Sets what closing does with data that was not sent yet (SO_LINGER).
     *
     * @param linger zero throws it away and resets the connection; longer lets the kernel try for so long, in whole seconds;
     *     {@code null}, as at the beginning, lets it try as it likes
     * @throws IllegalArgumentException if it is negative
     * @throws IOException if the stream is closed
     */
    public void setLinger(@Nullable Duration linger) throws IOException {
        setOption(StandardSocketOptions.SO_LINGER, Options.linger(linger));
    }

    /**
     * Returns what closing does with data that was not sent yet.
     *
     * @return as set by {@link #setLinger}
     * @throws IOException if the stream is closed
     */
    public @Nullable Duration linger() throws IOException {
        return Options.lingering(option(StandardSocketOptions.SO_LINGER));
    }

    /**
     * Has the kernel ask a silent peer now and then whether it is still there (SO_KEEPALIVE).
     *
     * @param on whether to; off unless changed
     * @throws IOException if the stream is closed
     */
    public void setKeepAlive(boolean on) throws IOException {
        setOption(StandardSocketOptions.SO_KEEPALIVE, on);
    }

    /**
     * Tells whether the kernel asks a silent peer.
     *
     * @return as set by {@link #setKeepAlive}
     * @throws IOException if the stream is closed
     */
    public boolean keepAlive() throws IOException {
        return option(StandardSocketOptions.SO_KEEPALIVE);
    }

    /**
     * Sets when and how often a silent peer is asked, in whole seconds, and has it asked.
     *
     * @param idle how long it is silent before it is asked
     * @param interval how long each answer is waited for
     * @param count how many questions without an answer break the connection
     * @throws IllegalArgumentException if one of them is not more than zero
     * @throws UnsupportedOptionException if the Java runtime lacks the module {@code jdk.net}, or the system these options
     * @throws IOException if the stream is closed
     */
    public void setKeepAlive(Duration idle, Duration interval, int count) throws IOException {
        setOption(Options.KEEP_IDLE, Options.seconds(idle, "idle"));
        setOption(Options.KEEP_INTERVAL, Options.seconds(interval, "interval"));
        setOption(Options.KEEP_COUNT, Options.positive(count, "count"));
        setKeepAlive(true);
    }

    /**
     * Acknowledges what comes at once (TCP_QUICKACK). The kernel turns this off again by itself.
     *
     * @param on whether to
     * @throws UnsupportedOptionException if the Java runtime lacks the module {@code jdk.net}, or the system is not Linux
     * @throws IOException if the stream is closed
     */
    public void setQuickAck(boolean on) throws IOException {
        setOption(Options.QUICK_ACK, on);
    }

    /**
     * Tells whether what comes is acknowledged at once.
     *
     * @return what the kernel does at present
     * @throws UnsupportedOptionException as for {@link #setQuickAck}
     * @throws IOException if the stream is closed
     */
    public boolean quickAck() throws IOException {
        return option(Options.QUICK_ACK);
    }

    /**
     * Sets the type of service, or traffic class, of the packets (IP_TOS).
     *
     * @param octet from 0 to 255; a hint that the network may ignore
     * @throws IllegalArgumentException if it is out of range
     * @throws IOException if the stream is closed
     */
    public void setTrafficClass(int octet) throws IOException {
        setOption(StandardSocketOptions.IP_TOS, Options.trafficClass(octet));
    }

    /**
     * Returns the type of service, or traffic class, of the packets.
     *
     * @return an octet
     * @throws IOException if the stream is closed
     */
    public int trafficClass() throws IOException {
        return option(StandardSocketOptions.IP_TOS);
    }
}
