package dev.pollux.net;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** A connection within this machine, through a Unix socket. */
public final class UnixStream extends SocketStream {

    UnixStream(IoDriver.StreamSocket socket) {
        super(socket);
    }

    /**
     * Opens a connection.
     *
     * @param path where somebody listens
     * @return a future of the connection, which belongs to the runtime that polls it. It fails with a {@link
     *     java.net.ConnectException} if nobody listens there, and with a {@link UnixPathTooLongException}
     * @throws IllegalArgumentException if the path is not one of the default file system
     * @cancel Safe: no socket is open between two polls.
     * @cost If the listener's queue is full, another attempt after 1 ms, later after up to 50 ms: the kernel does not tell when there is room.
     * @origin tokio::net::UnixStream::connect (1.53). Differs: no abstract names, which the JDK lacks.
     */
    @CancelSafe
    public static Future<UnixStream> connect(Path path) {
        return new UnixConnect(UnixPaths.address(path));
    }

    /**
     * Makes two streams that are connected to each other.
     *
     * @return the two ends, which belong to the runtime of the calling thread
     * @throws IOException if the system refuses
     * @cost Java has no system call for this: it listens for a moment in a directory of its own, which only this user can enter.
     * @origin tokio::net::UnixStream::pair (1.53).
     */
    public static Pair pair() throws IOException {
        Path directory = Files.createTempDirectory("pollux");
        Path path = directory.resolve("pair");
        try (UnixListener listener =
                UnixListener.listen(UnixPaths.address(path)).unlinkOnClose()) {
            UnixStream one = UnixConnect.attempt(listener.localAddress());
            UnixStream other = listener.tryAccept();
            if (one == null || other == null) {
                throw new IOException("the system did not connect the ends of a pair at once");
            }
            return new Pair(one, other);
        } finally {
            Files.deleteIfExists(path);
            Files.delete(directory);
        }
    }

    /**
     * The two ends of a connection.
     *
     * @param one an end
     * @param other the other
     */
    public record Pair(UnixStream one, UnixStream other) {}

    @Override
    public Halves<UnixStream> split() {
        return Halves.of(this);
    }

    @Override
    public UnixDomainSocketAddress localAddress() throws IOException {
        return (UnixDomainSocketAddress) socket.localAddress();
    }

    @Override
    public UnixDomainSocketAddress peerAddress() throws IOException {
        return (UnixDomainSocketAddress) socket.remoteAddress();
    }

    /**
     * Asks the kernel who is at the other end.
     *
     * @return the user and the group of the process that connected, or that listened
     * @throws UnsupportedOptionException if the Java runtime lacks the module {@code jdk.net}, or the system cannot tell
     * @throws IOException if the stream is closed
     */
    public PeerCredentials peerCredentials() throws IOException {
        return PeerCredentials.of(socket);
    }
}
