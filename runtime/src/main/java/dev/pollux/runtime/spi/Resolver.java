package dev.pollux.runtime.spi;

import dev.pollux.future.Future;
import java.net.InetAddress;
import java.util.List;

/**
 * Finds the addresses of hosts.
 *
 * <p>That of a runtime, unless its builder was given another, asks the JDK, on eight threads of its own: a slow name server keeps
 * neither the tasks nor other blocking jobs waiting. The JDK caches answers, as its security property {@code
 * networkaddress.cache.ttl} says; nothing is cached besides. A runtime asks no resolver twice at the same time for the same host.
 */
@FunctionalInterface
public interface Resolver {

    /**
     * Looks a host up.
     *
     * @param host a name; never a number
     * @return a future of its addresses, those to be preferred first. It fails with an {@link java.net.UnknownHostException} if there
     *     are none. It is dropped when nobody waits for the answer any more
     */
    Future<List<InetAddress>> resolve(String host);
}
