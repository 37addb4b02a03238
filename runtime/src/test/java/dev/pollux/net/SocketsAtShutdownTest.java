package dev.pollux.net;

import static dev.pollux.Pollux.async;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.fs.AsyncFiles;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Waker;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.EnterGuard;
import dev.pollux.runtime.spi.DriverClosedException;
import dev.pollux.task.TaskFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sockets of a runtime that ends, polled by hand. */
@Timeout(60)
class SocketsAtShutdownTest {

    private final CountDownLatch woken = new CountDownLatch(1);
    private final Context cx = Context.of(Waker.of(woken::countDown));
    private final AsyncRuntime runtime =
            AsyncRuntime.multiThread().workerThreads(1).build();

    @Test
    @Behaviour("t:io_driver_drop-01")
    void accept_afterShutdown_failsAtOnce() throws Exception {
        TcpListener listener = runtime.blockOn(TcpListener.bind("127.0.0.1:0"));
        runtime.close();

        assertThatThrownBy(() -> listener.accept().poll(cx))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("shut down");
    }

    @Test
    @Behaviour("t:io_driver_drop-02")
    void accept_pendingAtShutdown_isWokenAndFails() throws Exception {
        TcpListener listener = runtime.blockOn(TcpListener.bind("127.0.0.1:0"));
        Future<?> accept = listener.accept();
        assertThat(accept.poll(cx).isReady()).isFalse();

        runtime.close();

        assertThat(woken.await(30, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> accept.poll(cx))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("shut down");
    }

    @Test
    @Behaviour({"RTH-12", "RTH-13"})
    void connect_toAnAddressOrAName_afterShutdown_failsAtOnce() throws Exception {
        EnterGuard guard = runtime.enter();
        try {
            Future<TcpStream> before = TcpStream.connect("127.0.0.1:1");
            runtime.close();

            assertThatThrownBy(() -> before.poll(cx)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> TcpStream.connect("127.0.0.1:1").poll(cx))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("shut down");
            assertThatThrownBy(() -> TcpStream.connect("localhost:1").poll(cx))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("shut down");
        } finally {
            guard.close();
        }
    }

    @Test
    @Behaviour({"RTH-15", "RTH-16"})
    void udpSocket_pendingAtShutdown_orOpenedLater_fails() throws Exception {
        UdpSocket socket = runtime.blockOn(UdpSocket.bind("127.0.0.1:0"));
        Future<?> receive = socket.receive(ByteBuffer.allocate(1));
        assertThat(receive.poll(cx).isReady()).isFalse();
        EnterGuard guard = runtime.enter();
        try {
            runtime.close();

            assertThat(woken.await(30, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> receive.poll(cx))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("shut down");
            assertThatThrownBy(() -> UdpSocket.bind("127.0.0.1:0").poll(cx))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("shut down");
        } finally {
            guard.close();
        }
    }

    @Test
    @Behaviour({"RTH-17", "RTH-18", "RTH-19", "RTH-22"})
    void unixListener_pendingAtShutdown_orUsedOrBoundLater_fails(@TempDir Path directory) throws Exception {
        UnixListener listener = runtime.handle().blockOn(UnixListener.bind(directory.resolve("a")));
        Future<?> accept = listener.accept();
        assertThat(accept.poll(cx).isReady()).isFalse();
        EnterGuard guard = runtime.enter();
        try {
            runtime.close();

            assertThat(woken.await(30, TimeUnit.SECONDS)).isTrue();
            for (Future<?> late : List.of(accept, listener.accept(), UnixListener.bind(directory.resolve("b")))) {
                assertThatThrownBy(() -> late.poll(cx))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("shut down");
            }
        } finally {
            guard.close();
        }
        assertThat(directory.resolve("b")).doesNotExist();
    }

    @Test
    @Behaviour({"RTH-05", "RTH-06"})
    void fileIsRead_andFailsAtOnceAfterShutdown(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("a"), "hello");
        assertThat(runtime.handle().blockOn(AsyncFiles.readString(file))).isEqualTo("hello");
        EnterGuard guard = runtime.enter();
        try {
            runtime.close();

            assertThatThrownBy(() -> AsyncFiles.readString(file).poll(cx)).isInstanceOf(DriverClosedException.class);
        } finally {
            guard.close();
        }
    }

    @RepeatedTest(9)
    @Behaviour("RTC-35")
    void datagramsOnTheirWay_whileItShutsDown_failNothing() throws Exception {
        List<TaskFailure> failures = new CopyOnWriteArrayList<>();
        AsyncRuntime busy = AsyncRuntime.multiThread()
                .workerThreads(2)
                .onFailure(failures::add)
                .build();
        CountDownLatch received = new CountDownLatch(100);
        var sender = busy.blockOn(UdpSocket.bind("127.0.0.1:0"));
        var receiver = busy.blockOn(UdpSocket.bind("127.0.0.1:0"));
        var to = receiver.localAddress();
        busy.spawn(async(() -> {
            while (true) {
                sender.sendTo(ByteBuffer.allocate(4), to).await();
            }
        }));
        busy.spawn(async(() -> {
            while (true) {
                receiver.receive(ByteBuffer.allocate(4)).await();
                received.countDown();
            }
        }));
        assertThat(received.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(busy.shutdown(Duration.ofSeconds(50)).isComplete()).isTrue();

        assertThat(failures).isEmpty();
    }

    @Test
    @Behaviour("RTC-24")
    void socketPolledByABlockingJob_isWokenByTheRuntime() throws Exception {
        TcpListener listener = runtime.blockOn(TcpListener.bind("127.0.0.1:0"));
        var accepted = runtime.spawnBlocking(() -> {
            Semaphore wakes = new Semaphore(0);
            Context polling = Context.of(Waker.of(wakes::release));
            Future<?> accept = listener.accept();
            while (!accept.poll(polling).isReady()) {
                wakes.acquire();
            }
            return "accepted";
        });

        TcpStream client = runtime.blockOn(
                TcpStream.connect("127.0.0.1:" + listener.localAddress().getPort()));

        assertThat(runtime.blockOn(accepted)).isEqualTo("accepted");
        client.close();
        assertThat(runtime.shutdown(Duration.ofSeconds(50)).isComplete()).isTrue();
    }
}
