package dev.pollux.io.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** That a socket belongs to a multicast group, until it is closed. */
final class Membership implements Closeable {

    private static final int JOIN_GROUP = 42;
    private static final int LEAVE_GROUP = 45;
    private static final int JOIN_SOURCE = 46;
    private static final int LEAVE_SOURCE = 47;

    // struct group_req and group_source_req: the index of an interface, the group, the source
    private static final int GROUP_AT = 8;
    private static final int SOURCE_AT = GROUP_AT + Scratch.ADDRESS_SIZE;
    private static final int SIZE = SOURCE_AT + Scratch.ADDRESS_SIZE;

    private static final int IP = 0;
    private static final int IP6 = 41;

    private final EpollDatagramSocket socket;
    private final InetAddress group;
    private final NetworkInterface by;
    private final @Nullable InetAddress source;
    private final AtomicBoolean left = new AtomicBoolean();

    Membership(EpollDatagramSocket socket, InetAddress group, NetworkInterface by, @Nullable InetAddress source) {
        if (!group.isMulticastAddress()) {
            throw new IllegalArgumentException("group is not a multicast address: " + group);
        }
        if (group instanceof Inet4Address != (socket.family == Libc.INET)) {
            throw new IllegalArgumentException("group is of another family than the socket: " + group);
        }
        if (source != null && (source.isAnyLocalAddress() || source.isMulticastAddress())) {
            throw new IllegalArgumentException("source must be the address of a host: " + source);
        }
        if (source != null && source.getClass() != group.getClass()) {
            throw new IllegalArgumentException("source is of another family than the group: " + source);
        }
        this.socket = socket;
        this.group = group;
        this.by = by;
        this.source = source;
    }

    void join() throws IOException {
        request(source == null ? JOIN_GROUP : JOIN_SOURCE);
    }

    @Override
    public void close() throws IOException {
        if (left.compareAndSet(false, true)) {
            try {
                request(source == null ? LEAVE_GROUP : LEAVE_SOURCE);
            } catch (ClosedChannelException e) {
                // with the socket, which has left the group by being closed
            }
        }
    }

    private void request(int code) throws IOException {
        MemorySegment argument = Scratch.mine().argument;
        argument.set(JAVA_INT, 0, by.getIndex());
        SocketAddresses.writeInternet(group, 0, socket.family, argument.asSlice(GROUP_AT));
        if (source != null) {
            SocketAddresses.writeInternet(source, 0, socket.family, argument.asSlice(SOURCE_AT));
        }
        int size = source == null ? SOURCE_AT : SIZE;
        socket.calling(fd -> Libc.setOption(fd, socket.family == Libc.INET ? IP : IP6, code, size));
    }
}
