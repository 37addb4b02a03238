package dev.pollux.io.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.IoDriver.ServerSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events of sockets that are gone, and whose place another has. */
class SlotsTest {

    private final EpollDriver driver = new EpollDriver();

    SlotsTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        driver.close();
    }

    private EpollServerSocket waiting() throws IOException {
        EpollServerSocket socket = (EpollServerSocket) driver.openServer(StandardProtocolFamily.INET);
        socket.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        assertThat(socket.tryAccept()).isNull();
        assertThat(isReady(socket)).isFalse();
        return socket;
    }

    private static boolean isReady(ServerSocket socket) {
        return socket.pollReady(Interest.READ, Waker.noop());
    }

    @Test
    void event_ofASocketThatWasClosed_concernsNobodyElse() throws IOException {
        EpollServerSocket old = waiting();
        old.close();
        EpollServerSocket young = waiting();

        driver.take(old.token, EventQueue.IN | EventQueue.HANGUP);

        assertThat((int) young.token).isEqualTo((int) old.token); // the same place
        assertThat(young.descriptor.number).isEqualTo(old.descriptor.number);
        assertThat(isReady(young)).isFalse();
        driver.take(young.token, EventQueue.IN);
        assertThat(isReady(young)).isTrue();
    }

    @Test
    void event_ofTheCounterOrOfAPlaceThatNeverWas_concernsNobody() throws IOException {
        EpollServerSocket socket = waiting();

        driver.take(-1, EventQueue.IN);
        driver.take(1_000, EventQueue.IN);

        assertThat(isReady(socket)).isFalse();
    }

    @Test
    void events_ofManySockets_findThemAll() throws IOException {
        List<EpollServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sockets.add(waiting());
        }
        for (EpollServerSocket socket : sockets) {
            driver.take(socket.token, EventQueue.IN);
        }

        assertThat(sockets).allMatch(SlotsTest::isReady);
    }
}
