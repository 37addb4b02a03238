package dev.pollux.net;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AsyncAction;
import dev.pollux.future.Context;
import dev.pollux.future.Waker;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.io.NioDriver;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.sync.Semaphore;
import dev.pollux.time.Moment;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Accept loops, on a clock that stands still unless everybody waits. */
@Timeout(60)
class IncomingTest {

    private final List<String> failures = new ArrayList<>();
    private int shortages;

    private void run(AsyncAction block) throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread()
                .ioDriver(NioDriver::new)
                .onFailure(failure -> failures.add(failure.failure().getMessage()))
                .startPaused(true)
                .build()) {
            runtime.blockOn(async(block));
        }
    }

    /** A listener whose accepts fail as long as there is a shortage. */
    private TcpListener failing() throws IOException {
        IoDriver.ServerSocket real = RuntimeContext.current().io().openServer(StandardProtocolFamily.INET);
        real.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        return new TcpListener(
                (IoDriver.ServerSocket) Proxy.newProxyInstance(
                        IoDriver.class.getClassLoader(),
                        new Class<?>[] {IoDriver.ServerSocket.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("tryAccept") && shortages > 0) {
                                shortages--;
                                throw new IOException("Too many open files");
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }),
                Settings.TCP);
    }

    @Test
    void incoming_whenDescriptorsRunOut_waitsReportsOnceAndGoesOn() throws Exception {
        shortages = 4;
        run(() -> {
            TcpListener listener = failing();
            TcpStream client = TcpStream.connect(listener.localAddress()).await();
            Moment start = Moment.now();

            TcpStream accepted =
                    listener.incoming(e -> failures.add(e.getMessage())).next().await();

            assertThat(accepted.peerAddress()).isEqualTo(client.localAddress());
            assertThat(start.until(Moment.now())).isBetween(Duration.ofMillis(5 + 10 + 20 + 40), Duration.ofMillis(90));
        });

        assertThat(failures).containsExactly("Too many open files");
    }

    @Test
    void incoming_afterAnAcceptThatSucceeded_reportsTheNextShortage() throws Exception {
        run(() -> {
            TcpListener listener = failing();
            TcpStream.connect(listener.localAddress()).await();
            TcpStream.connect(listener.localAddress()).await();
            var incoming = listener.incoming(e -> failures.add(e.getMessage()));

            shortages = 2;
            incoming.next().await();
            shortages = 1;
            incoming.next().await();
            incoming.drop();
        });

        assertThat(failures).hasSize(2);
    }

    @Test
    void incoming_neverWaitsLongerThanASecond() throws Exception {
        shortages = 12;
        run(() -> {
            TcpListener listener = failing();
            TcpStream.connect(listener.localAddress()).await();
            Moment start = Moment.now();

            listener.incoming(e -> {}).next().await();

            assertThat(start.until(Moment.now())).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
        });
    }

    @Test
    void incoming_endsWithTheListener_andLeavesConnectionsWhenDropped() throws Exception {
        run(() -> {
            TcpListener listener = TcpListener.bind("127.0.0.1:0").await();
            var dropped = listener.incoming();
            var next = spawn(dropped.next());
            sleep(Duration.ofMillis(1)).await();
            next.abort();
            sleep(Duration.ofMillis(1)).await();
            dropped.drop();
            TcpStream.connect(listener.localAddress()).await();

            var incoming = listener.incoming();
            assertThat(incoming.next().await()).isNotNull();
            var end = spawn(incoming.next());
            sleep(Duration.ofMillis(1)).await();
            listener.close();

            assertThat(end.await()).isNull();
        });
    }

    @Test
    void incoming_ofARuntimeThatHasEnded_fails() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.currentThread().build();
        TcpListener listener = runtime.blockOn(TcpListener.bind("127.0.0.1:0"));
        runtime.close();
        var incoming = listener.incoming();

        assertThatThrownBy(() -> incoming.pollNext(Context.of(Waker.noop())))
                .isInstanceOf(ClosedChannelException.class)
                .hasMessageContaining("shut down");
    }

    // ---------------------------------------------------------------- serve

    @Test
    void serve_runsATaskForEachConnection_andClosesItAfterwards() throws Exception {
        run(() -> {
            TcpListener listener = TcpListener.bind("127.0.0.1:0").await();
            var serving = spawn(listener.serve(connection -> {
                ByteBuffer buffer = ByteBuffer.allocate(16);
                connection.read(buffer).await();
                connection.writeAll(buffer.flip()).await();
            }));
            TcpStream idle = TcpStream.connect(listener.localAddress()).await();
            TcpStream busy = TcpStream.connect(listener.localAddress()).await();

            busy.writeAll("hello").await();

            assertThat(busy.readToEnd(9).await()).hasSize(5); // it ends: the connection was closed
            listener.close();
            serving.await();
            idle.writeAll("still served").await();
            assertThat(idle.readToEnd(99).await()).hasSize(12);
        });

        assertThat(failures).isEmpty();
    }

    @Test
    void serve_outlivesAHandlerThatFails_andReportsIt() throws Exception {
        run(() -> {
            TcpListener listener = TcpListener.bind("127.0.0.1:0").await();
            var serving = spawn(listener.serve(connection -> {
                connection.readable().await();
                throw new IllegalStateException("handler");
            }));
            for (int i = 0; i < 2; i++) {
                TcpStream client = TcpStream.connect(listener.localAddress()).await();
                client.writeAll("x").await();
                client.shutdown().await();
                try {
                    assertThat(client.readToEnd(9).await()).isEmpty();
                } catch (IOException e) {
                    assertThat(e).hasMessageContaining("reset"); // it was closed with data unread
                }
            }
            assertThat(serving.isFinished()).isFalse();
            serving.abort();
        });

        assertThat(failures).containsExactly("handler", "handler");
    }

    @Test
    void acceptLoop_withASemaphore_limitsConnections() throws Exception {
        run(() -> {
            Semaphore room = new Semaphore(2);
            TcpListener listener = TcpListener.bind("127.0.0.1:0").await();
            var serving = spawn(async(() -> {
                while (true) {
                    var permit = room.acquire().await();
                    TcpStream connection = listener.accept().await();
                    spawn(async(() -> {
                        try (permit;
                                connection) {
                            connection.readToEnd(9).await();
                        }
                    }));
                }
            }));
            List<TcpStream> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(TcpStream.connect(listener.localAddress()).await());
            }
            while (room.availablePermits() > 0) {
                sleep(Duration.ofMillis(1)).await();
            }
            clients.get(0).close();
            clients.get(1).close();
            clients.get(2).close();
            clients.get(3).shutdown().await();

            assertThat(clients.get(3).read(ByteBuffer.allocate(1)).await()).isEqualTo(-1); // it was served in the end
            serving.abort();
        });
    }
}
