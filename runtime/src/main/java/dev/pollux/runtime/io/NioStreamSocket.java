package dev.pollux.runtime.io;

import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;

/**
 * A connected socket, or one that is being connected.
 *
 * <p>A transfer that moves less than it could have ends the readiness, without the extra attempt that would only be told so.
 */
final class NioStreamSocket extends NioSocket implements IoDriver.StreamSocket {

    /**
     * The most that one call moves from or to a heap buffer. The JDK copies it through a direct buffer of the same size, which
     * it then keeps for the life of the thread.
     */
    private static final int HEAP_WINDOW = 1 << 16;

    private final NioDriver driver;
    private final SocketChannel channel;

    /** Takes over a connected channel. */
    NioStreamSocket(NioDriver driver, SocketChannel channel) throws IOException {
        this(driver, channel, SelectionKey.OP_WRITE);
    }

    private NioStreamSocket(NioDriver driver, SocketChannel channel, int outputOps) throws IOException {
        super(driver, channel, SelectionKey.OP_READ, outputOps);
        this.driver = driver;
        this.channel = channel;
    }

    /** Starts to connect a channel. */
    static NioStreamSocket connect(NioDriver driver, SocketChannel channel, InetSocketAddress address)
            throws IOException {
        NioStreamSocket socket = new NioStreamSocket(driver, channel, SelectionKey.OP_CONNECT);
        try {
            if (channel.connect(address)) {
                socket.output.restart(SelectionKey.OP_WRITE);
            } else {
                socket.output.clear(socket.output.read());
            }
            return socket;
        } catch (UnresolvedAddressException e) {
            socket.close();
            throw new IOException("unresolved address: " + address, e);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public boolean finishConnect() throws IOException {
        if (channel.isConnected()) {
            return true;
        }
        int seen = output.read();
        if (!Readiness.isReady(seen)) {
            return false;
        }
        try {
            if (!channel.finishConnect()) {
                output.clear(seen);
                return false;
            }
        } catch (ClosedChannelException e) {
            throw driver.explain(e);
        }
        output.restart(SelectionKey.OP_WRITE);
        return true;
    }

    @Override
    public int tryRead(ByteBuffer target) throws IOException {
        int seen = input.read();
        if (!Readiness.isReady(seen)) {
            return 0;
        }
        int limit = target.limit();
        int window = narrow(target);
        try {
            int count = channel.read(target);
            if (count >= 0 && count < window) { // the end of the stream stays ready
                input.clear(seen);
            }
            return count;
        } catch (ClosedChannelException e) {
            throw driver.explain(e);
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public int tryWrite(ByteBuffer source) throws IOException {
        int seen = output.read();
        if (!Readiness.isReady(seen)) {
            return 0;
        }
        int limit = source.limit();
        int window = narrow(source);
        try {
            int count = channel.write(source);
            if (count < window) {
                output.clear(seen);
            }
            return count;
        } catch (ClosedChannelException e) {
            throw driver.explain(e);
        } finally {
            source.limit(limit);
        }
    }

    /** Limits a heap buffer to the window, and returns how much one call may move. */
    private static int narrow(ByteBuffer buffer) {
        int window = buffer.remaining();
        if (!buffer.isDirect() && window > HEAP_WINDOW) {
            buffer.limit(buffer.position() + HEAP_WINDOW);
            return HEAP_WINDOW;
        }
        return window;
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public SocketAddress remoteAddress() throws IOException {
        return boundTo(channel.getRemoteAddress());
    }

    @Override
    public void setNoDelay(boolean on) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, on);
    }
}
