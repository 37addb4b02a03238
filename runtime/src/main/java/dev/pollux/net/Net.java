package dev.pollux.net;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import java.net.InetSocketAddress;
import java.util.List;

/** What has to do with the network, and not with one socket. */
public final class Net {

    private Net() {}

    /**
     * Looks up where an address leads.
     *
     * @param address {@code host:port}, with an IPv6 address in brackets
     * @return a future of all addresses of the host, those to be preferred first. It fails with an {@link
     *     java.net.UnknownHostException} if there are none
     * @throws InvalidAddressException if the text is not an address
     * @cancel Safe, and at once: nobody waits for a name server.
     * @cost Numbers are answered at once. For names the runtime's {@link dev.pollux.runtime.spi.Resolver} is asked; equal look-ups under
     *     way are one.
     * @origin tokio::net::lookup_host (1.53). Differs: threads of its own in place of the blocking pool.
     */
    @CancelSafe
    public static Future<List<InetSocketAddress>> lookupHost(String address) {
        return new LookUp(HostAndPort.parse(address));
    }

    /**
     * Looks up where an address leads.
     *
     * @param address resolved or not
     * @return as for {@link #lookupHost(String)}
     * @cancel Safe, and at once: nobody waits for a name server.
     */
    @CancelSafe
    public static Future<List<InetSocketAddress>> lookupHost(InetSocketAddress address) {
        return LookUp.of(address);
    }
}
