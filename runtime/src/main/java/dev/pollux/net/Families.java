package dev.pollux.net;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;

/** Which family of addresses a socket must be of. */
final class Families {

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
}
