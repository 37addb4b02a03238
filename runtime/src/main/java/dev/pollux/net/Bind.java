package dev.pollux.net;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.RuntimeContext;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Listens on the first of a host's addresses that can be bound. */
final class Bind extends LeafFuture<TcpListener> {

    private final String target;
    private final Future<List<InetSocketAddress>> lookUp;

    Bind(String target, Future<List<InetSocketAddress>> lookUp) {
        this.target = target;
        this.lookUp = lookUp;
    }

    @Override
    protected Object advance(Context cx) throws Exception {
        Object found = lookUp.pollRaw(cx);
        return found == Poll.PENDING ? Poll.PENDING : listen(Connect.addresses(found));
    }

    private TcpListener listen(List<InetSocketAddress> candidates) throws IOException {
        IoDriver io = RuntimeContext.current().io();
        IOException failure = null;
        for (InetSocketAddress candidate : candidates) {
            try {
                return new TcpListener(listen(io, candidate));
            } catch (IOException e) {
                failure = named(e, failure);
            }
        }
        throw Objects.requireNonNull(failure, "a host has at least one address");
    }

    private static IoDriver.ServerSocket listen(IoDriver io, InetSocketAddress address) throws IOException {
        IoDriver.ServerSocket socket = io.openServer(Families.of(address));
        try {
            socket.listen(address, TcpListener.BACKLOG);
            return socket;
        } catch (Throwable e) {
            socket.close();
            throw e;
        }
    }

    private IOException named(IOException reason, @Nullable IOException first) {
        BindException named = new BindException("cannot listen on " + target + ": " + reason.getMessage());
        named.initCause(reason);
        if (first == null) {
            return named;
        }
        first.addSuppressed(named);
        return first;
    }

    @Override
    protected void release() {
        lookUp.drop();
    }

    @Override
    public String toString() {
        return "TcpListener.bind(" + target + ")";
    }
}
