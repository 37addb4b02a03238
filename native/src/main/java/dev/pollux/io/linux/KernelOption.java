package dev.pollux.io.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.stream.Stream;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * What an option of the JDK is to the kernel. They are found by their names, so that those of {@code jdk.net} need no dependency.
 *
 * @param name the JDK's name
 * @param level where it belongs, for a socket of the older family
 * @param code its number there
 * @param level6 where it belongs for an IPv6 socket
 * @param code6 its number there
 * @param form how its value is written
 */
record KernelOption(String name, int level, int code, int level6, int code6, Form form) {

    private static final int SOCKET = 1;
    private static final int TCP = 6;
    private static final int IP = 0;
    private static final int IP6 = 41;

    static final KernelOption REUSE_ADDRESS = of("SO_REUSEADDR", SOCKET, 2, new Form.Flag());

    /** The pending error of a socket, which reading it clears. */
    static final KernelOption ERROR = of("SO_ERROR", SOCKET, 4, new Form.Range(0, Integer.MAX_VALUE));

    /** Whether a datagram socket gets the datagrams of groups that other sockets joined. */
    static final KernelOption MULTICAST_ALL = new KernelOption("IP_MULTICAST_ALL", IP, 49, IP6, 29, new Form.Flag());

    /** Whether an IPv6 socket refuses to talk to the older family. */
    static final KernelOption IPV6_ALONE = of("IPV6_V6ONLY", IP6, 26, new Form.Flag());

    /** All that are known, beside those that the JDK has no name for. */
    static final KernelOption[] ALL = {
        REUSE_ADDRESS,
        of("SO_REUSEPORT", SOCKET, 15, new Form.Flag()),
        of("SO_KEEPALIVE", SOCKET, 9, new Form.Flag()),
        of("SO_BROADCAST", SOCKET, 6, new Form.Flag()),
        of("SO_SNDBUF", SOCKET, 7, new Form.BufferSize()),
        of("SO_RCVBUF", SOCKET, 8, new Form.BufferSize()),
        of("SO_PEERCRED", SOCKET, 17, new Form.Credentials()),
        of("SO_LINGER", SOCKET, 13, new Form.Linger()),
        of("TCP_NODELAY", TCP, 1, new Form.Flag()),
        of("TCP_QUICKACK", TCP, 12, new Form.Flag()),
        of("TCP_KEEPIDLE", TCP, 4, new Form.Range(1, Short.MAX_VALUE)),
        of("TCP_KEEPINTERVAL", TCP, 5, new Form.Range(1, Short.MAX_VALUE)),
        of("TCP_KEEPCOUNT", TCP, 6, new Form.Range(1, Byte.MAX_VALUE)),
        new KernelOption("IP_TOS", IP, 1, IP6, 67, new Form.Range(0, 255)),
        new KernelOption("IP_MULTICAST_TTL", IP, 33, IP6, 18, new Form.Range(0, 255)),
        new KernelOption("IP_MULTICAST_LOOP", IP, 34, IP6, 19, new Form.Flag()),
        new KernelOption("IP_MULTICAST_IF", IP, 32, IP6, 17, new Form.Interface()),
    };

    private static KernelOption of(String name, int level, int code, Form form) {
        return new KernelOption(name, level, code, level, code, form);
    }

    /** The one of a name; {@code null} if none is. */
    static @Nullable KernelOption named(String name) {
        return Stream.of(ALL)
                .filter(option -> option.name.equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Sets it for a socket. */
    void set(int fd, int family, Object value) throws IOException {
        int size = form.write(this, value, family, Scratch.mine().argument);
        Errno.check(
                family == Libc.INET6 ? Libc.setOption(fd, level6, code6, size) : Libc.setOption(fd, level, code, size));
    }

    /** Reads it of a socket. */
    @Nullable Object get(int fd, int family) throws IOException {
        int size = 2 * Long.BYTES; // nothing is larger; what the kernel leaves out stays zero
        MemorySegment argument = Scratch.mine().argument;
        argument.asSlice(0, size).fill((byte) 0);
        Errno.check(
                family == Libc.INET6 ? Libc.getOption(fd, level6, code6, size) : Libc.getOption(fd, level, code, size));
        return form.read(family, argument);
    }

    private IllegalArgumentException invalid(@Nullable Object value) {
        return new IllegalArgumentException("invalid value for " + name + ": " + value);
    }

    /** How a value is written. */
    sealed interface Form {

        /** Writes a value; returns its size. */
        int write(KernelOption option, Object value, int family, MemorySegment target) throws IOException;

        /** Reads a value. */
        @Nullable Object read(int family, MemorySegment source) throws IOException;

        /** A boolean. */
        record Flag() implements Form {
            @Override
            public int write(KernelOption option, Object value, int family, MemorySegment target) {
                if (!(value instanceof Boolean on)) {
                    throw option.invalid(value);
                }
                target.set(JAVA_INT, 0, on ? 1 : 0);
                return Integer.BYTES;
            }

            @Override
            public Boolean read(int family, MemorySegment source) {
                return source.get(JAVA_INT, 0) != 0;
            }
        }

        /** An int in a range. */
        record Range(int least, int most) implements Form {
            @Override
            public int write(KernelOption option, Object value, int family, MemorySegment target) {
                if (!(value instanceof Integer number) || number < least || number > most) {
                    throw option.invalid(value);
                }
                target.set(JAVA_INT, 0, number);
                return Integer.BYTES;
            }

            @Override
            public Integer read(int family, MemorySegment source) {
                return source.get(JAVA_INT, 0);
            }
        }

        /** A number of bytes, which the kernel doubles for its own needs. */
        record BufferSize() implements Form {
            @Override
            public int write(KernelOption option, Object value, int family, MemorySegment target) {
                return new Range(0, Integer.MAX_VALUE).write(option, value, family, target);
            }

            @Override
            public Integer read(int family, MemorySegment source) {
                return source.get(JAVA_INT, 0) / 2;
            }
        }

        /** Seconds; negative for off. */
        record Linger() implements Form {
            @Override
            public int write(KernelOption option, Object value, int family, MemorySegment target) {
                if (!(value instanceof Integer seconds)) {
                    throw option.invalid(value);
                }
                target.set(JAVA_INT, 0, seconds < 0 ? 0 : 1);
                target.set(JAVA_INT, Integer.BYTES, Math.clamp(seconds, 0, 0xffff));
                return 2 * Integer.BYTES;
            }

            @Override
            public Integer read(int family, MemorySegment source) {
                return source.get(JAVA_INT, 0) == 0 ? -1 : source.get(JAVA_INT, Integer.BYTES);
            }
        }

        /** Who is at the other end of a Unix socket. The JDK has no place for the first of the three numbers, that of the process. */
        record Credentials() implements Form {

            private static final int USER_AT = Integer.BYTES;
            private static final int GROUP_AT = 2 * Integer.BYTES;
            private static final int NOBODY = -1;

            @Override
            public int write(KernelOption option, Object value, int family, MemorySegment target) throws IOException {
                throw new SocketException(option.name + " cannot be set"); // as the JDK says it
            }

            @Override
            public UnixDomainPrincipal read(int family, MemorySegment source) throws IOException {
                int user = source.get(JAVA_INT, USER_AT);
                int group = source.get(JAVA_INT, GROUP_AT);
                if (user == NOBODY) {
                    throw Errno.failure(Errno.NOT_CONNECTED);
                }
                return new UnixDomainPrincipal(Owners.user(user), Owners.group(group));
            }
        }

        /** A network interface: its index, or for the older family one of its addresses. */
        record Interface() implements Form {
            @Override
            public int write(KernelOption option, Object value, int family, MemorySegment target) throws IOException {
                if (!(value instanceof NetworkInterface by)) {
                    throw option.invalid(value);
                }
                if (family == Libc.INET6) {
                    target.set(JAVA_INT, 0, by.getIndex());
                } else {
                    MemorySegment.copy(address(by).getAddress(), 0, target, JAVA_BYTE, 0, Integer.BYTES);
                }
                return Integer.BYTES;
            }

            private static InetAddress address(NetworkInterface by) throws SocketException {
                return by.inetAddresses()
                        .filter(Inet4Address.class::isInstance)
                        .findFirst()
                        .orElseThrow(() -> new SocketException("Network interface not configured for IPv4"));
            }

            @Override
            public @Nullable NetworkInterface read(int family, MemorySegment source) throws IOException {
                int value = source.get(JAVA_INT, 0);
                if (value == 0) {
                    return null;
                }
                return family == Libc.INET6
                        ? NetworkInterface.getByIndex(value)
                        : NetworkInterface.getByInetAddress(InetAddress.getByAddress(
                                source.asSlice(0, Integer.BYTES).toArray(JAVA_BYTE)));
            }
        }
    }
}
