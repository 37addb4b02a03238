package dev.pollux.net;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.time.Moment;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connects to hosts with several addresses, on a clock that stands still unless everybody waits. */
@Timeout(60)
class TcpConnectTest {

    private static final Duration HEAD_START = Duration.ofMillis(250);

    private final ScriptedSockets sockets = new ScriptedSockets();

    private <T> T run(AsyncBlock<T> block) throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread()
                .ioDriver(() -> sockets)
                .startPaused(true)
                .build()) {
            return runtime.blockOn(async(block));
        }
    }

    /** Connects to addresses as if they were those of one host. */
    private static Connect connect(InetSocketAddress... addresses) {
        return new Connect("host", Futures.ready(List.of(addresses)), new TcpSocket.Plan(null, Settings.TCP, null));
    }

    private static InetSocketAddress v4(int last, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last}), port);
    }

    private static InetSocketAddress v6(int port) throws UnknownHostException {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        return new InetSocketAddress(InetAddress.getByAddress(loopback), port);
    }

    // ---------------------------------------------------------------- RFC 8305

    @Test
    void takingTurns_mixesTheFamilies_theFirstOnesFirst() throws Exception {
        assertThat(Families.takingTurns(List.of(v6(1), v6(2), v6(3), v4(1, 1), v4(1, 2))))
                .containsExactly(v6(1), v4(1, 1), v6(2), v4(1, 2), v6(3));
        assertThat(Families.takingTurns(List.of(v4(1, 1), v6(1)))).containsExactly(v4(1, 1), v6(1));
        assertThat(Families.takingTurns(List.of(v4(1, 1), v4(1, 2)))).containsExactly(v4(1, 1), v4(1, 2));
    }

    @Test
    void anAddressThatDoesNotAnswer_getsAHeadStart_andThenCompany() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            InetSocketAddress good = v4(1, server.getLocalPort());
            Duration waited = run(() -> {
                Moment start = Moment.now();
                TcpStream stream = connect(v4(2, ScriptedSockets.SILENT), v4(3, ScriptedSockets.SILENT), good)
                        .await();
                assertThat(stream.peerAddress()).isEqualTo(good);
                assertThat(sockets.open).hasValue(1); // the losers are closed
                return start.until(Moment.now());
            });

            assertThat(waited).isBetween(HEAD_START.multipliedBy(2), HEAD_START.multipliedBy(3));
            assertThat(sockets.attempts)
                    .containsExactly(v4(2, ScriptedSockets.SILENT), v4(3, ScriptedSockets.SILENT), good);
        }
    }

    @Test
    void anAddressThatFails_isFollowedAtOnce() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            InetSocketAddress good = v4(1, server.getLocalPort());
            Duration waited = run(() -> {
                Moment start = Moment.now();
                connect(v4(1, ScriptedSockets.UNREACHABLE), good).await();
                return start.until(Moment.now());
            });

            assertThat(waited).isLessThan(HEAD_START);
            assertThat(sockets.attempts).hasSize(2);
        }
    }

    @Test
    void theFirstToAnswer_isNotKeptWaiting() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            InetSocketAddress good = v4(1, server.getLocalPort());
            run(() -> connect(good, v4(2, ScriptedSockets.SILENT), v4(3, ScriptedSockets.SILENT))
                    .await());

            assertThat(sockets.attempts).startsWith(good);
        }
    }

    @Test
    void allFailures_areReported() throws Exception {
        int closed;
        try (ServerSocket server = new ServerSocket(0)) {
            closed = server.getLocalPort();
        }
        InetSocketAddress refusing = v4(1, closed);

        assertThatThrownBy(() -> run(
                        () -> connect(v4(1, ScriptedSockets.UNREACHABLE), refusing, v4(2, ScriptedSockets.UNREACHABLE))
                                .await()))
                .isInstanceOf(ConnectException.class)
                .hasMessage("cannot connect to host: Network is unreachable")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .hasSize(2)
                        .anySatisfy(further -> assertThat(further).hasMessageContaining("refused")));
        assertThat(sockets.open).hasValue(0);
    }

    @Test
    void timeout_ofTwoAttempts_closesBoth() throws Exception {
        assertThatThrownBy(() -> run(() -> timeout(
                                Duration.ofSeconds(1),
                                connect(v4(2, ScriptedSockets.SILENT), v4(3, ScriptedSockets.SILENT)))
                        .await()))
                .isInstanceOf(TimeoutException.class);

        assertThat(sockets.attempts).hasSize(2);
        assertThat(sockets.open).hasValue(0);
    }

    @Test
    void abort_ofAConnectUnderWay_closesTheSocket() throws Exception {
        run(() -> {
            var task = spawn(connect(v4(2, ScriptedSockets.SILENT)));
            sleep(Duration.ofSeconds(1)).await();
            assertThat(sockets.open).hasValue(1);
            task.abort();
            sleep(Duration.ofSeconds(1)).await();
            return null;
        });

        assertThat(sockets.open).hasValue(0);
    }

    // ---------------------------------------------------------------- forms of an address

    @Test
    @Behaviour({"TCC-03", "TCC-04", "TCC-05", "TCC-06", "TCC-07", "TCC-08", "TCA-01"})
    void connect_toEachFormOfAnAddress_isAccepted() throws Exception {
        run(() -> {
            TcpListener listener = TcpListener.bind("127.0.0.1:0").await();
            int port = listener.localAddress().getPort();
            List<Future<TcpStream>> forms = List.of(
                    TcpStream.connect("127.0.0.1:" + port),
                    TcpStream.connect("localhost:" + port),
                    TcpStream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
                    TcpStream.connect(InetSocketAddress.createUnresolved("localhost", port)),
                    TcpStream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            for (Future<TcpStream> form : forms) {
                TcpStream client = form.await();
                assertThat(listener.accept().await().peerAddress()).isEqualTo(client.localAddress());
            }
            return null;
        });
    }

    @Test
    @Behaviour("TCA-03")
    void accept_ofManyClients_takesEachOnce() throws Exception {
        run(() -> {
            TcpListener listener = TcpListener.bind("127.0.0.1:0").await();
            List<InetSocketAddress> clients = new ArrayList<>();
            List<InetSocketAddress> peers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                clients.add(TcpStream.connect(listener.localAddress()).await().localAddress());
            }
            for (int i = 0; i < 10; i++) {
                peers.add(listener.accept().await().peerAddress());
            }
            assertThat(peers).containsExactlyInAnyOrderElementsOf(clients);
            assertThat(listener.tryAccept()).isNull();
            return null;
        });
    }
}
