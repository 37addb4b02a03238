package dev.pollux.net;

import dev.pollux.future.AsyncConsumer;
import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.GuardedFuture;
import dev.pollux.future.Poll;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.stream.Stream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a task for each connection, until the listener is closed. */
final class Serve<S extends SocketStream> extends GuardedFuture<@Nullable Void> {

    private final String name;
    private final Stream<S> incoming;
    private final AsyncConsumer<? super S> handler;

    Serve(SocketListener<S> listener, AsyncConsumer<? super S> handler) {
        this.name = listener + ".serve";
        this.incoming = listener.incoming();
        this.handler = handler;
    }

    @Override
    @SuppressWarnings("unchecked") // pollNextRaw of a Stream<S>
    protected @Nullable Object step(Context cx) throws Exception {
        while (true) {
            Object next = incoming.pollNextRaw(cx);
            if (next == null || next == Poll.PENDING) {
                return next;
            }
            S connection = (S) next;
            RuntimeContext.current().spawnDetached(new Served(connection, handled(connection)));
            if (!cx.consume()) {
                return Poll.PENDING;
            }
        }
    }

    private Future<?> handled(S connection) throws Exception {
        try {
            return handler.future(connection);
        } catch (Throwable e) {
            connection.close();
            throw e;
        }
    }

    @Override
    protected @Nullable Throwable release() {
        try {
            incoming.drop();
            return null;
        } catch (Throwable t) {
            return t;
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** What is done with one connection, and then its close. */
    private static final class Served extends GuardedFuture<@Nullable Void> {

        private final SocketStream connection;
        private @Nullable Future<?> handling; // null once it has ended

        Served(SocketStream connection, Future<?> handling) {
            this.connection = connection;
            this.handling = handling;
        }

        @Override
        protected @Nullable Object step(Context cx) throws Exception {
            Future<?> polled = handling;
            handling = null;
            if (polled != null && polled.pollRaw(cx) == Poll.PENDING) {
                handling = polled;
                return Poll.PENDING;
            }
            return end(cx, dropping -> {
                Failures.throwIfAny(dropping);
                return null;
            });
        }

        @Override
        protected @Nullable Throwable release() {
            Future<?> left = handling;
            handling = null;
            Throwable failure = left == null ? null : Failures.ofDropping(left);
            try {
                connection.close();
            } catch (Throwable t) {
                return Failures.add(failure, t);
            }
            return failure;
        }

        @Override
        protected List<? extends Future<?>> children() {
            Future<?> seen = handling;
            return seen == null ? List.of() : List.of(seen);
        }

        @Override
        public String toString() {
            return "served " + connection;
        }
    }
}
