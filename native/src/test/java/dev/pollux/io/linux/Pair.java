package dev.pollux.io.linux;

import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.IoDriver.ServerSocket;
import dev.pollux.runtime.spi.IoDriver.Socket;
import dev.pollux.runtime.spi.IoDriver.StreamSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.concurrent.atomic.AtomicInteger;

/** Two sockets that are connected to each other, of a driver that the test polls. */
record Pair(IoDriver driver, ServerSocket listener, EpollStreamSocket left, EpollStreamSocket right) {

    static Pair open(IoDriver driver) throws IOException {
        ServerSocket listener = driver.openServer(StandardProtocolFamily.INET);
        listener.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        StreamSocket left = driver.openStream(StandardProtocolFamily.INET);
        left.connect(listener.localAddress());
        while (!left.finishConnect()) {
            await(driver, left, Interest.WRITE);
        }
        StreamSocket right = listener.tryAccept();
        while (right == null) {
            await(driver, listener, Interest.READ);
            right = listener.tryAccept();
        }
        return new Pair(driver, listener, (EpollStreamSocket) left, (EpollStreamSocket) right);
    }

    /** Polls until a direction is ready. */
    static void await(IoDriver driver, Socket socket, Interest interest) throws IOException {
        AtomicInteger wakes = new AtomicInteger();
        if (!socket.pollReady(interest, wakes::incrementAndGet)) {
            while (wakes.get() == 0) {
                driver.poll(-1);
            }
        }
    }
}
