package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.RuntimeContext;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a path.
 *
 * <p>The kernel connects at once, or refuses, or says that the queue of the listener is full; it does not tell when there is room again.
 * So this tries again a little later, with another socket: no socket is open between two polls.
 */
final class UnixConnect extends LeafFuture<UnixStream> {

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

    private final UnixDomainSocketAddress address;
    private final Backoff backoff = new Backoff(SHORTEST_WAIT, LONGEST_WAIT);

    UnixConnect(UnixDomainSocketAddress address) {
        this.address = address;
    }

    @Override
    protected Object advance(Context cx) throws IOException {
        while (backoff.isOver(cx)) {
            UnixStream connected = attempt(address);
            if (connected != null) {
                return connected;
            }
            backoff.begin();
        }
        return Poll.PENDING;
    }

    /** Connects now, or returns null if the listener's queue is full. */
    static @Nullable UnixStream attempt(UnixDomainSocketAddress address) throws IOException {
        IoDriver.StreamSocket socket = RuntimeContext.current().io().openStream(StandardProtocolFamily.UNIX);
        boolean connected = false;
        try {
            connected = socket.connect(address);
            return connected ? new UnixStream(socket) : null;
        } catch (IOException e) {
            if (UnixPaths.isQueueFull(e)) {
                return null;
            }
            throw UnixPaths.cannotConnect(address.getPath(), e);
        } finally {
            if (!connected) {
                socket.close();
            }
        }
    }

    @Override
    protected void release() {
        backoff.drop();
    }

    @Override
    public String toString() {
        return "UnixStream.connect(" + address + ")";
    }
}
