package dev.pollux.net;

import dev.pollux.runtime.io.NioDriver;
import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The driver of java.nio, except that connects to some addresses lead nowhere, and that its sockets are counted. */
final class ScriptedSockets implements IoDriver {

    /** A connect to this port is never answered. */
    static final int SILENT = 9;

    /** A connect to this port fails at once. */
    static final int UNREACHABLE = 10;

    final List<InetSocketAddress> attempts = new ArrayList<>();
    final AtomicInteger open = new AtomicInteger();
    private final IoDriver real = new NioDriver();

    @Override
    public StreamSocket openStream(ProtocolFamily family) throws IOException {
        StreamSocket socket = real.openStream(family);
        open.incrementAndGet();
        boolean[] silent = new boolean[1];
        return (StreamSocket) Proxy.newProxyInstance(
                StreamSocket.class.getClassLoader(),
                new Class<?>[] {StreamSocket.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "connect" -> {
                            InetSocketAddress address = (InetSocketAddress) arguments[0];
                            attempts.add(address);
                            silent[0] = address.getPort() == SILENT;
                            if (silent[0]) {
                                return false;
                            }
                            if (address.getPort() == UNREACHABLE) {
                                throw new IOException("Network is unreachable");
                            }
                        }
                        case "finishConnect", "pollReady" -> {
                            if (silent[0]) {
                                return false;
                            }
                        }
                        case "close" -> open.decrementAndGet();
                        default -> {}
                    }
                    try {
                        return method.invoke(socket, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public ServerSocket openServer(ProtocolFamily family) throws IOException {
        return real.openServer(family);
    }

    @Override
    public int poll(long timeoutNanos) throws IOException {
        return real.poll(timeoutNanos);
    }

    @Override
    public void wakeup() {
        real.wakeup();
    }

    @Override
    public void close() throws IOException {
        real.close();
    }
}
