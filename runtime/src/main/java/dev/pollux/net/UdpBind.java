package dev.pollux.net;

import dev.pollux.future.Future;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.RuntimeContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** Opens a UDP socket on the first of a host's addresses that can be bound. */
final class UdpBind extends BindToFirst<UdpSocket> {

    UdpBind(String target, Future<List<InetSocketAddress>> lookUp) {
        super("UdpSocket.bind", target, lookUp);
    }

    @Override
    UdpSocket bind(InetSocketAddress address) throws IOException {
        IoDriver.DatagramSocket socket = RuntimeContext.current().io().openDatagram(Families.of(address));
        try {
            socket.bind(address);
            return new UdpSocket(socket);
        } catch (Throwable e) {
            socket.close();
            throw e;
        }
    }
}
