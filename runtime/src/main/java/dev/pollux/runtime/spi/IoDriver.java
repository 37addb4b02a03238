package dev.pollux.runtime.spi;

import dev.pollux.future.Waker;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that never block, and the wait for their readiness.
 *
 * <p>The interface stands at the level of socket operations rather than of selectors, because a driver on raw descriptors
 * must own its sockets. One thread at a time polls; everything else may be called by any thread.
 */
public interface IoDriver extends AutoCloseable {

    /**
     * Waits until a socket is ready, {@link #wakeup} is called, or time is up, and calls the wakers concerned.
     *
     * @param timeoutNanos at most this long; zero looks without waiting; negative means without a limit
     * @return how many wakers it called, about: a busy thread polls again when it has run as many tasks
     * @throws IOException if the driver itself is broken
     */
    int poll(long timeoutNanos) throws IOException;

    /** Makes the current call to {@link #poll}, or else the next one, return at once. Repeated calls coalesce. */
    void wakeup();

    /**
     * Opens a socket that will listen for connections.
     *
     * @param family of the addresses it will be bound to: INET, INET6 or UNIX of {@link java.net.StandardProtocolFamily}
     * @return the socket, not bound yet
     * @throws IOException if the system refuses, or this driver has no such sockets
     */
    default ServerSocket openServer(ProtocolFamily family) throws IOException {
        throw missing("listening sockets of the family " + family);
    }

    /**
     * Opens a socket that will be connected.
     *
     * @param family as for {@link #openServer}
     * @return the socket, neither bound nor connected yet
     * @throws IOException if the system refuses, or this driver has no such sockets
     */
    default StreamSocket openStream(ProtocolFamily family) throws IOException {
        throw missing("stream sockets of the family " + family);
    }

    /**
     * Opens a socket for datagrams.
     *
     * @param family as for {@link #openServer}
     * @return the socket, not bound yet
     * @throws IOException if the system refuses, or this driver has no such sockets
     */
    default DatagramSocket openDatagram(ProtocolFamily family) throws IOException {
        throw missing("datagram sockets of the family " + family);
    }

    /**
     * Watches a channel that somebody else reads and writes.
     *
     * @param channel non-blocking, and registered with no selector; closed with what is returned
     * @return what tells when the channel is ready
     * @throws IOException if the channel is closed, or this driver watches none
     */
    default Watched watch(SelectableChannel channel) throws IOException {
        throw missing("watched channels");
    }

    private IOException missing(String what) {
        return new IOException("the I/O driver of this Pollux runtime (" + this + ") has no " + what
                + ": give the runtime's builder another one with ioDriver(...)");
    }

    /**
     * Returns how often this driver found that its way of waiting had broken, and replaced it.
     *
     * @return the number so far
     */
    default long rebuilds() {
        return 0;
    }

    /** Closes every socket and wakes all who wait for one. */
    @Override
    void close() throws IOException;

    /** What can be waited for on a socket. */
    enum Interest {
        /** Data, a connection to accept, end of stream or an error. */
        READ,
        /** Room in the send buffer, a finished connect or an error. */
        WRITE
    }

    /** Something that becomes ready for reading and writing. */
    interface Source extends AutoCloseable {

        /**
         * Asks to be woken when an operation that would have blocked is worth another try.
         *
         * <p>Call it after the operation reported that it would block, then try the operation once more, or trust the answer:
         * {@code true} means it became ready meanwhile and no waker was kept.
         *
         * @param interest the direction; each has one waker, and the latest wins
         * @param waker called at most once
         * @return {@code true} if it is ready now
         */
        boolean pollReady(Interest interest, Waker waker);

        /**
         * Forgets the waker of one direction.
         *
         * @param interest the direction
         */
        void clearWaker(Interest interest);

        /**
         * Wakes whoever waits in one direction, as if it had become ready; the operation it then tries tells the truth.
         *
         * @param interest the direction
         */
        void wake(Interest interest);

        /** Closes it and wakes whoever waits for it; their operations then fail. */
        @Override
        void close() throws IOException;
    }

    /** A socket of this driver. */
    interface Socket extends Source {

        /**
         * Returns the address this socket is bound to.
         *
         * @return the local address
         * @throws IOException if the socket is closed
         */
        SocketAddress localAddress() throws IOException;

        /**
         * Sets an option.
         *
         * @param option one of {@link #supportedOptions}
         * @param value the value
         * @param <T> the type of the value
         * @throws UnsupportedOperationException if it is none of them
         * @throws IllegalArgumentException if the value is not in the option's range
         * @throws IOException if the socket is closed, or the system refuses
         */
        <T> void setOption(SocketOption<T> option, T value) throws IOException;

        /**
         * Returns an option.
         *
         * @param option one of {@link #supportedOptions}
         * @param <T> the type of the value
         * @return the value; {@code null} if the option is not set
         * @throws UnsupportedOperationException if it is none of them
         * @throws IOException if the socket is closed
         */
        <T> @Nullable T getOption(SocketOption<T> option) throws IOException;

        /**
         * Returns the options that this socket has.
         *
         * @return those that the JDK names for a socket of this kind on this system
         */
        Set<SocketOption<?>> supportedOptions();
    }

    /** A listening socket. */
    interface ServerSocket extends Socket {

        /**
         * Binds the socket, and begins to listen.
         *
         * @param address where; port 0 picks a free one
         * @param backlog how many connections the kernel queues
         * @throws IOException if the address cannot be bound
         */
        void listen(SocketAddress address, int backlog) throws IOException;

        /**
         * Accepts a connection if one is there.
         *
         * @return the connection, or {@code null} if this would block
         * @throws IOException if accepting fails
         */
        @Nullable StreamSocket tryAccept() throws IOException;
    }

    /** A connected socket, or one that is being connected. */
    interface StreamSocket extends Socket {

        /**
         * Binds the socket to an address of this machine. Without it, the kernel picks one at the connect.
         *
         * @param address where; port 0 picks a free one
         * @throws IOException if the address cannot be bound
         */
        void bind(SocketAddress address) throws IOException;

        /**
         * Starts to connect.
         *
         * @param address where to; must be resolved
         * @return whether it is connected already; otherwise it is once the socket is writable and {@link #finishConnect} is true
         * @throws IOException if the attempt fails at once
         */
        boolean connect(SocketAddress address) throws IOException;

        /**
         * Reads what is there.
         *
         * @param target where to; must have room
         * @return bytes read, 0 if this would block, -1 at the end of the stream
         * @throws IOException if reading fails
         */
        int tryRead(ByteBuffer target) throws IOException;

        /**
         * Writes what fits.
         *
         * @param source what; must not be empty
         * @return bytes written, 0 if this would block
         * @throws IOException if writing fails
         */
        int tryWrite(ByteBuffer source) throws IOException;

        /**
         * Writes what fits from several buffers, in one system call if the system has it.
         *
         * @param sources what, in order; at least one is not empty
         * @return bytes written, 0 if this would block
         * @throws IOException if writing fails
         */
        long tryWrite(ByteBuffer[] sources) throws IOException;

        /**
         * Completes a connect.
         *
         * @return {@code false} if it is still under way
         * @throws IOException if the connection was refused
         */
        boolean finishConnect() throws IOException;

        /**
         * Closes the sending direction: the peer sees the end of the stream.
         *
         * @throws IOException if the socket is not connected
         */
        void shutdownOutput() throws IOException;

        /**
         * Returns the address of the peer.
         *
         * @return the remote address
         * @throws IOException if the socket is closed
         */
        SocketAddress remoteAddress() throws IOException;
    }

    /** A socket that sends and receives datagrams. */
    interface DatagramSocket extends Socket {

        /**
         * Binds the socket to an address of this machine.
         *
         * @param address where; port 0 picks a free one
         * @throws IOException if the address cannot be bound
         */
        void bind(SocketAddress address) throws IOException;

        /**
         * Sends to and receives from one peer alone.
         *
         * @param address of the peer
         * @throws IOException if the system refuses
         */
        void connect(SocketAddress address) throws IOException;

        /**
         * Sends to and receives from anybody again.
         *
         * @throws IOException if the system refuses
         */
        void disconnect() throws IOException;

        /**
         * Returns the address of the one peer.
         *
         * @return the remote address; {@code null} if it is not connected
         * @throws IOException if the socket is closed
         */
        @Nullable SocketAddress remoteAddress() throws IOException;

        /**
         * Receives a datagram if one is there. What does not fit is lost.
         *
         * @param target where to
         * @return from where; {@code null} if this would block
         * @throws IOException if receiving fails
         */
        @Nullable SocketAddress tryReceive(ByteBuffer target) throws IOException;

        /**
         * Sends a datagram.
         *
         * @param source what, to its end; may be empty
         * @param target where to; {@code null} for the peer of a connected socket
         * @return {@code false} if this would block
         * @throws IOException if sending fails
         */
        boolean trySend(ByteBuffer source, @Nullable SocketAddress target) throws IOException;

        /**
         * Joins a multicast group.
         *
         * @param group the group
         * @param by the interface to join on
         * @param source takes datagrams from there alone; {@code null} for any source
         * @return leaves the group when closed
         * @throws IOException if the system refuses
         */
        Closeable join(InetAddress group, NetworkInterface by, @Nullable InetAddress source) throws IOException;
    }

    /** A channel that somebody else reads and writes, and that is watched for it. */
    interface Watched extends Source {

        /**
         * Returns what is known of one direction. To be read before an attempt, for {@link #clearReady} after it.
         *
         * @param interest the direction
         * @return a number that changes with each event
         */
        int readiness(Interest interest);

        /**
         * Records that an attempt would have blocked; without effect if an event came since.
         *
         * @param interest the direction
         * @param seen what {@link #readiness} was before the attempt
         */
        void clearReady(Interest interest, int seen);
    }
}
