package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import dev.pollux.runtime.spi.DriverClosedException;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.spi.ShutdownFailure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The addresses of a host, asked of the runtime's resolver unless it is a number. */
final class LookUp extends LeafFuture<List<InetSocketAddress>> {

    private final HostAndPort host;
    private @Nullable Future<List<InetAddress>> question; // null before the first poll

    LookUp(HostAndPort host) {
        this.host = host;
    }

    /** Returns a future of where an address leads. */
    static LeafFuture<List<InetSocketAddress>> of(InetSocketAddress address) {
        if (address.isUnresolved()) {
            return new LookUp(new HostAndPort(address.getHostString(), address.getPort()));
        }
        return new Known(address);
    }

    @Override
    protected Object advance(Context cx) throws Exception {
        if (host.isNumeric()) {
            return List.of(host.numeric());
        }
        try {
            if (question == null) {
                question = RuntimeContext.current().lookUp(host.host());
            }
            Object answer = question.pollRaw(cx);
            return answer == Poll.PENDING ? Poll.PENDING : withPort(answer);
        } catch (CancellationException e) {
            throw new DriverClosedException(toString(), e);
        } catch (RuntimeException e) {
            throw e instanceof ShutdownFailure ? new DriverClosedException(toString(), e) : e;
        }
    }

    @SuppressWarnings("unchecked") // pollRaw of a Future<List<…>>
    private List<InetSocketAddress> withPort(@Nullable Object answer) throws UnknownHostException {
        List<InetAddress> found = (List<InetAddress>) Objects.requireNonNull(answer, "the resolver's answer");
        if (found.isEmpty()) {
            throw new UnknownHostException(host.host() + ": the resolver found no address");
        }
        return found.stream()
                .map(address -> new InetSocketAddress(address, host.port()))
                .toList();
    }

    @SuppressWarnings("unchecked") // pollRaw of a Future<List<…>>
    static List<InetSocketAddress> addresses(@Nullable Object found) {
        return (List<InetSocketAddress>) Objects.requireNonNull(found);
    }

    @Override
    protected void release() {
        if (question != null) {
            question.drop();
        }
    }

    @Override
    public String toString() {
        return "look-up of " + host;
    }

    /** An address that needs no look-up. */
    private static final class Known extends LeafFuture<List<InetSocketAddress>> {

        private final InetSocketAddress address;

        Known(InetSocketAddress address) {
            this.address = address;
        }

        @Override
        protected Object advance(Context cx) {
            return List.of(address);
        }

        @Override
        protected void release() {}

        @Override
        public String toString() {
            return address.toString();
        }
    }
}
