package dev.pollux.net;

import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Set;

/** The options of a {@link UdpSocket}. Any thread may read and set them. */
public final class UdpOptions {

    private static final int MAX_TTL = 255;

    private final IoDriver.DatagramSocket socket;

    UdpOptions(IoDriver.DatagramSocket socket) {
        this.socket = socket;
    }

    /**
     * Returns which options {@link #set} and {@link #get} take.
     *
     * @return those that the JDK has for UDP sockets on this system
     */
    public Set<SocketOption<?>> supported() {
        return socket.supportedOptions();
    }

    /**
     * Sets an option.
     *
     * @param option one of those {@link #supported}
     * @param value the value
     * @param <T> the type of the value
     * @return this
     * @throws UnsupportedOptionException if it is none of them
     * @throws IllegalArgumentException if the value is out of range
     * @throws IOException if the socket is closed, or the system refuses
     */
    public <T> UdpOptions set(SocketOption<T> option, T value) throws IOException {
        Options.set(socket, option, value);
        return this;
    }

    /**
     * Returns an option.
     *
     * @param option one of those {@link #supported}
     * @param <T> the type of the value
     * @return the value
     * @throws UnsupportedOptionException if it is none of them
     * @throws IOException if the socket is closed, or the option is not set
     */
    public <T> T get(SocketOption<T> option) throws IOException {
        return Options.get(socket, option);
    }

    /**
     * Lets datagrams be sent to broadcast addresses (SO_BROADCAST).
     *
     * @param on whether to; off unless changed
     * @return this
     * @throws IOException if the socket is closed
     */
    public UdpOptions broadcast(boolean on) throws IOException {
        return set(StandardSocketOptions.SO_BROADCAST, on);
    }

    /**
     * Lets what is sent to a multicast group come back to this machine (IP_MULTICAST_LOOP).
     *
     * @param on whether to; on unless changed
     * @return this
     * @throws IOException if the socket is closed
     */
    public UdpOptions multicastLoop(boolean on) throws IOException {
        return set(StandardSocketOptions.IP_MULTICAST_LOOP, on);
    }

    /**
     * Sets how many routers a datagram to a multicast group may pass (IP_MULTICAST_TTL).
     *
     * @param hops from 0, this machine alone, to 255; 1, this network alone, unless changed
     * @return this
     * @throws IllegalArgumentException if it is out of range
     * @throws IOException if the socket is closed
     */
    public UdpOptions multicastTtl(int hops) throws IOException {
        if (hops < 0 || hops > MAX_TTL) {
            throw new IllegalArgumentException("hops are from 0 to 255: " + hops);
        }
        return set(StandardSocketOptions.IP_MULTICAST_TTL, hops);
    }

    /**
     * Sets by which interface datagrams to multicast groups leave (IP_MULTICAST_IF).
     *
     * @param by the interface; the system's choice unless set
     * @return this
     * @throws IOException if the socket is closed, or the interface has no fitting address
     */
    public UdpOptions multicastInterface(NetworkInterface by) throws IOException {
        return set(StandardSocketOptions.IP_MULTICAST_IF, by);
    }

    /**
     * Asks for a size of the kernel's buffer for what is sent; the kernel may round it.
     *
     * @param bytes more than zero
     * @return this
     * @throws IllegalArgumentException if it is zero or less
     * @throws IOException if the socket is closed
     */
    public UdpOptions sendBufferSize(int bytes) throws IOException {
        return set(StandardSocketOptions.SO_SNDBUF, Options.positive(bytes, "bytes"));
    }

    /**
     * Asks for a size of the kernel's buffer for what is received, which holds datagrams until they are received; the kernel may round it.
     *
     * @param bytes more than zero
     * @return this
     * @throws IllegalArgumentException if it is zero or less
     * @throws IOException if the socket is closed
     */
    public UdpOptions receiveBufferSize(int bytes) throws IOException {
        return set(StandardSocketOptions.SO_RCVBUF, Options.positive(bytes, "bytes"));
    }

    /**
     * Sets the type of service, or traffic class, of the packets (IP_TOS).
     *
     * @param octet from 0 to 255; a hint that the network may ignore
     * @return this
     * @throws IllegalArgumentException if it is out of range
     * @throws IOException if the socket is closed
     */
    public UdpOptions trafficClass(int octet) throws IOException {
        return set(StandardSocketOptions.IP_TOS, Options.trafficClass(octet));
    }

    @Override
    public String toString() {
        return "options of a UDP socket";
    }
}
