package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.io.AsyncReadWrite;
import dev.pollux.io.Transfer;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriver.Interest;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/**
 * A TCP connection.
 *
 * <p>One task at a time reads and one at a time writes; they may be two, and {@link #split} gives each its own half. A second
 * read that would have to wait while one is pending fails with an {@link IllegalStateException}, and so does a second write.
 *
 * <p>{@link #close} may be called by any thread at any time, and more than once. Pending operations then fail with a {@link
 * ClosedChannelException}.
 */
public final class TcpStream implements AsyncReadWrite {

    /*
     * Who changes what
     * ----------------
     *
     *     field       read by                   changed by
     *     closed      every operation           getAndBitwiseOr: whoever closes a direction, or both
     *     readTurn    reads that must wait      the reader, by exchange
     *     writeTurn   writes that must wait     the writer, by exchange
     *
     * Closing sets the bit first and then wakes. An operation looks at the bit before each attempt, and asks the socket for a
     * wake-up after it; so it either sees the bit, or is woken and then sees it.
     */

    private static final int INPUT = 1;
    private static final int OUTPUT = 1 << 1;
    private static final int BOTH = INPUT | OUTPUT;

    private static final VarHandle CLOSED;

    static {
        try {
            CLOSED = MethodHandles.lookup().findVarHandle(TcpStream.class, "closed", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final IoDriver.StreamSocket socket;
    private final Turn readTurn = new Turn();
    private final Turn writeTurn = new Turn();

    @SuppressWarnings("FieldCanBeFinal") // changed through CLOSED
    private volatile int closed;

    TcpStream(IoDriver.StreamSocket socket) {
        this.socket = socket;
        sendAtOnce();
    }

    /** An answer of two small writes would otherwise wait for the acknowledgement of the first, which takes some 40 ms. */
    private void sendAtOnce() {
        try {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException e) {
            // The peer has gone already; the first read or write says so.
        }
    }

    /**
     * Opens a connection. A host with several addresses is tried at each, in order.
     *
     * @param address {@code host:port}, with an IPv6 address in brackets
     * @return a future of the connection, which belongs to the runtime that polls it. It fails with a {@link
     *     java.net.ConnectException} if nobody answers, and with an {@link java.net.UnknownHostException} if the host has no
     *     address
     * @throws InvalidAddressException if the text is not an address
     * @cancel Safe: the attempt under way is given up.
     * @cost Names, unlike numbers, are looked up on the blocking pool.
     * @origin tokio::net::TcpStream::connect (1.53). Differs: the first failure is thrown, with those of further addresses
     *     suppressed in it.
     */
    public static Future<TcpStream> connect(String address) {
        HostAndPort host = HostAndPort.parse(address);
        return new Connect(host.toString(), new LookUp(host));
    }

    /**
     * Opens a connection.
     *
     * @param address where to
     * @return as for {@link #connect(String)}
     * @cancel Safe: the attempt under way is given up.
     * @cost A look-up on the blocking pool if the address is unresolved.
     */
    public static Future<TcpStream> connect(InetSocketAddress address) {
        return new Connect(address.toString(), LookUp.of(address));
    }

    /**
     * Makes two halves of this stream, to be used by two tasks.
     *
     * <p>Closing the write half ends the sending direction: the peer reads the end of the stream. Closing the read half refuses
     * further reads, and tells the peer nothing. The socket is closed with the second of the two. The stream itself stays
     * usable; closing it closes both.
     *
     * @return the halves
     */
    public Halves split() {
        return new Halves(new ReadHalf(this), new WriteHalf(this));
    }

    /**
     * The two directions of a stream.
     *
     * @param reader reads
     * @param writer writes
     */
    public record Halves(ReadHalf reader, WriteHalf writer) {}

    // ---------------------------------------------------------------- reading

    @Override
    public int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        while (true) {
            requireOpen(INPUT);
            int count = target.hasRemaining() ? socket.tryRead(target) : 0;
            if (count != 0 || !target.hasRemaining()) {
                readTurn.release(reader);
                return count; // the end of the stream is -1 on both sides
            }
            readTurn.take(reader, "a read");
            if (!socket.pollReady(Interest.READ, cx.waker())) {
                return Transfer.PENDING;
            }
        }
    }

    @Override
    public void cancelRead(Object reader) {
        if (readTurn.release(reader)) {
            socket.clearWaker(Interest.READ);
        }
    }

    // ---------------------------------------------------------------- writing

    @Override
    public int pollWrite(Object writer, Context cx, ByteBuffer source) throws IOException {
        while (true) {
            requireOpen(OUTPUT);
            int count = source.hasRemaining() ? socket.tryWrite(source) : 0;
            if (count != 0 || !source.hasRemaining()) {
                writeTurn.release(writer);
                return count;
            }
            writeTurn.take(writer, "a write");
            if (!socket.pollReady(Interest.WRITE, cx.waker())) {
                return Transfer.PENDING;
            }
        }
    }

    @Override
    public void cancelWrite(Object writer) {
        if (writeTurn.release(writer)) {
            socket.clearWaker(Interest.WRITE);
        }
    }

    /** Ready at once: nothing is kept back here, and the kernel sends what it holds on its own. */
    @Override
    public boolean pollFlush(Object writer, Context cx) throws IOException {
        requireOpen(OUTPUT);
        return true;
    }

    /** Ready at once. A pending write of another fails. */
    @Override
    public boolean pollShutdown(Object writer, Context cx) throws IOException {
        endOutput();
        return true;
    }

    void endOutput() throws IOException {
        try {
            socket.shutdownOutput();
        } finally {
            socket.wake(Interest.WRITE); // a pending write finds its direction closed
        }
    }

    // ---------------------------------------------------------------- the socket

    /**
     * Returns where this end is.
     *
     * @return the local address
     * @throws IOException if the stream is closed
     */
    public InetSocketAddress localAddress() throws IOException {
        return (InetSocketAddress) socket.localAddress();
    }

    /**
     * Returns where the other end is.
     *
     * @return the address of the peer
     * @throws IOException if the stream is closed
     */
    public InetSocketAddress peerAddress() throws IOException {
        return (InetSocketAddress) socket.remoteAddress();
    }

    /**
     * Sends small writes at once (TCP_NODELAY). Otherwise the system may hold one back until the one before is acknowledged.
     *
     * @param on whether to; on unless changed, as in Go and unlike in Tokio
     * @throws IOException if the stream is closed
     */
    public void setNoDelay(boolean on) throws IOException {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, on);
    }

    // ---------------------------------------------------------------- closing

    @Override
    public void close() throws IOException {
        if (closing(BOTH) != BOTH) {
            socket.close();
        }
    }

    /** Closes the read half, and the socket if it is the second. */
    void closeInput() throws IOException {
        int before = closing(INPUT);
        if (before == OUTPUT) {
            socket.close();
        } else if (before == 0) {
            socket.wake(Interest.READ);
        }
    }

    /** Closes the write half, and the socket if it is the second. */
    void closeOutput() throws IOException {
        int before = closing(OUTPUT);
        if (before == INPUT) {
            socket.close();
        } else if (before == 0) {
            endOutput();
        }
    }

    private int closing(int directions) {
        return (int) CLOSED.getAndBitwiseOr(this, directions);
    }

    private void requireOpen(int direction) throws ClosedChannelException {
        if ((closed & direction) != 0) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public String toString() {
        try {
            return "TcpStream[" + socket.remoteAddress() + "]";
        } catch (IOException e) {
            return "TcpStream[closed]";
        }
    }
}
