package dev.pollux.io.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Addresses as the kernel writes them: {@code struct sockaddr_in}, {@code sockaddr_in6} and {@code sockaddr_un}. */
final class SocketAddresses {

    private static final ValueLayout.OfShort PORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int PORT_AT = 2;
    private static final int INET_AT = 4;
    private static final int INET_SIZE = 16;
    private static final int INET6_AT = 8;
    private static final int SCOPE_AT = 24;
    private static final int INET6_SIZE = 28;
    private static final int PATH_AT = 2;
    private static final int PATH_MAX = 107; // and a zero byte

    private static final int INET6_LENGTH = 16;
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    /** How this system encodes names of files. */
    private static final Charset PATHS = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private SocketAddresses() {}

    // ---------------------------------------------------------------- to the kernel

    /**
     * Writes an address for a socket of some family.
     *
     * @return how long it is
     * @throws IOException if it is unresolved, or of another family
     */
    static int write(SocketAddress address, int family, MemorySegment target) throws IOException {
        if (family == Libc.UNIX && address instanceof UnixDomainSocketAddress unix) {
            return writePath(unix.getPath().toString().getBytes(PATHS), target);
        }
        if (family == Libc.UNIX || !(address instanceof InetSocketAddress internet)) {
            throw foreign(address);
        }
        InetAddress host = internet.getAddress();
        if (host == null) {
            throw new IOException("unresolved address: " + address);
        }
        return writeInternet(host, internet.getPort(), family, target);
    }

    /** Writes an internet address. */
    static int writeInternet(InetAddress host, int port, int family, MemorySegment target) throws IOException {
        target.asSlice(0, INET6_SIZE).fill((byte) 0);
        target.set(JAVA_SHORT, 0, (short) family);
        target.set(PORT, PORT_AT, (short) port);
        if (family == Libc.INET) {
            if (!(host instanceof Inet4Address)) {
                throw foreign(host);
            }
            MemorySegment.copy(host.getAddress(), 0, target, JAVA_BYTE, INET_AT, Integer.BYTES);
            return INET_SIZE;
        }
        if (host instanceof Inet6Address six) {
            MemorySegment.copy(six.getAddress(), 0, target, JAVA_BYTE, INET6_AT, INET6_LENGTH);
            target.set(JAVA_INT, SCOPE_AT, six.getScopeId());
        } else if (!host.isAnyLocalAddress()) { // the one that means any is the same for both families: zeros
            MemorySegment.copy(MAPPED, 0, target, JAVA_BYTE, INET6_AT, MAPPED.length);
            MemorySegment.copy(
                    host.getAddress(), 0, target, JAVA_BYTE, INET6_AT + MAPPED.length, INET6_LENGTH - MAPPED.length);
        }
        return INET6_SIZE;
    }

    /** Writes the address that means none: connected to it, a socket is connected to nobody. */
    static int writeNone(MemorySegment target) {
        target.asSlice(0, INET_SIZE).fill((byte) 0);
        return INET_SIZE;
    }

    private static int writePath(byte[] path, MemorySegment target) throws IOException {
        if (path.length > PATH_MAX) {
            throw new SocketException("Unix domain path too long");
        }
        target.set(JAVA_SHORT, 0, (short) Libc.UNIX);
        MemorySegment.copy(path, 0, target, JAVA_BYTE, PATH_AT, path.length);
        target.set(JAVA_BYTE, PATH_AT + path.length, (byte) 0);
        return PATH_AT + path.length + 1;
    }

    private static IOException foreign(Object address) {
        return new IOException("an address of another family than the socket's: " + address);
    }

    // ---------------------------------------------------------------- from the kernel

    /** Reads an address; {@code null} if it is of no family known here. */
    static @Nullable SocketAddress read(MemorySegment source, int length) throws UnknownHostException {
        int family = length < Short.BYTES ? 0 : source.get(JAVA_SHORT, 0);
        return switch (family) {
            case Libc.INET -> new InetSocketAddress(host(source, INET_AT, Integer.BYTES), port(source));
            case Libc.INET6 -> new InetSocketAddress(scoped(source), port(source));
            case Libc.UNIX -> UnixDomainSocketAddress.of(path(source, length));
            default -> null;
        };
    }

    private static int port(MemorySegment source) {
        return Short.toUnsignedInt(source.get(PORT, PORT_AT));
    }

    private static InetAddress host(MemorySegment source, int at, int length) throws UnknownHostException {
        return InetAddress.getByAddress(source.asSlice(at, length).toArray(JAVA_BYTE)); // a mapped one is of version 4
    }

    private static InetAddress scoped(MemorySegment source) throws UnknownHostException {
        InetAddress host = host(source, INET6_AT, INET6_LENGTH);
        int scope = source.get(JAVA_INT, SCOPE_AT);
        return scope == 0 || host instanceof Inet4Address
                ? host
                : Inet6Address.getByAddress(null, host.getAddress(), scope);
    }

    /** The path; empty if the socket has no name, or an abstract one, which the JDK's class cannot hold. */
    private static String path(MemorySegment source, int length) {
        if (length <= PATH_AT || source.get(JAVA_BYTE, PATH_AT) == 0) {
            return "";
        }
        byte[] bytes = source.asSlice(PATH_AT, Math.min(length, PATH_AT + PATH_MAX + 1) - PATH_AT)
                .toArray(JAVA_BYTE);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, PATHS);
    }
}
