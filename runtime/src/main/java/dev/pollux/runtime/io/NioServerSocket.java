package dev.pollux.runtime.io;

import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket.
 *
 * <p>An accept that fails, say for want of file descriptors, leaves the direction ready: the next accept tries again, and the
 * selector, which would otherwise report the same connection over and over, disarms after two reports.
 */
final class NioServerSocket extends NioSocket implements IoDriver.ServerSocket {

    private final NioDriver driver;
    private final ServerSocketChannel channel;

    NioServerSocket(NioDriver driver, ServerSocketChannel channel) throws IOException {
        super(driver, channel, SelectionKey.OP_ACCEPT, 0);
        this.driver = driver;
        this.channel = channel;
    }

    @Override
    public @Nullable NioStreamSocket tryAccept() throws IOException {
        int seen = input.read();
        if (!Readiness.isReady(seen)) {
            return null;
        }
        SocketChannel accepted = channel.accept();
        if (accepted == null) {
            input.clear(seen);
            return null;
        }
        return new NioStreamSocket(driver, accepted);
    }
}
