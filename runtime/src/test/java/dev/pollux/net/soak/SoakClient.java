package dev.pollux.net.soak;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.timeout;
import static dev.pollux.Pollux.yieldNow;

import dev.pollux.future.Future;
import dev.pollux.io.AsyncReadWrite;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.net.tls.TlsConnector;
import dev.pollux.net.tls.TlsStream;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;

/** Does one thing after the other to a server, as chance will have it. */
final class SoakClient {

    private final SplittableRandom random;
    private final InetSocketAddress plain;
    private final InetSocketAddress tls;
    private final TlsConnector connector;
    private final SoakCounts counts;

    SoakClient(
            SplittableRandom random,
            InetSocketAddress plain,
            InetSocketAddress tls,
            TlsConnector connector,
            SoakCounts counts) {
        this.random = random;
        this.plain = plain;
        this.tls = tls;
        this.connector = connector;
        this.counts = counts;
    }

    Future<Integer> run(long until) {
        return async(() -> {
            while (System.nanoTime() < until) {
                SoakCounts.Kind kind = counts.next(random);
                try {
                    step(kind).await();
                    counts.done(kind);
                } catch (IOException | TimeoutException e) {
                    counts.failed(kind);
                }
                sleep(Duration.ofMillis(random.nextInt(60))).await();
            }
            return 0;
        });
    }

    private Future<Integer> step(SoakCounts.Kind kind) {
        return switch (kind) {
            case REQUESTS -> requests();
            case HALF_CLOSE -> halfClose();
            case RESET -> reset();
            case DROPPED_READ -> droppedReads();
            case DROPPED_WRITE -> droppedWrite();
            case DROPPED_CONNECT -> droppedConnects();
            case DROPPED_ACCEPT -> droppedAccept();
            case ABORTED_TASK -> abortedTask();
            case TLS -> secured();
            case DROPPED_HANDSHAKE -> droppedHandshake();
        };
    }

    // ---------------------------------------------------------------- as it should be

    private Future<Integer> requests() {
        return async(() -> {
            try (TcpStream stream = TcpStream.connect(plain).await()) {
                return talk(stream).await();
            }
        });
    }

    private Future<Integer> talk(AsyncReadWrite stream) {
        return async(() -> {
            int total = 0;
            for (int i = random.nextInt(10); i >= 0; i--) {
                byte[] request = new byte[1 + random.nextInt(20_000)];
                var both = join(stream.writeAll(request), stream.readExact(ByteBuffer.allocate(request.length)));
                timeout(Duration.ofSeconds(5), async(() -> both.await())).await();
                total += request.length;
            }
            return total;
        });
    }

    private Future<Integer> halfClose() {
        return async(() -> {
            try (TcpStream stream = TcpStream.connect(plain).await()) {
                stream.writeAll(new byte[random.nextInt(5_000)]).await();
                stream.shutdown().await();
                return timeout(
                                Duration.ofSeconds(5),
                                async(() -> stream.readToEnd(5_000).await()))
                        .await()
                        .length;
            }
        });
    }

    private Future<Integer> secured() {
        return async(() -> {
            try (TcpStream wire = TcpStream.connect(tls).await();
                    TlsStream stream = timeout(Duration.ofSeconds(5), connector.connect(wire, "localhost"))
                            .await()) {
                int total = talk(stream).await();
                stream.shutdown().await();
                return total;
            }
        });
    }

    // ---------------------------------------------------------------- as it should not be

    private Future<Integer> reset() {
        return async(() -> {
            try (TcpStream stream = TcpStream.connect(plain).await()) {
                stream.write(ByteBuffer.allocate(1 + random.nextInt(100_000))).await();
                stream.setLinger(Duration.ZERO);
                return 0;
            }
        });
    }

    private Future<Integer> droppedReads() {
        return async(() -> {
            try (TcpStream stream = TcpStream.connect(plain).await()) {
                ByteBuffer target = ByteBuffer.allocate(100);
                for (int i = 0; i < 5; i++) {
                    try {
                        timeout(Duration.ofMillis(random.nextInt(4)), stream.read(target))
                                .await();
                    } catch (TimeoutException e) {
                        stream.writeAll("x").await();
                    }
                }
                return target.position();
            }
        });
    }

    private Future<Integer> droppedWrite() {
        return async(() -> {
            try (TcpStream stream = TcpStream.connect(plain).await()) {
                ByteBuffer much = ByteBuffer.allocate(1 << 20);
                timeout(Duration.ofMillis(random.nextInt(20)), stream.writeAll(much))
                        .await();
                return much.position();
            }
        });
    }

    private Future<Integer> droppedConnects() {
        return async(() -> {
            for (int i = 0; i < 5; i++) {
                JoinHandle<TcpStream> connect = spawn(TcpStream.connect(plain));
                for (int turns = random.nextInt(3); turns > 0; turns--) {
                    yieldNow().await();
                }
                connect.abort();
                try {
                    connect.await().close();
                } catch (TaskCancelledException e) {
                    // dropped in time
                }
            }
            return 0;
        });
    }

    private Future<Integer> droppedAccept() {
        return async(() -> {
            try (TcpListener listener = TcpListener.bind("127.0.0.1:0").await()) {
                try {
                    timeout(Duration.ofMillis(random.nextInt(3)), listener.accept())
                            .await()
                            .close();
                } catch (TimeoutException e) {
                    var both = join(TcpStream.connect(listener.localAddress()), listener.accept())
                            .await();
                    both.first().close();
                    both.second().close();
                }
                return 0;
            }
        });
    }

    private Future<Integer> abortedTask() {
        return aborted(requests());
    }

    private Future<Integer> droppedHandshake() {
        return aborted(secured());
    }

    private Future<Integer> aborted(Future<Integer> whole) {
        return async(() -> {
            JoinHandle<Integer> task = spawn(whole);
            sleep(Duration.ofNanos(random.nextInt(5_000_000))).await();
            task.abort();
            try {
                return task.await();
            } catch (TaskCancelledException e) {
                return 0;
            }
        });
    }
}
