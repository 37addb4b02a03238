package dev.pollux.net.tls;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.tryJoin;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Future;
import dev.pollux.io.AsyncBufReader;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.runtime.AsyncRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsStreamTest {

    private static final int MORE_THAN_SOCKETS_BUFFER = 24 << 20;

    private static TlsConnector connector;
    private static TlsAcceptor acceptor;
    private static TlsAcceptor trustingAcceptor;
    private static TlsConnector stranger;

    private final AsyncRuntime runtime =
            AsyncRuntime.multiThread().workerThreads(2).build();

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) throws Exception {
        Certificates server = Certificates.of(directory, "server");
        Certificates client = Certificates.of(directory, "client");
        connector = TlsConnector.of(client.trusting(server));
        stranger = TlsConnector.of(client.trusting(client));
        acceptor = TlsAcceptor.of(server.trusting(server));
        trustingAcceptor = TlsAcceptor.of(server.trusting(client)).needClientAuth();
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    /** Two ends. */
    private record Ends(TlsStream client, TlsStream server) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    private record Wires(TcpStream client, TcpStream server) {}

    private static Future<Wires> wires() {
        return async(() -> {
            try (TcpListener listener = TcpListener.bind("127.0.0.1:0").await()) {
                TcpStream client = TcpStream.connect(listener.localAddress()).await();
                return new Wires(client, listener.accept().await());
            }
        });
    }

    private static Future<Ends> ends(TlsConnector client, TlsAcceptor server) {
        return async(() -> {
            Wires wires = wires().await();
            var both = join(client.connect(wires.client(), "localhost"), server.accept(wires.server()))
                    .await();
            return new Ends(both.first(), both.second());
        });
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    // ---------------------------------------------------------------- transfer

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void echo_carriesTheBytes(String version) throws Exception {
        var client = connector.parameters(all -> all.setProtocols(new String[] {version}));
        String answer = runtime.blockOn(async(() -> {
            try (Ends ends = ends(client, acceptor).await()) {
                assertThat(ends.server().session().getProtocol()).isEqualTo(version);
                ends.client().writeAll("hello\n").await();
                String line = new AsyncBufReader(ends.server()).readLine().await();
                ends.server().writeAll(line + " yourself\n").await();
                return new AsyncBufReader(ends.client()).readLine().await();
            }
        }));

        assertThat(answer).isEqualTo("hello yourself");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 16_384, 100_000})
    void largeTransfers_bothWays_areComplete(int bufferSize) throws Exception {
        byte[] all = random(bufferSize == 1 ? 100_000 : 3_000_000);
        runtime.blockOn(async(() -> {
            try (Ends ends = ends(connector, acceptor).await()) {
                var up = spawn(send(ends.client(), all));
                var down = spawn(send(ends.server(), all));
                var received = spawn(receive(ends.client(), all.length, bufferSize));
                assertThat(receive(ends.server(), all.length, bufferSize).await())
                        .isEqualTo(all);
                assertThat(received.await()).isEqualTo(all);
                up.await();
                down.await();
                return null;
            }
        }));
    }

    private static Future<Void> send(TlsStream stream, byte[] bytes) {
        return async(() -> {
            stream.writeAll(bytes).await();
            stream.flush().await();
            return null;
        });
    }

    private static Future<byte[]> receive(TlsStream stream, int length, int bufferSize) {
        return async(() -> {
            ByteBuffer all = ByteBuffer.allocate(length);
            while (all.hasRemaining()) {
                all.limit(Math.min(all.capacity(), all.position() + bufferSize));
                if (stream.read(all).await() < 0) {
                    return Arrays.copyOf(all.array(), all.position());
                }
                all.limit(all.capacity());
            }
            return all.array();
        });
    }

    /** Without help the last record of the request would lie where nobody passes it on. */
    @Test
    void request_thatIsWaitedForWithoutAFlush_goesOut() throws Exception {
        byte[] request = random(MORE_THAN_SOCKETS_BUFFER);
        int answer = runtime.blockOn(async(() -> {
            try (Ends ends = ends(connector, acceptor).await()) {
                var server = spawn(() -> {
                    byte[] got = receive(ends.server(), request.length, 5_000).await();
                    ends.server().writeAll(got.length + "\n").await();
                });
                ends.client().writeAll(request).await();
                String line = new AsyncBufReader(ends.client()).readLine().await();
                server.await();
                return Integer.parseInt(line);
            }
        }));

        assertThat(answer).isEqualTo(request.length);
    }

    @Test
    void idleStream_keepsNoBytes() throws Exception {
        runtime.blockOn(async(() -> {
            try (Ends ends = ends(connector, acceptor).await()) {
                ends.client().writeAll("hello").await();
                ByteBuffer target = ByteBuffer.allocate(16);
                ends.server().read(target).await();
                assertThat(new String(target.array(), 0, 5, UTF_8)).isEqualTo("hello");
                return null;
            }
        }));
    }

    // ---------------------------------------------------------------- whom to trust

    @Test
    void certificateForAnotherHost_isRefused() {
        assertThatThrownBy(() -> runtime.blockOn(async(() -> {
                    Wires wires = wires().await();
                    return tryJoin(connector.connect(wires.client(), "example.org"), acceptor.accept(wires.server()))
                            .await();
                })))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("example.org");
    }

    @Test
    void certificateForAnotherHost_isAcceptedIfToldTo() throws Exception {
        String protocol = runtime.blockOn(async(() -> {
            Wires wires = wires().await();
            var client = connector.withoutHostnameVerification().connect(wires.client(), "example.org");
            var both = join(client, acceptor.accept(wires.server())).await();
            try (var ends = new Ends(both.first(), both.second())) {
                return ends.client().session().getProtocol();
            }
        }));

        assertThat(protocol).isEqualTo("TLSv1.3");
    }

    @Test
    void untrustedCertificate_isRefusedAndTheServerIsTold() throws Exception {
        runtime.blockOn(async(() -> {
            Wires wires = wires().await();
            var server = spawn(acceptor.accept(wires.server()));
            try {
                stranger.connect(wires.client(), "localhost").await();
                throw new AssertionError("trusted");
            } catch (SSLHandshakeException expected) {
                assertThat(expected).hasMessageContaining("certification path");
            }
            try {
                server.await();
                throw new AssertionError("accepted");
            } catch (SSLException expected) {
                assertThat(expected).hasMessageContaining("certificate");
            }
            return null;
        }));
    }

    @Test
    void clientCertificate_isShownAndChecked() throws Exception {
        String peer = runtime.blockOn(async(() -> {
            try (Ends ends = ends(connector, trustingAcceptor).await()) {
                return ends.server().session().getPeerPrincipal().getName();
            }
        }));

        assertThat(peer).isEqualTo("CN=client");
    }

    // ---------------------------------------------------------------- what is agreed on

    @Test
    void alpn_agreesOnTheBestOfTheServer() throws Exception {
        runtime.blockOn(async(() -> {
            var client = connector.alpn("http/1.1", "h2");
            try (Ends ends = ends(client, acceptor.alpn("h2", "http/1.1")).await()) {
                assertThat(ends.client().applicationProtocol()).contains("h2");
                assertThat(ends.server().applicationProtocol()).contains("h2");
                return null;
            }
        }));
    }

    @Test
    void alpn_withNothingInCommon_fails() {
        assertThatThrownBy(() -> runtime.blockOn(ends(connector.alpn("smtp"), acceptor.alpn("h2"))))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("no_application_protocol");
    }

    @Test
    void alpn_thatNobodyAskedFor_isEmpty() throws Exception {
        assertThat(runtime.blockOn(async(() -> {
                    try (Ends ends = ends(connector, acceptor).await()) {
                        return ends.client().applicationProtocol();
                    }
                })))
                .isEmpty();
    }

    @Test
    void serverName_reachesTheServer() throws Exception {
        runtime.blockOn(async(() -> {
            try (Ends ends = ends(connector, acceptor).await()) {
                var session = (ExtendedSSLSession) ends.server().session();
                assertThat(session.getRequestedServerNames()).containsExactly(new SNIHostName("localhost"));
                return null;
            }
        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:443", "", "two words", "-x"})
    void hostThatCannotBeOne_isNamed(String host) throws Exception {
        runtime.blockOn(async(() -> {
            Wires wires = wires().await();
            try {
                connector.connect(wires.client(), host).await();
                throw new AssertionError("shook hands with nobody");
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("got \"" + host + "\"");
            }
        }));
    }

    @Test
    void emptyProtocolName_isRefused() {
        assertThatThrownBy(() -> connector.alpn("h2", "")).isInstanceOf(IllegalArgumentException.class);
    }

    // ---------------------------------------------------------------- the end

    @Test
    void shutdown_endsTheStreamOfThePeer() throws Exception {
        runtime.blockOn(async(() -> {
            try (Ends ends = ends(connector, acceptor).await()) {
                ends.client().writeAll("bye").await();
                ends.client().shutdown().await();
                assertThat(ends.server().readToEnd(10).await()).isEqualTo("bye".getBytes(UTF_8));

                ends.server().writeAll("farewell").await(); // the other direction is open
                ends.server().shutdown().await();
                assertThat(ends.client().readToEnd(10).await()).isEqualTo("farewell".getBytes(UTF_8));
                return null;
            }
        }));
    }

    @Test
    void close_saysFarewell() throws Exception {
        byte[] all = runtime.blockOn(async(() -> {
            try (Ends ends = ends(connector, acceptor).await()) {
                ends.client().writeAll("bye").await();
                ends.client().close();
                return ends.server().readToEnd(10).await();
            }
        }));

        assertThat(all).isEqualTo("bye".getBytes(UTF_8));
    }

    @Test
    void cutStream_isNoEnd() {
        assertThatThrownBy(() -> runtime.blockOn(async(() -> {
                    try (Ends ends = ends(connector, acceptor).await()) {
                        ends.client().writeAll("only a pa").await();
                        ((TcpStream) ends.client().stream()).shutdown().await();
                        return ends.server().readToEnd(100).await();
                    }
                })))
                .isInstanceOf(TlsTruncatedException.class)
                .hasMessageContaining("close_notify");
    }

    @Test
    void close_failsPendingOperations() throws Exception {
        runtime.blockOn(async(() -> {
            try (Ends ends = ends(connector, acceptor).await()) {
                var reading = spawn(ends.client().read(ByteBuffer.allocate(1)));
                var writing = spawn(ends.client().writeAll(new byte[MORE_THAN_SOCKETS_BUFFER]));
                ends.server().read(ByteBuffer.allocate(1)).await();
                ends.client().close();
                for (var pending : new Future<?>[] {reading, writing}) {
                    try {
                        pending.await();
                        throw new AssertionError("went on");
                    } catch (ClosedChannelException expected) {
                        // as it should be
                    }
                }
                return null;
            }
        }));
    }

    @Test
    void writeAfterShutdown_fails() throws Exception {
        runtime.blockOn(async(() -> {
            try (Ends ends = ends(connector, acceptor).await()) {
                ends.client().shutdown().await();
                try {
                    ends.client().writeAll("late").await();
                    throw new AssertionError("written");
                } catch (SSLException expected) {
                    assertThat(expected).hasMessageContaining("shut down");
                }
                return null;
            }
        }));
    }

    @Test
    void handshakeWithSomethingElse_failsAndClosesTheStream() throws Exception {
        runtime.blockOn(async(() -> {
            Wires wires = wires().await();
            wires.server().writeAll("220 mail.example.org ESMTP\r\n").await();
            try {
                connector.connect(wires.client(), "localhost").await();
                throw new AssertionError("shaken hands");
            } catch (SSLException expected) {
                assertThat(wires.client().toString()).contains("closed");
            }
            return null;
        }));
    }

    @Test
    void handshakeThatIsDropped_closesTheStream() throws Exception {
        runtime.blockOn(async(() -> {
            Wires wires = wires().await();
            var handshake = connector.connect(wires.client(), "localhost");
            handshake.drop();
            assertThat(wires.server().read(ByteBuffer.allocate(1)).await()).isEqualTo(-1);
            return null;
        }));
    }

    @Test
    void peerThatGoesAwayDuringTheHandshake_isTruncation() {
        assertThatThrownBy(() -> runtime.blockOn(async(() -> {
                    Wires wires = wires().await();
                    wires.server().shutdown().await();
                    return connector.connect(wires.client(), "localhost").await();
                })))
                .isInstanceOf(TlsTruncatedException.class)
                .hasMessageContaining("handshake");
    }
}
