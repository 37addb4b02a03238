package dev.pollux.io.linux;

import dev.pollux.runtime.io.Readiness;
import dev.pollux.runtime.spi.IoDriver;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.NotYetConnectedException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A socket for datagrams. */
final class EpollDatagramSocket extends EpollSocket implements IoDriver.DatagramSocket {

    private volatile @Nullable SocketAddress peer;

    EpollDatagramSocket(EpollDriver driver, int family) throws IOException {
        super(driver, family, open(family, Libc.DATAGRAM, fd -> ignoreOtherGroups(fd, family)));
        watchOrClose();
    }

    /** As the JDK does, on kernels that can. */
    private static void ignoreOtherGroups(int fd, int family) throws IOException {
        try {
            KernelOption.MULTICAST_ALL.set(fd, family, false);
        } catch (SocketException e) {
            // IPv6 has it since Linux 4.20
        }
    }

    // ---------------------------------------------------------------- addresses

    @Override
    public void bind(SocketAddress address) throws IOException {
        bindTo(address);
    }

    @Override
    public void connect(SocketAddress address) throws IOException {
        int length = SocketAddresses.write(address, family, Scratch.mine().address);
        calling(fd -> Libc.connect(fd, length));
        calling(EpollDatagramSocket::discard); // what others have sent before
        peer = address;
    }

    private static int discard(int fd) {
        ByteBuffer nowhere = ByteBuffer.allocate(1);
        while (Transfers.receive(fd, nowhere, 1) >= 0) {}
        return 0;
    }

    @Override
    public void disconnect() throws IOException {
        if (peer == null) {
            return;
        }
        SocketAddress before = localAddress();
        int length = SocketAddresses.writeNone(Scratch.mine().address);
        calling(fd -> Libc.connect(fd, length));
        peer = null;
        if (localAddress() instanceof InetSocketAddress now && now.getPort() == 0) {
            bindTo(before); // the kernel gave up the port that it had picked
        }
    }

    @Override
    public @Nullable SocketAddress remoteAddress() throws IOException {
        requireOpen();
        return peer;
    }

    // ---------------------------------------------------------------- datagrams

    @Override
    public @Nullable SocketAddress tryReceive(ByteBuffer target) throws IOException {
        int seen = input.read();
        if (!Readiness.isReady(seen)) {
            return null;
        }
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("Read-only buffer");
        }
        long count = receive(target);
        if (count < 0) {
            refused(count, input, seen);
            return null;
        }
        target.position(target.position() + (int) count);
        return readAddress();
    }

    private long receive(ByteBuffer target) throws IOException {
        int fd = enter();
        try {
            return Transfers.receiveFrom(fd, target);
        } finally {
            descriptor.exit();
        }
    }

    @Override
    public boolean trySend(ByteBuffer source, @Nullable SocketAddress target) throws IOException {
        int seen = output.read();
        if (!Readiness.isReady(seen)) {
            return false;
        }
        long count = send(source, target);
        if (count < 0) {
            return refused(count, output, seen);
        }
        source.position(source.limit());
        return true;
    }

    private long send(ByteBuffer source, @Nullable SocketAddress target) throws IOException {
        SocketAddress connected = peer;
        if (connected == null && target == null) {
            throw new NotYetConnectedException();
        }
        if (connected != null && target != null && !connected.equals(target)) {
            throw new AlreadyConnectedException();
        }
        int length =
                connected != null || target == null ? 0 : SocketAddresses.write(target, family, Scratch.mine().address);
        int fd = enter();
        try {
            return Transfers.sendTo(fd, source, source.remaining(), length);
        } finally {
            descriptor.exit();
        }
    }

    /** What a transfer that the kernel refused comes to: nothing if it would have blocked, or a failure. */
    private static boolean refused(long result, Readiness direction, int seen) throws IOException {
        int errno = (int) -result;
        if (errno == Errno.AGAIN) {
            direction.clear(seen);
        } else if (errno == Errno.CONNECTION_REFUSED) {
            throw new PortUnreachableException(Libc.describe(errno));
        } else if (errno != Errno.INTERRUPTED) { // which leaves it ready, so it is tried again
            throw Errno.failure(errno);
        }
        return false;
    }

    // ---------------------------------------------------------------- groups

    @Override
    public Closeable join(InetAddress group, NetworkInterface by, @Nullable InetAddress source) throws IOException {
        Membership membership = new Membership(this, group, by, source);
        membership.join();
        return membership;
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return OptionSets.DATAGRAM;
    }
}
