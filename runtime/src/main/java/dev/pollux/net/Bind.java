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
import java.net.ProtocolFamily;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Listens on the first of a host's addresses that can be bound. */
final class Bind extends LeafFuture<TcpListener> {

    private final String target;
    private final Future<List<InetSocketAddress>> lookUp;
    private final Settings settings;
    private final int backlog;

    Bind(String target, Future<List<InetSocketAddress>> lookUp, Settings settings, int backlog) {
        this.target = target;
        this.lookUp = lookUp;
        this.settings = settings;
        this.backlog = backlog;
    }

    @Override
    protected Object advance(Context cx) throws Exception {
        Object found = lookUp.pollRaw(cx);
        return found == Poll.PENDING ? Poll.PENDING : listen(LookUp.addresses(found));
    }

    private TcpListener listen(List<InetSocketAddress> candidates) throws IOException {
        IoDriver io = RuntimeContext.current().io();
        IOException failure = null;
        for (InetSocketAddress candidate : candidates) {
            try {
                return listen(io, candidate);
            } catch (IOException e) {
                failure = named(e, failure);
            }
        }
        throw Objects.requireNonNull(failure, "a host has at least one address");
    }

    private TcpListener listen(IoDriver io, InetSocketAddress address) throws IOException {
        ProtocolFamily family = Families.of(address);
        IoDriver.ServerSocket socket = io.openServer(family);
        try {
            Settings ofConnections = settings.applyKnownTo(socket);
            if (settings != Settings.TCP) {
                check(ofConnections, io, family);
            }
            socket.listen(address, backlog);
            return new TcpListener(socket, ofConnections);
        } catch (Throwable e) {
            socket.close();
            throw e;
        }
    }

    /** Has what is to be set on each connection fail now rather than at the first accept. */
    private static void check(Settings ofConnections, IoDriver io, ProtocolFamily family) throws IOException {
        IoDriver.StreamSocket sample = io.openStream(family);
        try {
            ofConnections.applyTo(sample);
        } finally {
            sample.close();
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
