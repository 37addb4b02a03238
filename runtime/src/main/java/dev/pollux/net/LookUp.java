package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.runtime.io.LeafFuture;
import dev.pollux.runtime.spi.RuntimeContext;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a host, looked up on the runtime's blocking pool unless it is a number.
 *
 * <p>A look-up that is dropped runs on, and its answer is thrown away: the system's resolver cannot be interrupted.
 */
final class LookUp extends LeafFuture<List<InetSocketAddress>> {

    /*
     * States of `state`
     * -----------------
     *
     *     null         FRESH or STARTED: nobody waits, nothing has arrived
     *     a Waker      WAITING: the last poll was pending
     *     an Answer    ANSWERED or DROPPED: there is no waker to call any more
     *
     * Why no wake-up is lost
     * ----------------------
     * Both sides change the one word atomically. If the waker comes first, the answer takes it out and calls it. If the answer
     * comes first, the poll fails to put its waker in, and finds the answer.
     */

    private static final Answer DROPPED = new Answer(List.of(), null);

    private final HostAndPort host;
    private final AtomicReference<@Nullable Object> state = new AtomicReference<>();
    private boolean started;

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
        if (!started) {
            started = true;
            RuntimeContext.current().blocking().execute(this::run);
        }
        Object seen = state.get();
        while (!(seen instanceof Answer)) {
            if (state.compareAndSet(seen, cx.waker())) {
                return Poll.PENDING;
            }
            seen = state.get();
        }
        return ((Answer) seen).addresses();
    }

    /** Runs on the blocking pool. */
    private void run() {
        Object waiting = state.getAndSet(answer());
        if (waiting instanceof Waker waker) {
            waker.wake();
        }
    }

    private Answer answer() {
        try {
            return new Answer(host.lookUp(), null);
        } catch (Exception e) { // carried to whoever polls
            return new Answer(List.of(), e);
        }
    }

    @Override
    protected void release() {
        state.set(DROPPED);
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
