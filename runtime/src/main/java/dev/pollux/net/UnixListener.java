package dev.pollux.net;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.RuntimeContext;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A socket that listens for connections from the same machine, on a path.
 *
 * <p>The path is made by the bind, which fails if it exists, and is left there by the close, unless {@link #unlinkOnClose} was called.
 */
public final class UnixListener extends SocketListener<UnixStream> {

    private final Path path;
    private volatile @Nullable Object unlinked; // the key of the file to be deleted by close()

    UnixListener(IoDriver.ServerSocket socket, Path path) {
        super(socket, Settings.NONE);
        this.path = path;
    }

    /**
     * Listens on a path.
     *
     * @param path of the socket; must not exist
     * @return a future of the listener, which belongs to the runtime that polls it. It fails with a {@link
     *     java.net.BindException} if the path exists or cannot be made, and with a {@link UnixPathTooLongException}
     * @throws IllegalArgumentException if the path is not one of the default file system
     * @cancel Safe: nothing is bound before the poll that returns the listener.
     * @origin tokio::net::UnixListener::bind (1.53). Differs: no abstract names, which the JDK lacks.
     */
    @CancelSafe
    public static Future<UnixListener> bind(Path path) {
        UnixDomainSocketAddress address = UnixPaths.address(path);
        return Futures.lazy(() -> listen(address));
    }

    /** Listens at once. */
    static UnixListener listen(UnixDomainSocketAddress address) throws IOException {
        IoDriver.ServerSocket socket = RuntimeContext.current().io().openServer(StandardProtocolFamily.UNIX);
        try {
            socket.listen(address, BACKLOG);
            return new UnixListener(socket, address.getPath());
        } catch (IOException e) {
            socket.close();
            throw UnixPaths.cannotListen(address.getPath(), e);
        }
    }

    /**
     * Has {@link #close} delete the path, if it still leads to this socket.
     *
     * @return this
     * @throws IOException if the path does not lead to this socket any more
     */
    public UnixListener unlinkOnClose() throws IOException {
        unlinked = Objects.requireNonNullElse(fileKey(), this); // some systems have no keys
        return this;
    }

    private @Nullable Object fileKey() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /**
     * Returns where this listens.
     *
     * @return the path as it was given
     */
    public Path path() {
        return path;
    }

    @Override
    UnixStream connection(IoDriver.StreamSocket accepted) {
        return new UnixStream(accepted);
    }

    @Override
    public UnixDomainSocketAddress localAddress() throws IOException {
        return (UnixDomainSocketAddress) socket.localAddress();
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            Object key = unlinked;
            unlinked = null;
            if (key != null && Files.exists(path) && key.equals(Objects.requireNonNullElse(fileKey(), this))) {
                Files.deleteIfExists(path);
            }
        }
    }
}
