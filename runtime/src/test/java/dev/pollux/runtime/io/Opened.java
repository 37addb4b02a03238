package dev.pollux.runtime.io;

import dev.pollux.runtime.spi.IoDriver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;

/** Opens sockets of a driver, for tests that have no runtime. */
final class Opened {

    private Opened() {}

    /** A socket that listens on a free port of the loopback. */
    static IoDriver.ServerSocket listening(IoDriver driver, int backlog) throws IOException {
        IoDriver.ServerSocket socket = driver.openServer(StandardProtocolFamily.INET);
        socket.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), backlog);
        return socket;
    }

    /** A socket that connects. */
    static IoDriver.StreamSocket connecting(IoDriver driver, SocketAddress address) throws IOException {
        IoDriver.StreamSocket socket = driver.openStream(StandardProtocolFamily.INET);
        socket.connect(address);
        return socket;
    }

    /** A socket that is connected; polls the driver for it. */
    static IoDriver.StreamSocket connected(IoDriver driver, SocketAddress address) throws IOException {
        IoDriver.StreamSocket socket = connecting(driver, address);
        while (!socket.finishConnect()) {
            driver.poll(-1);
        }
        return socket;
    }
}
