package dev.pollux.net;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A TCP socket to be configured first, and then to connect or to listen.
 *
 * <pre>{@code
 * var listener = TcpSocket.v4().reusePort(true).bind("0.0.0.0:80").listen(1024).await();
 * }</pre>
 *
 * <p>It keeps a list of settings: the socket itself is opened by the future of {@link #connect} or {@link #listen}, which is where
 * an option that the system lacks fails with an {@link UnsupportedOptionException}, and an address that is taken with a {@link
 * java.net.BindException}. It can be used for several sockets. One thread at a time configures.
 *
 * @origin tokio::net::TcpSocket (1.53). Differs: it holds no descriptor; options that a listening socket does not have are set on each
 *     connection it accepts.
 */
public final class TcpSocket {

    private final @Nullable ProtocolFamily family; // null: that of the address
    private Settings settings = Settings.TCP;
    private @Nullable InetSocketAddress local;

    private TcpSocket(@Nullable ProtocolFamily family) {
        this.family = family;
    }

    /**
     * Begins to configure a socket for IPv4.
     *
     * @return the socket to be
     */
    public static TcpSocket v4() {
        return new TcpSocket(StandardProtocolFamily.INET);
    }

    /**
     * Begins to configure a socket for IPv6.
     *
     * @return the socket to be
     */
    public static TcpSocket v6() {
        return new TcpSocket(StandardProtocolFamily.INET6);
    }

    /**
     * Begins to configure a socket for whatever family the address turns out to have.
     *
     * @return the socket to be
     */
    public static TcpSocket any() {
        return new TcpSocket(null);
    }

    // ---------------------------------------------------------------- settings

    /**
     * Sets the local address: where to listen, or from where to connect.
     *
     * @param address {@code number:port}, with an IPv6 address in brackets; port 0 picks a free one
     * @return this
     * @throws InvalidAddressException if the text is not an address, or has a name
     */
    public TcpSocket bind(String address) {
        return bind(HostAndPort.parse(address).numeric());
    }

    /**
     * Sets the local address: where to listen, or from where to connect.
     *
     * @param address resolved, and of this socket's family; port 0 picks a free one
     * @return this
     * @throws IllegalArgumentException if the address is unresolved or of another family
     */
    public TcpSocket bind(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("address must be resolved; Net.lookupHost does that: " + address);
        }
        if (!admits(address)) {
            throw new IllegalArgumentException("address must be of the family " + family + ": " + address);
        }
        local = address;
        return this;
    }

    private boolean admits(InetSocketAddress address) {
        return family == null || family == Families.of(address);
    }

    /**
     * Sets any option that TCP sockets have.
     *
     * @param option such as one of {@link StandardSocketOptions}
     * @param value the value
     * @param <T> the type of the value
     * @return this
     */
    public <T> TcpSocket option(SocketOption<T> option, T value) {
        settings = settings.with(Objects.requireNonNull(option, "option"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /**
     * Lets the address be bound although connections of an earlier socket still end (SO_REUSEADDR). The JDK sets this for listening sockets,
     * except on Windows.
     *
     * @param on whether to
     * @return this
     */
    public TcpSocket reuseAddress(boolean on) {
        return option(StandardSocketOptions.SO_REUSEADDR, on);
    }

    /**
     * Lets several sockets listen on the same address; the kernel shares the connections out (SO_REUSEPORT). Not on Windows.
     *
     * @param on whether to
     * @return this
     */
    public TcpSocket reusePort(boolean on) {
        return option(StandardSocketOptions.SO_REUSEPORT, on);
    }

    /**
     * Sets whether small writes are sent at once, as by {@link TcpStream#setNoDelay}.
     *
     * @param on whether to; on unless changed
     * @return this
     */
    public TcpSocket noDelay(boolean on) {
        return option(StandardSocketOptions.TCP_NODELAY, on);
    }

    /**
     * Sets what closing does with data that was not sent yet, as by {@link TcpStream#setLinger}.
     *
     * @param linger as there
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public TcpSocket linger(@Nullable Duration linger) {
        return option(StandardSocketOptions.SO_LINGER, Options.linger(linger));
    }

    /**
     * Sets whether a silent peer is asked now and then, as by {@link TcpStream#setKeepAlive(boolean)}.
     *
     * @param on whether to
     * @return this
     */
    public TcpSocket keepAlive(boolean on) {
        return option(StandardSocketOptions.SO_KEEPALIVE, on);
    }

    /**
     * Sets when and how often a silent peer is asked, as by {@link TcpStream#setKeepAlive(Duration, Duration, int)}.
     *
     * @param idle as there
     * @param interval as there
     * @param count as there
     * @return this
     * @throws IllegalArgumentException if one of them is not more than zero
     */
    public TcpSocket keepAlive(Duration idle, Duration interval, int count) {
        return option(Options.KEEP_IDLE, Options.seconds(idle, "idle"))
                .option(Options.KEEP_INTERVAL, Options.seconds(interval, "interval"))
                .option(Options.KEEP_COUNT, Options.positive(count, "count"))
                .keepAlive(true);
    }

    /**
     * Asks for a size of the kernel's buffer for what is sent.
     *
     * @param bytes more than zero
     * @return this
     * @throws IllegalArgumentException if it is zero or less
     */
    public TcpSocket sendBufferSize(int bytes) {
        return option(StandardSocketOptions.SO_SNDBUF, Options.positive(bytes, "bytes"));
    }

    /**
     * Asks for a size of the kernel's buffer for what is received. Only before the connection is made can it be more than 64 KiB.
     *
     * @param bytes more than zero
     * @return this
     * @throws IllegalArgumentException if it is zero or less
     */
    public TcpSocket receiveBufferSize(int bytes) {
        return option(StandardSocketOptions.SO_RCVBUF, Options.positive(bytes, "bytes"));
    }

    /**
     * Sets the type of service, or traffic class, as by {@link TcpStream#setTrafficClass}.
     *
     * @param octet from 0 to 255
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public TcpSocket trafficClass(int octet) {
        return option(StandardSocketOptions.IP_TOS, Options.trafficClass(octet));
    }

    // ---------------------------------------------------------------- what becomes of it

    /**
     * Opens a connection, as {@link TcpStream#connect(String)} does, at the addresses of this socket's family.
     *
     * @param address as there
     * @return as there
     * @throws InvalidAddressException if the text is not an address
     * @cancel Safe: the attempts under way are given up, and their sockets closed.
     */
    @CancelSafe
    public Future<TcpStream> connect(String address) {
        HostAndPort host = HostAndPort.parse(address);
        return new Connect(host.toString(), new LookUp(host), plan());
    }

    /**
     * Opens a connection, as {@link TcpStream#connect(InetSocketAddress)} does, at the addresses of this socket's family.
     *
     * @param address as there
     * @return as there
     * @cancel Safe: the attempts under way are given up, and their sockets closed.
     */
    @CancelSafe
    public Future<TcpStream> connect(InetSocketAddress address) {
        return new Connect(address.toString(), LookUp.of(address), plan());
    }

    /**
     * Listens on the address that was {@linkplain #bind bound}; without one, on a free port of all addresses.
     *
     * @param backlog how many connections the kernel queues until they are accepted
     * @return a future of the listener, as {@link TcpListener#bind(InetSocketAddress)} makes it
     * @throws IllegalArgumentException if {@code backlog} is zero or less
     * @cancel Safe: nothing is bound before the poll that returns the listener.
     */
    @CancelSafe
    public Future<TcpListener> listen(int backlog) {
        Options.positive(backlog, "backlog");
        InetSocketAddress where = local == null ? Families.wildcard(family) : local;
        return new Bind(where.toString(), LookUp.of(where), settings, backlog);
    }

    private Plan plan() {
        return new Plan(family, settings, local);
    }

    /** What a connect has to know, settled when it is made. */
    record Plan(
            @Nullable ProtocolFamily family,
            Settings settings,
            @Nullable InetSocketAddress local) {

        /** Leaves out addresses that a socket of this kind cannot be connected to, and has the families take turns. */
        List<InetSocketAddress> candidates(List<InetSocketAddress> addresses) {
            ProtocolFamily only = local == null ? family : Families.of(local);
            return Families.takingTurns(addresses.stream()
                    .filter(address -> only == null || Families.of(address) == only)
                    .toList());
        }
    }

    @Override
    public String toString() {
        return "TcpSocket[" + (family == null ? "any" : family) + (local == null ? "" : ", " + local) + ", " + settings
                + "]";
    }
}
