package dev.pollux.net.soak;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.timeout;

import dev.pollux.future.Future;
import dev.pollux.io.AsyncReadWrite;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.net.tls.TlsAcceptor;
import dev.pollux.net.tls.TlsStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Sends back what it receives, most of the time. */
final class SoakServer {

    /** Who is silent for so long is dropped. */
    private static final Duration IDLE = Duration.ofSeconds(2);

    private final SplittableRandom random; // guarded by itself
    private final TlsAcceptor acceptor;
    final AtomicLong served = new AtomicLong();
    final AtomicLong failed = new AtomicLong();

    SoakServer(SplittableRandom random, TlsAcceptor acceptor) {
        this.random = random;
        this.acceptor = acceptor;
    }

    private SplittableRandom next() {
        synchronized (random) {
            return random.split();
        }
    }

    /** Serves until the listener is closed; drops an accept now and then. */
    Future<Integer> plain(TcpListener listener) {
        return listener.serve(connection ->
                        settled(echo(connection, connection, next())).await())
                .map(end -> 0);
    }

    Future<Integer> tls(TcpListener listener) {
        return listener.serve(connection -> settled(secure(connection)).await()).map(end -> 0);
    }

    private Future<Integer> secure(TcpStream connection) {
        return async(() -> {
            try (TlsStream secured = timeout(IDLE, acceptor.accept(connection)).await()) {
                return echo(connection, secured, next()).await();
            }
        });
    }

    /** Counts failures, which are the weather here. */
    private Future<Integer> settled(Future<Integer> serving) {
        return async(() -> {
            try {
                int bytes = serving.await();
                served.incrementAndGet();
                return bytes;
            } catch (IOException | TimeoutException e) {
                failed.incrementAndGet();
                return 0;
            }
        });
    }

    private static Future<Integer> echo(TcpStream connection, AsyncReadWrite stream, SplittableRandom random) {
        return async(() -> {
            ByteBuffer buffer = random.nextInt(8) == 0
                    ? ByteBuffer.allocateDirect(1 << 12)
                    : ByteBuffer.allocate(1 + random.nextInt(1 << 14));
            int total = 0;
            int count = timeout(IDLE, stream.read(buffer)).await();
            while (count >= 0) {
                total += count;
                switch (random.nextInt(256)) {
                    case 0 -> {
                        connection.setLinger(Duration.ZERO);
                        return total;
                    }
                    case 1, 2, 3, 4 ->
                        sleep(Duration.ofMillis(random.nextInt(50))).await();
                    case 5 -> {
                        return total;
                    }
                    default -> {}
                }
                timeout(IDLE, stream.writeAll(buffer.flip())).await();
                timeout(IDLE, stream.flush()).await();
                buffer.clear();
                count = timeout(IDLE, stream.read(buffer)).await();
            }
            stream.shutdown().await();
            return total;
        });
    }
}
