package dev.pollux.runtime.spi;

import dev.pollux.future.Waker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
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
     * @throws IOException if the driver itself is broken
     */
    void poll(long timeoutNanos) throws IOException;

    /** Makes the current call to {@link #poll}, or else the next one, return at once. Repeated calls coalesce. */
    void wakeup();

    /**
     * Opens a listening socket.
     *
     * @param address where to listen; port 0 picks a free one
     * @param backlog how many connections the kernel queues
     * @return the socket
     * @throws IOException if the address cannot be bound
     */
    ServerSocket listen(SocketAddress address, int backlog) throws IOException;

    /**
     * Opens a socket and starts to connect it.
     *
     * @param address where to; must be resolved
     * @return a socket that is connected once it is writable and {@link StreamSocket#finishConnect} returns true
     * @throws IOException if the attempt fails at once
     */
    StreamSocket connect(InetSocketAddress address) throws IOException;

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

    /** A socket of this driver. */
    interface Socket extends AutoCloseable {

        /**
         * Asks to be woken when an operation that would have blocked is worth another try.
         *
         * <p>Call it after the operation reported that it would block, then try the operation once more, or trust the answer:
         * {@code true} means it became ready meanwhile and no waker was kept.
         *
         * @param interest the direction; each has one waker, and the latest wins
         * @param waker called at most once
         * @return {@code true} if the socket is ready now
         */
        boolean pollReady(Interest interest, Waker waker);

        /**
         * Forgets the waker of one direction.
         *
         * @param interest the direction
         */
        void clearWaker(Interest interest);

        /**
         * Wakes whoever waits in one direction, as if the socket had become ready; the operation it then tries tells the truth.
         *
         * @param interest the direction
         */
        void wake(Interest interest);

        /**
         * Returns the address this socket is bound to.
         *
         * @return the local address
         * @throws IOException if the socket is closed
         */
        SocketAddress localAddress() throws IOException;

        /** Closes the socket and wakes whoever waits for it; their operations then fail. */
        @Override
        void close() throws IOException;
    }

    /** A listening socket. */
    interface ServerSocket extends Socket {

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

        /**
         * Sends small writes at once instead of gathering them (TCP_NODELAY).
         *
         * @param on whether to
         * @throws IOException if the socket is closed
         */
        void setNoDelay(boolean on) throws IOException;
    }
}
