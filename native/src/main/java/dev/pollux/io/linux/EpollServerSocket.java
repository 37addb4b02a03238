package dev.pollux.io.linux;

import dev.pollux.runtime.io.Readiness;
import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket.
 *
 * <p>An accept that fails, say for want of file descriptors, leaves the connection queued, of which the kernel has told already. So
 * the failure ends the readiness, and the kernel is asked to tell again: a loop that goes on accepting fails once per look at the
 * sockets, and the other tasks get their turns in between. It is they who give descriptors back.
 */
final class EpollServerSocket extends EpollSocket implements IoDriver.ServerSocket {

    EpollServerSocket(EpollDriver driver, int family) throws IOException {
        super(driver, family, open(family, Libc.STREAM, fd -> reuseAddress(fd, family)));
    }

    /** As the JDK does: otherwise the port of a server that has ended stays taken for a minute. */
    private static void reuseAddress(int fd, int family) throws IOException {
        if (family != Libc.UNIX) {
            KernelOption.REUSE_ADDRESS.set(fd, family, true);
        }
    }

    @Override
    public void listen(SocketAddress address, int backlog) throws IOException {
        bindTo(address);
        calling(fd -> Libc.listen(fd, backlog));
        watch(); // before, the kernel would call it hung up
    }

    @Override
    public @Nullable EpollStreamSocket tryAccept() throws IOException {
        int seen = input.read();
        if (!Readiness.isReady(seen)) {
            return null;
        }
        int accepted = accept(seen);
        return accepted < 0 ? null : EpollStreamSocket.connected(driver, family, accepted, readAddress());
    }

    private int accept(int seen) throws IOException {
        int fd = enter();
        try {
            int accepted = Libc.accept(fd);
            while (accepted == -Errno.CONNECTION_ABORTED || accepted == -Errno.INTERRUPTED) {
                accepted = Libc.accept(fd);
            }
            if (accepted >= 0) {
                return accepted;
            }
            input.clear(seen);
            if (accepted != -Errno.AGAIN) {
                driver.tellAgain(fd, token);
                throw Errno.failure(-accepted);
            }
            return accepted;
        } finally {
            descriptor.exit();
        }
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return family == Libc.UNIX ? OptionSets.UNIX_SERVER : OptionSets.SERVER;
    }
}
