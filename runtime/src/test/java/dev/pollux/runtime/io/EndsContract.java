package dev.pollux.runtime.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.IoDriver.DatagramSocket;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.IoDriver.ServerSocket;
import dev.pollux.runtime.spi.IoDriver.Socket;
import dev.pollux.runtime.spi.IoDriver.StreamSocket;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every driver must hold about the ways in which connections end, or do not begin. */
@Timeout(60)
public abstract class EndsContract extends DriverContract {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ByteBuffer target = ByteBuffer.allocate(64);

    @Test
    void dataAndEnd_thatCameTogether_areBothRead() throws IOException {
        StreamSocket[] pair = pair();
        AtomicInteger wakes = waitToRead(pair[1]);
        write(pair[0], "bye");
        pair[0].shutdownOutput();
        pollUntil(wakes, 1);

        assertThat(pair[1].tryRead(target)).isEqualTo(3); // less than there is room for, and yet not all there is
        awaitReady(pair[1], Interest.READ);
        assertThat(pair[1].tryRead(target)).isEqualTo(-1);
        assertThat(pair[1].tryRead(target)).isEqualTo(-1);
    }

    @Test
    void end_thatCameBeforeTheFirstRead_isRead() throws IOException {
        StreamSocket[] pair = pair();
        write(pair[0], "bye");
        pair[0].close();

        assertThat(pair[1].tryRead(target)).isEqualTo(3);
        awaitReady(pair[1], Interest.READ);
        assertThat(pair[1].tryRead(target)).isEqualTo(-1);
    }

    @Test
    void halfClosed_theOtherHalfGoesOn() throws IOException {
        StreamSocket[] pair = pair();
        pair[0].shutdownOutput();
        awaitReady(pair[1], Interest.READ);
        assertThat(pair[1].tryRead(target)).isEqualTo(-1);

        write(pair[1], "still here");
        AtomicInteger wakes = new AtomicInteger();
        int count = pair[0].tryRead(target);
        while (count == 0) {
            if (!pair[0].pollReady(Interest.READ, wakes::incrementAndGet)) {
                poll();
            }
            count = pair[0].tryRead(target);
        }

        assertThat(count).isEqualTo(10);
        assertThatThrownBy(() -> pair[0].tryWrite(bytes("x"))).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void reset_wakesAndFails_andFailsAgain() throws IOException {
        StreamSocket[] pair = pair();
        AtomicInteger wakes = waitToRead(pair[1]);
        pair[0].setOption(StandardSocketOptions.SO_LINGER, 0);
        pair[0].close();
        pollUntil(wakes, 1);

        assertThatThrownBy(() -> pair[1].tryRead(target))
                .isInstanceOf(IOException.class)
                .hasMessage("Connection reset");
        assertThatThrownBy(() -> pair[1].tryRead(target))
                .isInstanceOf(IOException.class)
                .hasMessage("Connection reset");
        assertThatThrownBy(() -> pair[1].tryWrite(bytes("x")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Broken pipe");
    }

    @Test
    void reset_leavesAddressesAndAShutdown() throws IOException {
        StreamSocket[] pair = pair();
        SocketAddress peer = pair[0].localAddress();
        SocketAddress local = pair[1].localAddress();
        AtomicInteger wakes = waitToRead(pair[1]);
        pair[0].setOption(StandardSocketOptions.SO_LINGER, 0);
        pair[0].close();
        pollUntil(wakes, 1);

        pair[1].shutdownOutput();
        pair[1].shutdownOutput();

        assertThat(pair[1].remoteAddress()).isEqualTo(peer);
        assertThat(pair[1].localAddress()).isEqualTo(local);
        pair[1].close();
        assertThatThrownBy(pair[1]::remoteAddress).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void urgentData_doesNotHideWhatFollows() throws IOException {
        ServerSocket listener = Opened.listening(driver, 1);
        try (java.net.Socket peer = new java.net.Socket()) {
            peer.connect(listener.localAddress());
            StreamSocket socket = listener.tryAccept();
            AtomicInteger wakes = waitToRead(socket);
            peer.getOutputStream().write('a');
            peer.sendUrgentData('!');
            peer.getOutputStream().write('b');
            pollUntil(wakes, 1);

            while (target.position() < 2) {
                if (socket.tryRead(target) == 0) {
                    awaitReady(socket, Interest.READ);
                }
            }

            assertThat(new String(target.array(), 0, 2, UTF_8)).isEqualTo("ab");
        }
    }

    @Test
    void connect_whereNobodyListens_isRefused() throws IOException {
        ServerSocket listener = Opened.listening(driver, 1);
        SocketAddress nobody = listener.localAddress();
        listener.close();
        driver.poll(0); // some give the port up here

        assertThatThrownBy(() -> connect(nobody))
                .isInstanceOf(ConnectException.class)
                .hasMessage("Connection refused");
    }

    private void connect(SocketAddress address) throws IOException {
        StreamSocket socket = Opened.connecting(driver, address);
        while (!socket.finishConnect()) {
            awaitReady(socket, Interest.WRITE);
        }
    }

    @Test
    void listen_whereAnotherDoes_fails() throws IOException {
        ServerSocket first = Opened.listening(driver, 1);
        ServerSocket second = driver.openServer(StandardProtocolFamily.INET);

        assertThatThrownBy(() -> second.listen(first.localAddress(), 1))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("Address already in use");
    }

    @Test
    void transfers_beforeAConnection_fail() throws IOException {
        StreamSocket socket = driver.openStream(StandardProtocolFamily.INET);

        assertThatThrownBy(() -> socket.tryRead(target)).isInstanceOf(NotYetConnectedException.class);
        assertThatThrownBy(() -> socket.tryWrite(bytes("x"))).isInstanceOf(NotYetConnectedException.class);
        assertThatThrownBy(socket::remoteAddress).isInstanceOf(IOException.class);
    }

    @Test
    void datagram_toAPortThatNobodyHas_failsTheNextReceive() throws IOException {
        DatagramSocket gone = driver.openDatagram(StandardProtocolFamily.INET);
        gone.bind(new InetSocketAddress(LOOPBACK, 0));
        DatagramSocket socket = driver.openDatagram(StandardProtocolFamily.INET);
        socket.connect(gone.localAddress());
        gone.close();
        driver.poll(0);
        assertThat(socket.tryReceive(target)).isNull();
        AtomicInteger wakes = new AtomicInteger();
        assertThat(socket.pollReady(Interest.READ, wakes::incrementAndGet)).isFalse();

        assertThat(socket.trySend(bytes("anybody?"), null)).isTrue();
        pollUntil(wakes, 1);

        assertThatThrownBy(() -> socket.tryReceive(target)).isInstanceOf(PortUnreachableException.class);
    }

    @Test
    void readOnlyTarget_isRefused() throws IOException {
        StreamSocket[] pair = pair();
        write(pair[0], "x");

        assertThatThrownBy(() -> pair[1].tryRead(ByteBuffer.allocate(8).asReadOnlyBuffer()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readOnlySource_isWritten() throws IOException {
        StreamSocket[] pair = pair();

        assertThat(pair[0].tryWrite(bytes("abc").asReadOnlyBuffer())).isEqualTo(3);

        awaitReady(pair[1], Interest.READ);
        assertThat(pair[1].tryRead(target)).isEqualTo(3);
    }

    // ---------------------------------------------------------------- kit

    private StreamSocket[] pair() throws IOException {
        ServerSocket listener = Opened.listening(driver, 1);
        StreamSocket client = Opened.connected(driver, listener.localAddress());
        StreamSocket server = listener.tryAccept();
        while (server == null) {
            awaitReady(listener, Interest.READ);
            server = listener.tryAccept();
        }
        return new StreamSocket[] {client, server};
    }

    private AtomicInteger waitToRead(StreamSocket socket) throws IOException {
        AtomicInteger wakes = new AtomicInteger();
        assertThat(socket.tryRead(target)).isZero();
        assertThat(socket.pollReady(Interest.READ, wakes::incrementAndGet)).isFalse();
        return wakes;
    }

    private void awaitReady(Socket socket, Interest interest) throws IOException {
        AtomicInteger wakes = new AtomicInteger();
        if (!socket.pollReady(interest, wakes::incrementAndGet)) {
            pollUntil(wakes, 1);
        }
        assertThat(socket.pollReady(interest, Waker.noop())).isTrue();
    }

    private static void write(StreamSocket socket, String text) throws IOException {
        assertThat(socket.tryWrite(bytes(text))).isEqualTo(text.length());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
