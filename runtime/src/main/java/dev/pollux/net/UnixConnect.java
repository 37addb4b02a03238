package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.RuntimeContext;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import org.jspecify.annotations.Nullable;

/** Connects to a path. */
final class UnixConnect extends LeafFuture<UnixStream> {

    private final UnixDomainSocketAddress address;
    private IoDriver.@Nullable StreamSocket attempt; // null before the first poll, and once it is the stream's

    UnixConnect(UnixDomainSocketAddress address) {
        this.address = address;
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        try {
            if (attempt == null) {
                attempt = RuntimeContext.current().io().openStream(StandardProtocolFamily.UNIX);
                attempt.connect(address);
            }
            do {
                if (attempt.finishConnect()) {
                    return connected(attempt);
                }
            } while (attempt.pollReady(Interest.WRITE, cx.waker()));
            return Poll.PENDING;
        } catch (IOException e) {
            throw UnixPaths.cannotConnect(address.getPath(), e);
        }
    }

    private UnixStream connected(IoDriver.StreamSocket socket) {
        attempt = null;
        return new UnixStream(socket);
    }

    @Override
    protected void release() {
        IoDriver.StreamSocket open = attempt;
        attempt = null;
        if (open != null) {
            open.clearWaker(Interest.WRITE);
            close(open);
        }
    }

    private static void close(IoDriver.StreamSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing was sent, and nobody waits for it.
        }
    }

    @Override
    public String toString() {
        return "UnixStream.connect(" + address + ")";
    }
}
