package dev.pollux.runtime.io;

import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A connected socket, or one that is being connected.
 *
 * <p>A transfer that moves less than it could have ends the readiness, without the extra attempt that would only be told so.
 */
final class NioStreamSocket extends NioSocket<SocketChannel> implements IoDriver.StreamSocket {

    /**
     * The most that one call moves from or to a heap buffer, or from several buffers. The JDK copies it through a direct buffer of the same size, which
     * it then keeps for the life of the thread.
     */
    private static final int HEAP_WINDOW = 1 << 16;

    private NioStreamSocket(NioDriver driver, SocketChannel channel, int outputOps) throws IOException {
        super(driver, channel, SelectionKey.OP_READ, outputOps);
    }

    /** Takes over a channel that is not connected yet. */
    static NioStreamSocket unconnected(NioDriver driver, SocketChannel channel) throws IOException {
        return new NioStreamSocket(driver, channel, SelectionKey.OP_CONNECT);
    }

    /** Takes over a connected channel. */
    static NioStreamSocket connected(NioDriver driver, SocketChannel channel) throws IOException {
        return new NioStreamSocket(driver, channel, SelectionKey.OP_WRITE);
    }

    // ---------------------------------------------------------------- to connect

    @Override
    public void bind(SocketAddress address) throws IOException {
        using(address, () -> channel.bind(address));
    }

    @Override
    public boolean connect(SocketAddress address) throws IOException {
        using(address, () -> channel.connect(address));
        boolean connected = channel.isConnected();
        if (connected) {
            output.restart(SelectionKey.OP_WRITE);
        } else {
            output.clear(output.read());
        }
        return connected;
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

    // ---------------------------------------------------------------- to transfer

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

    @Override
    public long tryWrite(ByteBuffer[] sources) throws IOException {
        int start = BufferRun.start(sources);
        int end = BufferRun.end(sources, start, Integer.MAX_VALUE, HEAP_WINDOW);
        return end == start + 1 ? tryWrite(sources[start]) : tryWrite(sources, start, end);
    }

    private long tryWrite(ByteBuffer[] sources, int start, int end) throws IOException {
        int seen = output.read();
        if (!Readiness.isReady(seen)) {
            return 0;
        }
        try {
            long window = BufferRun.bytes(sources, start, end);
            long count = channel.write(sources, start, end - start);
            if (count < window) {
                output.clear(seen);
            }
            return count;
        } catch (ClosedChannelException e) {
            throw driver.explain(e);
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
}
