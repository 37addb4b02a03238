package dev.pollux.net;

import dev.pollux.future.Future;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.RuntimeContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.util.List;

/** Listens on the first of a host's addresses that can be bound. */
final class Bind extends BindToFirst<TcpListener> {

    private final Settings settings;
    private final int backlog;

    Bind(String target, Future<List<InetSocketAddress>> lookUp, Settings settings, int backlog) {
        super("TcpListener.bind", target, lookUp);
        this.settings = settings;
        this.backlog = backlog;
    }

    @Override
    TcpListener bind(InetSocketAddress address) throws IOException {
        IoDriver io = RuntimeContext.current().io();
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
}
