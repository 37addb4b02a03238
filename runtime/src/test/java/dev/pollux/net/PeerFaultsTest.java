package dev.pollux.net;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.joinAll;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.timeout;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Child;
import dev.pollux.Tool;
import dev.pollux.future.Future;
import dev.pollux.io.AsyncBufReader;
import dev.pollux.io.Transfer;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.time.Moment;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that stand still, that are slow on purpose, or that come by the hundred and reset. */
@Timeout(120)
class PeerFaultsTest {

    private static final int MUCH = 64 << 20;

    // ---------------------------------------------------------------- a peer that is stopped

    @Test
    void write_toAProcessThatIsStopped_timesOut_andGoesOnAfterwards() throws Exception {
        Tool.require("kill", "-l");
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
            TcpListener listener = runtime.blockOn(TcpListener.bind("127.0.0.1:0"));
            List<String> command = Child.command(
                    List.of(),
                    Reader.class,
                    String.valueOf(listener.localAddress().getPort()));
            Process reader =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            TcpStream stream = runtime.blockOn(listener.accept());
            runtime.blockOn(stream.writeAll(new byte[1 << 20]));
            signal("-STOP", reader);

            ByteBuffer source = ByteBuffer.allocate(MUCH);
            assertThatThrownBy(() ->
                            runtime.blockOn(async(() -> timeout(Duration.ofMillis(300), stream.writeAll(source))
                                    .await())))
                    .isInstanceOf(TimeoutException.class);
            assertThat(source.remaining()).isPositive(); // and nobody but the caller holds it

            signal("-CONT", reader);
            runtime.blockOn(stream.writeAll(source));
            runtime.blockOn(stream.shutdown());
            assertThat(new String(reader.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("read " + (MUCH + (1 << 20)));
            stream.close();
        }
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        Tool.run(List.of("kill", name, String.valueOf(process.pid())));
    }

    /** Reads until the end, by blocking. */
    static final class Reader {
        public static void main(String[] arguments) throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
                    InputStream in = socket.getInputStream()) {
                byte[] buffer = new byte[1 << 16];
                long total = 0;
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    total += count;
                }
                System.out.print("read " + total);
            }
        }
    }

    // ---------------------------------------------------------------- peers that are slow, or gone without a word

    @Test
    void serve_withADeadlineForTheFirstLine_dropsTheSlowAndTheSilent_andServesTheGood() throws Exception {
        AtomicInteger dropped = new AtomicInteger();
        try (AsyncRuntime runtime =
                AsyncRuntime.currentThread().startPaused(true).build()) {
            runtime.blockOn(async(() -> {
                TcpListener listener = TcpListener.bind("127.0.0.1:0").await();
                spawn(listener.serve(connection -> {
                    try {
                        var line = new AsyncBufReader(connection).readLine();
                        connection
                                .writeAll(timeout(Duration.ofSeconds(10), line).await() + "\n")
                                .await();
                    } catch (TimeoutException e) {
                        dropped.incrementAndGet();
                    }
                }));
                Moment start = Moment.now();
                List<Future<Integer>> slow = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    slow.add(spawn(drip(listener.localAddress(), i % 2 == 0)));
                }
                var all = spawn(joinAll(slow));
                for (int i = 0; i < 8; i++) {
                    sleep(Duration.ofSeconds(1)).await();
                    assertThat(ask(listener.localAddress()).await()).isEqualTo("hello");
                }
                assertThat(dropped).hasValue(0);
                all.await();
                assertThat(start.until(Moment.now())).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(13));
                assertThat(dropped).hasValue(50);
                listener.close();
                return 0;
            }));
        }
    }

    /** Sends a byte now and then, or nothing at all, until it is thrown out. */
    private static Future<Integer> drip(InetSocketAddress address, boolean silent) {
        return async(() -> {
            try (TcpStream stream = TcpStream.connect(address).await()) {
                while (true) {
                    try {
                        return timeout(Duration.ofSeconds(2), stream.read(ByteBuffer.allocate(1)))
                                .await();
                    } catch (TimeoutException e) {
                        if (!silent) {
                            stream.writeAll("x").await();
                        }
                    } catch (IOException e) {
                        return Transfer.END; // reset, for what was sent too late
                    }
                }
            }
        });
    }

    private static Future<String> ask(InetSocketAddress address) {
        return async(() -> {
            try (TcpStream stream = TcpStream.connect(address).await()) {
                stream.writeAll("hello\n").await();
                return new AsyncBufReader(stream).readLine().await();
            }
        });
    }

    // ---------------------------------------------------------------- storms

    @Test
    void serve_inAStormOfResets_duringAcceptReadAndWrite_servesTheGood_andKeepsNothing() throws Exception {
        AtomicInteger handled = new AtomicInteger();
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
            runtime.blockOn(async(() -> {
                TcpListener listener = TcpListener.bind("127.0.0.1:0").await();
                var serving = spawn(listener.serve(connection -> {
                    try {
                        ByteBuffer buffer = ByteBuffer.allocate(6);
                        while (connection.read(buffer).await() >= 0 && buffer.hasRemaining()) {}
                        connection.writeAll(buffer.flip()).await();
                        connection.writeAll(new byte[1 << 16]).await();
                    } catch (IOException e) {
                        return; // the storm
                    } finally {
                        handled.incrementAndGet();
                    }
                }));
                List<Future<Integer>> storm = new ArrayList<>();
                for (int i = 0; i < 600; i++) {
                    storm.add(spawn(reset(listener.localAddress(), i % 3)));
                }
                for (int i = 0; i < 20; i++) {
                    assertThat(ask(listener.localAddress()).await()).isEqualTo("hello");
                }
                joinAll(storm).await();
                assertThat(ask(listener.localAddress()).await()).isEqualTo("hello");
                listener.close();
                serving.await();
                return 0;
            }));
            while (runtime.metrics().numAliveTasks() > 0) {
                Thread.onSpinWait(); // a handler that missed its reset would stay for ever
            }
            assertThat(handled).hasValueGreaterThan(21);
        }
    }

    /** Resets as soon as it is connected, in the middle of a request, or of the answer. */
    private static Future<Integer> reset(InetSocketAddress address, int after) {
        return async(() -> {
            try (TcpStream stream = TcpStream.connect(address).await()) {
                stream.setLinger(Duration.ZERO);
                if (after > 0) {
                    stream.writeAll(after == 1 ? "hel" : "hello\n").await();
                }
                return after == 2 ? stream.read(ByteBuffer.allocate(1)).await() : 0;
            }
        });
    }

    @Test
    void connects_farOverTheBacklog_areAllServedInTheEnd() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
            List<String> answers = runtime.blockOn(async(() -> {
                TcpListener listener =
                        TcpSocket.v4().bind("127.0.0.1:0").listen(2).await();
                List<Future<String>> clients = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    clients.add(spawn(ask(listener.localAddress())));
                }
                sleep(Duration.ofMillis(20)).await(); // the queue is full, and the kernel ignores the rest
                spawn(listener.serve(connection -> connection
                        .writeAll(new AsyncBufReader(connection).readLine().await() + "\n")
                        .await()));
                List<String> all = joinAll(clients).await();
                listener.close();
                return all;
            }));

            assertThat(answers).hasSize(8).containsOnly("hello");
        }
    }
}
