package dev.pollux.examples.proxy;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.AsyncAction;
import dev.pollux.future.AsyncConsumer;
import dev.pollux.future.Future;
import dev.pollux.io.AsyncIo;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.CancellationToken;
import dev.pollux.task.JoinHandle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The proxy between sockets. */
@Timeout(60)
class ProxyTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Limits PATIENT = new Limits(3, LONG, LONG, LONG, null);
    private static final int MEGABYTE = 1 << 20;

    private final AsyncRuntime runtime = AsyncRuntime.multiThread()
            .workerThreads(2)
            .resolver(host -> pending()) // whoever asks for a name waits for ever
            .build();
    private final CancellationToken closing = new CancellationToken();

    @AfterEach
    void stop() {
        runtime.close();
    }

    // ---------------------------------------------------------------- both ends

    /** A proxy that serves, and where it listens. */
    private record Running(Proxy proxy, JoinHandle<@Nullable Void> serving) {

        Future<TcpStream> connect() throws IOException {
            return TcpStream.connect(proxy.address());
        }

        long count(Ending ending) {
            return proxy.statistics().count(ending);
        }
    }

    private Future<Running> start(String upstream, Limits limits) {
        return async(() -> {
            Proxy proxy = Proxy.open("127.0.0.1:0", upstream, limits).await();
            return new Running(proxy, spawn(proxy.serve(closing)));
        });
    }

    /** Starts a server that does the same with each connection, and a proxy before it. */
    private Future<Running> startBefore(Limits limits, AsyncConsumer<TcpStream> server) {
        return async(() -> {
            TcpListener listener = TcpListener.bind("127.0.0.1:0").await();
            spawn(listener.serve(server));
            return start("127.0.0.1:" + listener.localAddress().getPort(), limits)
                    .await();
        });
    }

    private static Future<@Nullable Void> echo(TcpStream connection) {
        return async(() -> {
            try {
                AsyncIo.copy(connection, connection).await();
                connection.shutdown().await();
            } catch (IOException e) {
                // the proxy broke off
            }
        });
    }

    private static Future<String> ask(TcpStream stream, String question) {
        return async(() -> {
            stream.writeAll(question).await();
            ByteBuffer answer = ByteBuffer.allocate(question.length());
            stream.readExact(answer).await();
            return new String(answer.array(), StandardCharsets.UTF_8);
        });
    }

    /** Reads on: an empty text is an end, and a {@code null} a reset. */
    private static Future<@Nullable String> rest(TcpStream stream) {
        return async(() -> {
            try {
                return stream.readToString(100).await();
            } catch (IOException e) {
                return null;
            }
        });
    }

    /** Closes the proxy, and waits until it has ended. */
    private Future<@Nullable Void> end(Running running) {
        return async(() -> {
            closing.cancel();
            running.serving().await();
        });
    }

    private void run(AsyncAction block) throws Exception {
        runtime.blockOn(async(block));
    }

    // ---------------------------------------------------------------- what is carried

    @Test
    void bytes_goBothWaysAndAreCounted() throws Exception {
        run(() -> {
            Running running =
                    startBefore(PATIENT, stream -> echo(stream).await()).await();
            try (TcpStream client = running.connect().await()) {
                var sending = spawn(async(() -> {
                    client.writeAll(ByteBuffer.allocate(4 * MEGABYTE)).await();
                    client.shutdown().await();
                }));
                assertThat(client.readToEnd(5 * MEGABYTE).await()).hasSize(4 * MEGABYTE);
                sending.await();
            }
            closing.cancel();
            running.serving().await();

            assertThat(running.proxy().statistics())
                    .hasToString("1 connections (1 finished), 4,194,304 bytes to the upstream, 4,194,304 bytes back");
        });
    }

    @Test
    void endOfTheClient_reachesTheUpstreamWhichStillAnswers() throws Exception {
        run(() -> {
            Running running = startBefore(PATIENT, stream -> {
                        String all = stream.readToString(100).await();
                        stream.writeAll("you said " + all).await();
                    })
                    .await();
            try (TcpStream client = running.connect().await()) {
                client.writeAll("all").await();
                client.shutdown().await();
                assertThat(client.readToString(100).await()).isEqualTo("you said all");
            }
        });
    }

    @Test
    void endOfTheUpstream_reachesTheClientWhichStillTalks() throws Exception {
        run(() -> {
            var heard = new CompletableFuture<String>();
            Running running = startBefore(PATIENT, stream -> {
                        stream.writeAll("go on").await();
                        stream.shutdown().await();
                        heard.complete(stream.readToString(100).await());
                    })
                    .await();
            try (TcpStream client = running.connect().await()) {
                assertThat(client.readToString(100).await()).isEqualTo("go on");
                client.writeAll("I do").await();
                client.shutdown().await();
                assertThat(fromStage(heard).await()).isEqualTo("I do");
            }
        });
    }

    @Test
    void upstreamThatBreaksOff_isNoEndForTheClient() throws Exception {
        run(() -> {
            Running running = startBefore(PATIENT, stream -> {
                        stream.read(ByteBuffer.allocate(1)).await();
                        stream.setLinger(Duration.ZERO); // the close will be a reset
                    })
                    .await();
            try (TcpStream client = running.connect().await()) {
                client.writeAll("?").await();
                assertThat(rest(client).await()).isNull();
            }
            end(running).await();
            assertThat(running.count(Ending.BROKEN)).isEqualTo(1);
        });
    }

    // ---------------------------------------------------------------- limits

    @Test
    void clientsBeyondTheLimit_areRefusedUntilOneGoes() throws Exception {
        run(() -> {
            Running running =
                    startBefore(PATIENT, stream -> echo(stream).await()).await();
            List<TcpStream> clients = new ArrayList<>();
            for (int i = 0; i < PATIENT.connections(); i++) {
                TcpStream client = running.connect().await();
                clients.add(client);
                assertThat(ask(client, "hello").await()).isEqualTo("hello");
            }
            try (TcpStream late = running.connect().await()) {
                assertThat(rest(late).await()).isEmpty();
                assertThat(running.count(Ending.REFUSED)).isEqualTo(1);
            }
            clients.remove(0).close();
            while (running.count(Ending.FINISHED) == 0) {
                yieldNow().await();
            }
            try (TcpStream later = running.connect().await()) {
                assertThat(ask(later, "and I?").await()).isEqualTo("and I?");
            }
            for (TcpStream client : clients) {
                client.close();
            }
        });
    }

    @Test
    void connectionThatIsIdle_isClosed() throws Exception {
        Limits impatient = new Limits(1, LONG, SHORT, LONG, null);
        run(() -> {
            Running running =
                    startBefore(impatient, stream -> echo(stream).await()).await();
            try (TcpStream client = running.connect().await()) {
                assertThat(rest(client).await()).isEmpty();
            }
            end(running).await();
            assertThat(running.count(Ending.TIMED_OUT)).isEqualTo(1);
        });
    }

    @Test
    void upstreamThatIsDown_closesTheClient() throws Exception {
        run(() -> {
            try (var taken = new Socket()) {
                taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); // and does not listen
                Running running =
                        start("127.0.0.1:" + taken.getLocalPort(), PATIENT).await();
                try (TcpStream client = running.connect().await()) {
                    assertThat(rest(client).await()).isEmpty();
                }
                end(running).await();
                assertThat(running.count(Ending.UNREACHABLE)).isEqualTo(1);
            }
        });
    }

    @Test
    void upstreamThatTakesTooLongToConnect_closesTheClient() throws Exception {
        Limits impatient = new Limits(1, SHORT, LONG, LONG, null);
        run(() -> {
            Running running = start("never.resolved:80", impatient).await();
            try (TcpStream client = running.connect().await()) {
                assertThat(rest(client).await()).isEmpty();
            }
            end(running).await();
            assertThat(running.count(Ending.UNREACHABLE)).isEqualTo(1);
        });
    }

    // ---------------------------------------------------------------- the end

    @Test
    void closing_refusesNewClientsAndLetsTransfersFinish() throws Exception {
        run(() -> {
            Running running =
                    startBefore(PATIENT, stream -> echo(stream).await()).await();
            try (TcpStream client = running.connect().await()) {
                assertThat(ask(client, "before").await()).isEqualTo("before");
                closing.cancel();
                while (isAccepted(running).await()) {
                    yieldNow().await(); // it has yet to hear of the end
                }
                assertThat(ask(client, "after").await()).isEqualTo("after");
                assertThat(running.serving().isFinished()).isFalse();
                client.shutdown().await();
                assertThat(rest(client).await()).isEmpty();
            }
            running.serving().await();
            assertThat(running.count(Ending.FINISHED)).isPositive();
            assertThat(running.count(Ending.CUT)).isZero();
        });
    }

    private static Future<Boolean> isAccepted(Running running) {
        return async(() -> {
            try (TcpStream client = running.connect().await()) {
                return ask(client, "?").await().equals("?");
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    void closing_cutsWhoStaysBeyondTheGrace() throws Exception {
        Limits hasty = new Limits(1, LONG, LONG, SHORT, null);
        run(() -> {
            Running running = startBefore(hasty, stream -> echo(stream).await()).await();
            try (TcpStream client = running.connect().await()) {
                assertThat(ask(client, "hello").await()).isEqualTo("hello");
                end(running).await();
                assertThat(rest(client).await()).isNull();
            }
            assertThat(running.count(Ending.CUT)).isEqualTo(1);
        });
    }
}
