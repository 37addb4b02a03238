package dev.pollux.io.linux;

import dev.pollux.runtime.io.BufferRun;
import dev.pollux.runtime.io.Readiness;
import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.lang.ref.Reference;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connected socket, or one that is being connected.
 *
 * <p>A transfer that moves less than it could have ends the readiness, without the extra attempt that would only be told so; see
 * {@link EpollSource} for when it does not.
 */
final class EpollStreamSocket extends EpollSocket implements IoDriver.StreamSocket {

    private enum Stage {
        NEW,
        CONNECTING,
        CONNECTED
    }

    private volatile Stage stage; // changed by whoever connects
    private volatile @Nullable SocketAddress peer; // the kernel forgets it when the connection breaks
    private volatile boolean outputEnded;
    private volatile boolean reset; // the kernel tells only once

    private EpollStreamSocket(EpollDriver driver, int family, int fd, Stage stage) throws IOException {
        super(driver, family, fd);
        this.stage = stage;
        this.exact = family == Libc.UNIX;
    }

    /** Opens a socket that is not connected yet. */
    static EpollStreamSocket unconnected(EpollDriver driver, int family) throws IOException {
        return new EpollStreamSocket(driver, family, open(family, Libc.STREAM, fd -> {}), Stage.NEW);
    }

    /** Takes over a connected descriptor. */
    static EpollStreamSocket connected(EpollDriver driver, int family, int fd, @Nullable SocketAddress peer)
            throws IOException {
        EpollStreamSocket socket = new EpollStreamSocket(driver, family, fd, Stage.CONNECTED);
        socket.peer = peer;
        socket.watchOrClose();
        return socket;
    }

    // ---------------------------------------------------------------- to connect

    @Override
    public void bind(SocketAddress address) throws IOException {
        bindTo(address);
    }

    @Override
    public boolean connect(SocketAddress address) throws IOException {
        if (stage != Stage.NEW) {
            throw stage == Stage.CONNECTED ? new AlreadyConnectedException() : new ConnectionPendingException();
        }
        int length = SocketAddresses.write(address, family, Scratch.mine().address);
        int result = start(length);
        if (result == -Errno.AGAIN) { // of a Unix socket alone; nobody would tell when there is room
            close();
            throw new ConnectException("temporarily unavailable: the listener's queue is full: " + address);
        }
        if (result < 0 && result != -Errno.IN_PROGRESS && result != -Errno.INTERRUPTED) {
            close();
            throw Errno.failure(-result);
        }
        stage = Stage.CONNECTING;
        if (result != 0) {
            output.clear(output.read()); // no event can have come: the kernel does not watch yet
        }
        watchOrClose();
        return result == 0 && finishConnect();
    }

    private int start(int length) throws IOException {
        int fd = enter();
        try {
            return Libc.connect(fd, length);
        } finally {
            descriptor.exit();
        }
    }

    @Override
    public boolean finishConnect() throws IOException {
        if (stage == Stage.CONNECTED) {
            return true;
        }
        int seen = output.read();
        if (!Readiness.isReady(seen)) {
            return false;
        }
        int fd = enter();
        try {
            return finish(fd, seen);
        } finally {
            descriptor.exit();
        }
    }

    private boolean finish(int fd, int seen) throws IOException {
        Object error = KernelOption.ERROR.get(fd, family);
        if (error instanceof Integer errno && errno != 0) {
            close();
            throw Errno.failure(errno);
        }
        if (Libc.remoteAddress(fd) == -Errno.NOT_CONNECTED) { // somebody called wake
            output.clear(seen);
            return false;
        }
        peer = readAddress();
        stage = Stage.CONNECTED;
        return true;
    }

    // ---------------------------------------------------------------- to receive

    @Override
    public int tryRead(ByteBuffer target) throws IOException {
        int seen = input.read();
        if (!Readiness.isReady(seen)) {
            return 0;
        }
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("Read-only buffer");
        }
        int window = Transfers.window(target);
        int count = receive(target, window);
        if (count > 0) {
            target.position(target.position() + count);
            if (count < window && !exact) {
                input.clear(seen);
            }
            return count;
        }
        return count == 0 ? end() : refused(count, input, seen);
    }

    private int receive(ByteBuffer target, int window) throws IOException {
        int fd = enter();
        try {
            return (int) Transfers.receive(fd, target, window);
        } finally {
            descriptor.exit();
        }
    }

    private int end() throws IOException {
        if (reset) {
            throw Errno.failure(Errno.CONNECTION_RESET);
        }
        return -1;
    }

    /** What a transfer that the kernel refused comes to: nothing if it would have blocked, or a failure. */
    private int refused(long result, Readiness direction, int seen) throws IOException {
        int errno = (int) -result;
        if (errno == Errno.AGAIN) {
            direction.clear(seen);
            return 0;
        }
        if (errno == Errno.INTERRUPTED) {
            return 0; // still ready, so it is tried again
        }
        if (stage != Stage.CONNECTED) {
            throw new NotYetConnectedException();
        }
        reset |= errno == Errno.CONNECTION_RESET;
        throw Errno.failure(errno);
    }

    // ---------------------------------------------------------------- to send

    @Override
    public int tryWrite(ByteBuffer source) throws IOException {
        int seen = output.read();
        if (!Readiness.isReady(seen)) {
            return 0;
        }
        int window = Transfers.window(source);
        long count = send(source, window);
        if (count < 0) {
            return refused(count, output, seen);
        }
        source.position(source.position() + (int) count);
        if (count < window) {
            output.clear(seen);
        }
        return (int) count;
    }

    private long send(ByteBuffer source, int window) throws IOException {
        int fd = enterOutput();
        try {
            return Transfers.send(fd, source, window);
        } finally {
            descriptor.exit();
        }
    }

    private int enterOutput() throws IOException {
        if (outputEnded) {
            throw new ClosedChannelException();
        }
        return enter();
    }

    @Override
    public long tryWrite(ByteBuffer[] sources) throws IOException {
        int start = BufferRun.start(sources);
        int end = BufferRun.end(sources, start, Gather.BUFFERS, Transfers.SHORT);
        return end == start + 1 ? tryWrite(sources[start]) : tryWrite(sources, start, end);
    }

    private long tryWrite(ByteBuffer[] sources, int start, int end) throws IOException {
        int seen = output.read();
        if (!Readiness.isReady(seen)) {
            return 0;
        }
        long window = BufferRun.bytes(sources, start, end);
        long count = send(sources, start, end);
        if (count < 0) {
            return refused(count, output, seen);
        }
        if (count < window) {
            output.clear(seen);
        }
        advance(sources, start, count);
        return count;
    }

    private static void advance(ByteBuffer[] sources, int start, long count) {
        long left = count;
        for (int i = start; left > 0; i++) {
            int part = (int) Math.min(left, sources[i].remaining());
            sources[i].position(sources[i].position() + part);
            left -= part;
        }
    }

    private long send(ByteBuffer[] sources, int start, int end) throws IOException {
        int fd = enterOutput();
        try {
            return Transfers.sendMessage(fd, Scratch.mine().gather().message(sources, start, end));
        } finally {
            Reference.reachabilityFence(sources);
            descriptor.exit();
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        if (stage != Stage.CONNECTED) {
            throw new NotYetConnectedException();
        }
        if (!outputEnded) {
            outputEnded = true;
            calling(fd -> {
                int result = Libc.shutdown(fd, Libc.SHUT_WRITE);
                return result == -Errno.NOT_CONNECTED ? 0 : result; // it is broken already
            });
        }
    }

    // ---------------------------------------------------------------- what is known of it

    @Override
    public SocketAddress remoteAddress() throws IOException {
        requireOpen();
        SocketAddress known = peer;
        if (known == null) {
            throw new ClosedChannelException(); // as the other driver says it
        }
        return known;
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return family == Libc.UNIX ? OptionSets.UNIX_STREAM : OptionSets.STREAM;
    }
}
