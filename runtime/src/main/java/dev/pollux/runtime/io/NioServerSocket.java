package dev.pollux.runtime.io;

import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket.
 *
 * <p>An accept that fails, say for want of file descriptors, ends the readiness, and the selector at once reports the connection
 * that is still queued. So a loop that goes on accepting fails once per look at the sockets, and the other tasks get their turns
 * in between: it is they who give descriptors back.
 */
final class NioServerSocket extends NioSocket<ServerSocketChannel> implements IoDriver.ServerSocket {

    NioServerSocket(NioDriver driver, ServerSocketChannel channel) throws IOException {
        super(driver, channel, SelectionKey.OP_ACCEPT, 0);
    }

    @Override
    public void listen(SocketAddress address, int backlog) throws IOException {
        using(address, () -> channel.bind(address, backlog));
    }

    @Override
    public @Nullable NioStreamSocket tryAccept() throws IOException {
        int seen = input.read();
        if (!Readiness.isReady(seen)) {
            return null;
        }
        @Nullable SocketChannel accepted = null;
        try {
            accepted = channel.accept();
        } catch (ClosedChannelException e) {
            throw driver.explain(e);
        } finally {
            if (accepted == null) {
                input.clear(seen);
            }
        }
        return accepted == null ? null : NioStreamSocket.connected(driver, accepted);
    }
}
