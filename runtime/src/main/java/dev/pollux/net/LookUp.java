package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import dev.pollux.runtime.spi.DriverClosedException;
import dev.pollux.runtime.spi.RuntimeContext;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a host, looked up on the runtime's blocking pool unless it is a number.
 *
 * <p>A look-up that is dropped runs on, and its answer is thrown away: the system's resolver cannot be interrupted.
 */
final class LookUp extends LeafFuture<List<InetSocketAddress>> {

    private final HostAndPort host;
    private @Nullable Future<Answer> job; // null before the first poll

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
            return host.lookUp();
        }
        if (job == null) {
            job = RuntimeContext.current().spawnBlocking(this::answer);
        }
        try {
            return job.poll(cx) instanceof Poll.Ready<Answer> ready
                    ? ready.value().addresses()
                    : Poll.PENDING;
        } catch (CancellationException e) {
            throw new DriverClosedException(toString(), e);
        }
    }

    /** Runs on the blocking pool. A failure is carried to whoever polls, and is nobody's if the look-up was dropped. */
    private Answer answer() {
        try {
            return new Answer(host.lookUp(), null);
        } catch (Exception e) {
            return new Answer(List.of(), e);
        }
    }

    @Override
    protected void release() {
        if (job != null) {
            job.drop();
        }
    }

    @Override
    public String toString() {
        return "look-up of " + host;
    }

    /** What the resolver said: addresses, or a failure. */
    private record Answer(
            List<InetSocketAddress> found, @Nullable Exception failure) {

        List<InetSocketAddress> addresses() throws Exception {
            if (failure != null) {
                throw failure;
            }
            return found;
        }
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
