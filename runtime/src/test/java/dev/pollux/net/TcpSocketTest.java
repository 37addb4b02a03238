package dev.pollux.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.runtime.io.TestRuntime;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpSocketTest {

    private final TestRuntime runtime = new TestRuntime();

    @AfterEach
    void stop() throws Exception {
        runtime.stop();
    }

    @Test
    @Behaviour({"t:tcp_socket-01", "TCC-01"})
    void listenAndConnect_onV4() throws Exception {
        talk(TcpSocket.v4().bind("127.0.0.1:0"), TcpSocket.v4());
    }

    @Test
    @Behaviour({"t:tcp_socket-02", "TCC-02"})
    void listenAndConnect_onV6() throws Exception {
        talk(TcpSocket.v6().bind("[::1]:0"), TcpSocket.v6());
    }

    private void talk(TcpSocket listening, TcpSocket connecting) throws Exception {
        TcpListener listener = runtime.await(listening.listen(16));
        TcpStream client = runtime.await(connecting.connect(listener.localAddress()));
        TcpStream server = runtime.await(listener.accept());

        runtime.await(client.writeAll("hello"));

        assertThat(runtime.await(server.read(ByteBuffer.allocate(8)))).isEqualTo(5);
        assertThat(server.peerAddress()).isEqualTo(client.localAddress());
    }

    @Test
    @Behaviour("t:tcp_socket-03")
    void connect_fromABoundAddress_comesFromThere() throws Exception {
        TcpListener listener = runtime.await(TcpListener.bind("127.0.0.1:0"));

        TcpStream client = runtime.await(TcpSocket.v4().bind("127.0.0.2:0").connect(listener.localAddress()));

        assertThat(client.localAddress().getAddress().getHostAddress()).isEqualTo("127.0.0.2");
        assertThat(runtime.await(listener.accept()).peerAddress()).isEqualTo(client.localAddress());
    }

    @Test
    void connect_fromAnAddressOfNobody_fails() throws Exception {
        TcpListener listener = runtime.await(TcpListener.bind("127.0.0.1:0"));
        var connect = TcpSocket.v4().bind("192.0.2.1:0").connect(listener.localAddress());

        assertThatThrownBy(() -> runtime.await(connect))
                .isInstanceOf(ConnectException.class)
                .hasCauseInstanceOf(BindException.class);
    }

    @Test
    void connect_toAnotherFamilyThanTheSockets_saysSo() {
        assertThatThrownBy(() -> runtime.await(TcpSocket.v6().connect("127.0.0.1:1")))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("no address of the socket's family");
    }

    @Test
    @Behaviour({"t:tcp_socket-04", "TCS-01"})
    void linger_isSetOnTheConnection() throws Exception {
        TcpListener listener = runtime.await(TcpListener.bind("127.0.0.1:0"));
        TcpStream client =
                runtime.await(TcpSocket.v4().linger(Duration.ofMillis(9_500)).connect(listener.localAddress()));

        assertThat(client.linger()).isEqualTo(Duration.ofSeconds(10));
        client.setLinger(Duration.ZERO);
        assertThat(client.linger()).isEqualTo(Duration.ZERO);
        client.setLinger(null);
        assertThat(client.linger()).isNull();
        assertThatThrownBy(() -> client.setLinger(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("linger");
    }

    @Test
    void options_areSetBeforeTheConnect() throws Exception {
        TcpListener listener = runtime.await(TcpListener.bind("127.0.0.1:0"));

        TcpStream client = runtime.await(TcpSocket.v4()
                .noDelay(false)
                .keepAlive(Duration.ofSeconds(30), Duration.ofSeconds(5), 3)
                .sendBufferSize(1 << 15)
                .receiveBufferSize(1 << 15)
                .trafficClass(0x10)
                .reuseAddress(true)
                .connect(listener.localAddress()));

        assertThat(client.noDelay()).isFalse();
        assertThat(client.keepAlive()).isTrue();
        assertThat(client.option(Options.KEEP_IDLE)).isEqualTo(30);
        assertThat(client.option(Options.KEEP_INTERVAL)).isEqualTo(5);
        assertThat(client.option(Options.KEEP_COUNT)).isEqualTo(3);
        assertThat(client.sendBufferSize()).isEqualTo(1 << 15);
        assertThat(client.receiveBufferSize()).isEqualTo(1 << 15);
        assertThat(client.trafficClass()).isEqualTo(0x10);
    }

    @Test
    void options_ofAListener_areSetOnItsConnections() throws Exception {
        TcpListener listener = runtime.await(TcpSocket.v4()
                .bind("127.0.0.1:0")
                .keepAlive(true)
                .noDelay(false)
                .receiveBufferSize(1 << 15)
                .listen(4));
        runtime.await(TcpStream.connect(listener.localAddress()));

        TcpStream accepted = runtime.await(listener.accept());

        assertThat(accepted.keepAlive()).isTrue();
        assertThat(accepted.noDelay()).isFalse();
        assertThat(accepted.receiveBufferSize()).isEqualTo(1 << 15);
    }

    @Test
    @Behaviour("t:net_quickack-01")
    void options_ofAStream_canBeReadBack() throws Exception {
        TcpListener listener = runtime.await(TcpListener.bind("127.0.0.1:0"));
        TcpStream client = runtime.await(TcpStream.connect(listener.localAddress()));

        assertThat(client.noDelay()).isTrue();
        assertThat(client.keepAlive()).isFalse();
        client.setKeepAlive(Duration.ofSeconds(30), Duration.ofSeconds(5), 3);
        assertThat(client.keepAlive()).isTrue();
        client.setTrafficClass(8);
        assertThat(client.trafficClass()).isEqualTo(8);
        client.setQuickAck(false);
        assertThat(client.quickAck()).isFalse();
        client.setQuickAck(true);
        assertThat(client.quickAck()).isTrue();
    }

    @Test
    void reusePort_letsTwoListen_andWithoutItTheSecondFails() throws Exception {
        TcpListener first =
                runtime.await(TcpSocket.v4().reusePort(true).bind("127.0.0.1:0").listen(4));
        InetSocketAddress address = first.localAddress();

        assertThatCode(() -> runtime.await(
                        TcpSocket.v4().reusePort(true).bind(address).listen(4)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> runtime.await(TcpSocket.v4().bind(address).listen(4)))
                .isInstanceOf(BindException.class);
    }

    @Test
    void anOptionThatTcpLacks_failsAtTheConnectAndAtTheListen() throws Exception {
        TcpListener listener = runtime.await(TcpListener.bind("127.0.0.1:0"));
        TcpSocket socket = TcpSocket.v4().option(StandardSocketOptions.SO_BROADCAST, true);

        assertThatThrownBy(() -> runtime.await(socket.connect(listener.localAddress())))
                .isInstanceOf(UnsupportedOptionException.class)
                .hasMessageContaining("SO_BROADCAST");
        assertThatThrownBy(() -> runtime.await(socket.listen(1))).isInstanceOf(UnsupportedOptionException.class);
    }

    @Test
    void listen_withoutABind_picksAPort() throws Exception {
        TcpListener v4 = runtime.await(TcpSocket.v4().listen(1));
        TcpListener v6 = runtime.await(TcpSocket.v6().listen(1));

        assertThat(v4.localAddress().getPort()).isPositive();
        assertThat(v6.localAddress().getAddress()).isInstanceOf(Inet6Address.class);
    }

    @Test
    @SuppressWarnings("pollux:unused-future") // they throw
    void badInput_isRefusedAtOnce() {
        TcpSocket socket = TcpSocket.v4();

        assertThatThrownBy(() -> socket.bind("localhost:0")).isInstanceOf(InvalidAddressException.class);
        assertThatThrownBy(() -> socket.bind("[::1]:0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("address must be of the family INET");
        assertThatThrownBy(() -> socket.bind(InetSocketAddress.createUnresolved("localhost", 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lookupHost");
        assertThatThrownBy(() -> socket.listen(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.trafficClass(256)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.keepAlive(Duration.ZERO, Duration.ofSeconds(1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("idle");
    }

    @Test
    void linger_ofZero_resetsThePeer() throws Exception {
        TcpListener listener = runtime.await(TcpListener.bind("127.0.0.1:0"));
        try (Socket peer = new Socket(
                InetAddress.getLoopbackAddress(), listener.localAddress().getPort())) {
            TcpStream server = runtime.await(listener.accept());
            server.setLinger(Duration.ZERO);

            server.close();

            assertThatThrownBy(() -> peer.getInputStream().read()).hasMessageContaining("reset");
        }
    }
}
