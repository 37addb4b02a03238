package dev.pollux.net;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.io.AsyncReadWrite;
import dev.pollux.io.Transfer;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriver.Interest;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.Set;

/**
 * A connection, of whatever kind.
 *
 * <p>One task at a time reads and one at a time writes; they may be two, and {@link #split} gives each its own half. A second
 * read that would have to wait while one is pending fails with an {@link IllegalStateException}, and so does a second write. To peek
 * and to wait for readability count as reads, to wait for writability as a write.
 *
 * <p>{@link #close} may be called by any thread at any time, and more than once. Pending operations then fail with a {@link
 * ClosedChannelException}.
 */
public abstract sealed class SocketStream implements AsyncReadWrite permits TcpStream, UnixStream {

    final IoDriver.StreamSocket socket;
    final InputSide input;
    final OutputSide output;
    private final OpenSides open = new OpenSides();

    SocketStream(IoDriver.StreamSocket socket) {
        this.socket = socket;
        this.input = new InputSide(socket, open);
        this.output = new OutputSide(socket, open);
    }

    /**
     * Makes two halves of this stream, to be used by two tasks.
     *
     * <p>Closing the write half ends the sending direction: the peer reads the end of the stream. Closing the read half refuses
     * further reads, and tells the peer nothing. The socket is closed with the second of the two. The stream itself stays
     * usable; closing it closes both.
     *
     * @return the halves, which {@link ReadHalf#reunite} leads back to the stream
     */
    public abstract Halves<? extends SocketStream> split();

    /**
     * The two directions of a stream.
     *
     * @param <S> the kind of stream
     * @param reader reads
     * @param writer writes
     */
    public record Halves<S extends SocketStream>(ReadHalf<S> reader, WriteHalf<S> writer) {

        static <S extends SocketStream> Halves<S> of(S stream) {
            return new Halves<>(new ReadHalf<>(stream), new WriteHalf<>(stream));
        }
    }

    // ---------------------------------------------------------------- reading

    @Override
    public final int pollRead(Object reader, Context cx, ByteBuffer target) throws IOException {
        return input.pollRead(reader, cx, target);
    }

    @Override
    public final void cancelRead(Object reader) {
        input.cancel(reader);
    }

    /**
     * Reads what is there, without waiting and without a waker. To be used after {@link #readable}.
     *
     * @param target where to; its position moves on
     * @return how many bytes were read, {@link Transfer#END}, or {@link Transfer#PENDING} if there is nothing; 0 only if the target
     *     has no room
     * @throws IOException if reading fails
     * @origin tokio::net::TcpStream::try_read (1.53). Differs: numbers in place of errors.
     */
    public final int tryRead(ByteBuffer target) throws IOException {
        return input.tryRead(target);
    }

    /**
     * Looks at what comes next, at least one byte, and leaves it there. A repeated peek sees what has come since, too.
     *
     * @param target where to; its position moves on. At most 64 KiB are seen ahead
     * @return a future of the number of bytes seen: -1 at the end of the stream, 0 only if the target has no room
     * @cancel Safe: nothing is taken in any case.
     * @cost What was looked at is kept in this stream until it is read. Java has no system call for this.
     * @origin tokio::net::TcpStream::peek (1.53).
     */
    @CancelSafe
    public final Future<Integer> peek(ByteBuffer target) {
        return new Peek(this, Objects.requireNonNull(target, "target"));
    }

    /**
     * Looks at what comes next, without waiting.
     *
     * @param target as for {@link #peek}
     * @return as for {@link #tryRead}
     * @throws IOException if reading fails
     */
    public final int tryPeek(ByteBuffer target) throws IOException {
        return input.tryPeek(target);
    }

    /**
     * Waits until a read would not wait: for data, for the end of the stream, or for a failure, which the read then tells.
     *
     * @return a future of what the stream is ready for; it fails with a {@link ClosedChannelException} once this end is closed
     * @cancel Safe: readiness is not used up.
     * @wakeup Only the waker of the latest poll is called.
     * @cost Reads one byte ahead.
     * @origin tokio::net::TcpStream::readable (1.53). Differs: never wrongly ready.
     */
    @CancelSafe
    public final Future<Ready> readable() {
        return new AwaitReady(this, OpenSides.INPUT);
    }

    // ---------------------------------------------------------------- writing

    @Override
    public final int pollWrite(Object writer, Context cx, ByteBuffer source) throws IOException {
        return output.pollWrite(writer, cx, source);
    }

    @Override
    public final long pollWrite(Object writer, Context cx, ByteBuffer[] sources) throws IOException {
        return output.pollWrite(writer, cx, sources);
    }

    @Override
    public final boolean isWriteVectored() {
        return true;
    }

    @Override
    public final void cancelWrite(Object writer) {
        output.cancel(writer);
    }

    /**
     * Writes what fits, without waiting and without a waker. To be used after {@link #writable}.
     *
     * @param source what; its position moves on
     * @return how many bytes were written, or {@link Transfer#PENDING} if none fits; 0 only if the source is empty
     * @throws IOException if writing fails
     */
    public final int tryWrite(ByteBuffer source) throws IOException {
        return output.tryWrite(source);
    }

    /**
     * Writes what fits from several buffers, in one system call, without waiting.
     *
     * @param sources what, in order; their positions move on
     * @return as for {@link #tryWrite(ByteBuffer)}
     * @throws IOException if writing fails
     */
    public final long tryWrite(ByteBuffer[] sources) throws IOException {
        return output.tryWrite(sources);
    }

    /**
     * Waits until a write is worth a try.
     *
     * @return a future of what the stream is ready for; it fails with a {@link ClosedChannelException} once this end is closed
     * @cancel Safe: readiness is not used up.
     * @wakeup Only the waker of the latest poll is called.
     */
    @CancelSafe
    public final Future<Ready> writable() {
        return new AwaitReady(this, OpenSides.OUTPUT);
    }

    /**
     * Waits until a read would not wait, or a write is worth a try, whichever comes first.
     *
     * @return a future of what the stream is ready for
     * @cancel Safe: readiness is not used up.
     * @wakeup Only the waker of the latest poll is called.
     */
    @CancelSafe
    public final Future<Ready> ready() {
        return new AwaitReady(this, OpenSides.BOTH);
    }

    /** Ready at once: nothing is kept back here, and the kernel sends what it holds on its own. */
    @Override
    public final boolean pollFlush(Object writer, Context cx) throws IOException {
        return output.pollFlush();
    }

    /** Ready at once, and harmless when repeated. A pending write of another fails. */
    @Override
    public final boolean pollShutdown(Object writer, Context cx) throws IOException {
        output.end();
        return true;
    }

    // ---------------------------------------------------------------- the socket

    /**
     * Returns where this end is.
     *
     * @return the local address
     * @throws IOException if the stream is closed
     */
    public SocketAddress localAddress() throws IOException {
        return socket.localAddress();
    }

    /**
     * Returns where the other end is.
     *
     * @return the address of the peer
     * @throws IOException if the stream is closed
     */
    public SocketAddress peerAddress() throws IOException {
        return socket.remoteAddress();
    }

    /**
     * Returns which options {@link #setOption} and {@link #option} take.
     *
     * @return those that the JDK has for such a socket on this system
     */
    public final Set<SocketOption<?>> supportedOptions() {
        return socket.supportedOptions();
    }

    /**
     * Sets an option of the socket.
     *
     * @param option one of the {@link #supportedOptions}
     * @param value the value
     * @param <T> the type of the value
     * @throws UnsupportedOptionException if it is none of them
     * @throws IllegalArgumentException if the value is out of range
     * @throws IOException if the stream is closed, or the system refuses
     */
    public final <T> void setOption(SocketOption<T> option, T value) throws IOException {
        Options.set(socket, option, value);
    }

    /**
     * Returns an option of the socket.
     *
     * @param option one of the {@link #supportedOptions}
     * @param <T> the type of the value
     * @return the value
     * @throws UnsupportedOptionException if it is none of them
     * @throws IOException if the stream is closed
     */
    public final <T> T option(SocketOption<T> option) throws IOException {
        return Options.get(socket, option);
    }

    /**
     * Asks for a size of the kernel's buffer for what is sent; the kernel may round it.
     *
     * @param bytes more than zero
     * @throws IllegalArgumentException if it is zero or less
     * @throws IOException if the stream is closed
     */
    public final void setSendBufferSize(int bytes) throws IOException {
        setOption(StandardSocketOptions.SO_SNDBUF, Options.positive(bytes, "bytes"));
    }

    /**
     * Returns the size of the kernel's buffer for what is sent.
     *
     * @return bytes
     * @throws IOException if the stream is closed
     */
    public final int sendBufferSize() throws IOException {
        return option(StandardSocketOptions.SO_SNDBUF);
    }

    /**
     * Asks for a size of the kernel's buffer for what is received; the kernel may round it.
     *
     * @param bytes more than zero
     * @throws IllegalArgumentException if it is zero or less
     * @throws IOException if the stream is closed
     */
    public final void setReceiveBufferSize(int bytes) throws IOException {
        setOption(StandardSocketOptions.SO_RCVBUF, Options.positive(bytes, "bytes"));
    }

    /**
     * Returns the size of the kernel's buffer for what is received.
     *
     * @return bytes
     * @throws IOException if the stream is closed
     */
    public final int receiveBufferSize() throws IOException {
        return option(StandardSocketOptions.SO_RCVBUF);
    }

    // ---------------------------------------------------------------- closing

    @Override
    public void close() throws IOException {
        if (open.close(OpenSides.BOTH) != OpenSides.BOTH) {
            socket.close();
        }
    }

    /** Closes the read half, and the socket if it is the second. */
    final void closeInput() throws IOException {
        int before = open.close(OpenSides.INPUT);
        if (before == OpenSides.OUTPUT) {
            socket.close();
        } else if (before == 0) {
            socket.wake(Interest.READ);
        }
    }

    /** Closes the write half, and the socket if it is the second. */
    final void closeOutput() throws IOException {
        int before = open.close(OpenSides.OUTPUT);
        if (before == OpenSides.INPUT) {
            socket.close();
        } else if (before == 0) {
            output.end();
        }
    }

    @Override
    public String toString() {
        String kind = getClass().getSimpleName();
        try {
            return kind + "[" + socket.remoteAddress() + "]";
        } catch (IOException e) {
            return kind + "[closed]";
        }
    }
}
