package dev.pollux.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which family of addresses a socket must be of. */
final class Families {

    private static final int IPV6_LENGTH = 16;

    private Families() {}

    /**
     * Returns the family of an address.
     *
     * @throws IllegalArgumentException if it is neither an internet address nor a Unix one
     */
    static ProtocolFamily of(SocketAddress address) {
        if (address instanceof InetSocketAddress internet) {
            return internet.getAddress() instanceof Inet4Address
                    ? StandardProtocolFamily.INET
                    : StandardProtocolFamily.INET6;
        }
        if (address instanceof UnixDomainSocketAddress) {
            return StandardProtocolFamily.UNIX;
        }
        throw new IllegalArgumentException("neither an internet address nor a Unix one: " + address);
    }

    /** Returns any free port of all addresses of a family. */
    static InetSocketAddress wildcard(@Nullable ProtocolFamily family) {
        if (family != StandardProtocolFamily.INET6) {
            return new InetSocketAddress(0);
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[IPV6_LENGTH]), 0);
        } catch (UnknownHostException e) {
            throw new AssertionError("sixteen octets are an address", e);
        }
    }

    /**
     * Brings addresses into the order of RFC 8305: the families take turns, that of the first address first; within a family the
     * order stays. So one family that leads nowhere delays a connect by one attempt, not by all its addresses.
     */
    static List<InetSocketAddress> takingTurns(List<InetSocketAddress> addresses) {
        if (addresses.size() < 2) {
            return addresses;
        }
        ProtocolFamily first = of(addresses.get(0));
        ArrayDeque<InetSocketAddress> own = new ArrayDeque<>();
        ArrayDeque<InetSocketAddress> other = new ArrayDeque<>();
        for (InetSocketAddress address : addresses) {
            (of(address) == first ? own : other).add(address);
        }
        List<InetSocketAddress> mixed = new ArrayList<>(addresses.size());
        while (!own.isEmpty() && !other.isEmpty()) {
            mixed.add(own.remove());
            mixed.add(other.remove());
        }
        mixed.addAll(own);
        mixed.addAll(other);
        return mixed;
    }
}
