package dev.pollux.net;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Waker;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.EnterGuard;
import dev.pollux.runtime.io.TestRuntime;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.RuntimeContext;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UnixSocketsTest {

    private final TestRuntime runtime = new TestRuntime();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() throws Exception {
        runtime.stop();
    }

    @Test
    @Behaviour({"t:uds_stream-02", "t:uds_socket-02"})
    void addresses_arePaths() throws Exception {
        UnixListener listener = runtime.await(UnixListener.bind(directory.resolve("s")));
        UnixStream client = runtime.await(UnixStream.connect(directory.resolve("s")));
        UnixStream server = runtime.await(listener.accept());

        runtime.await(client.writeAll("hello"));
        client.close();

        assertThat(runtime.await(server.readToEnd(9))).isEqualTo("hello".getBytes(UTF_8));
        assertThat(listener.localAddress().getPath()).isEqualTo(listener.path());
        assertThat(server.localAddress().getPath()).isEqualTo(listener.path());
        assertThat(server.peerAddress().toString()).isEmpty();
    }

    @Test
    void bind_toAPathThatExists_saysSo() throws Exception {
        Path path = Files.createFile(directory.resolve("s"));

        assertThatThrownBy(() -> runtime.await(UnixListener.bind(path)))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("the path exists already")
                .hasMessageContaining(path.toString());
        assertThat(path).exists();
    }

    @Test
    void bind_inADirectoryThatDoesNotExist_fails() {
        assertThatThrownBy(() -> runtime.await(UnixListener.bind(directory.resolve("no/s"))))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("cannot listen on")
                .hasMessageNotContaining("exists already");
    }

    @Test
    void close_leavesThePath_unlessItIsToBeUnlinked() throws Exception {
        UnixListener left = runtime.await(UnixListener.bind(directory.resolve("left")));
        UnixListener unlinked = runtime.await(UnixListener.bind(directory.resolve("unlinked")));
        unlinked.unlinkOnClose();

        left.close();
        unlinked.close();
        unlinked.close();

        assertThat(left.path()).exists();
        assertThat(unlinked.path()).doesNotExist();
    }

    @Test
    void unlinkOnClose_leavesWhatTookThePlaceOfTheSocket() throws Exception {
        UnixListener listener = runtime.await(UnixListener.bind(directory.resolve("s")));
        listener.unlinkOnClose();
        Files.createFile(directory.resolve("successor"));
        Files.move(directory.resolve("s"), directory.resolve("moved"));
        Files.move(directory.resolve("successor"), directory.resolve("s"));

        listener.close();

        assertThat(listener.path()).exists();
    }

    @Test
    void aPathThatIsTooLong_isATypedError() {
        Path path = directory.resolve("x".repeat(120));

        assertThatThrownBy(() -> runtime.await(UnixListener.bind(path)))
                .isInstanceOf(UnixPathTooLongException.class)
                .hasMessageContaining("hundred bytes");
        assertThatThrownBy(() -> runtime.await(UnixStream.connect(path))).isInstanceOf(UnixPathTooLongException.class);
    }

    @Test
    @SuppressWarnings("pollux:unused-future") // they throw
    void aPathOfAnotherFileSystem_isRefused() throws Exception {
        URI jar = URI.create("jar:" + directory.resolve("a.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            assertThatThrownBy(() -> UnixListener.bind(zip.getPath("/s")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("path must be one of the default file system");
        }
    }

    @Test
    @Behaviour("t:net_panic-04")
    void bind_outsideARuntime_fails() {
        var bind = UnixListener.bind(directory.resolve("s"));

        assertThatThrownBy(() -> bind.poll(Context.of(Waker.noop())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Pollux runtime");
    }

    @Test
    void connect_whereNobodyListens_saysWhere() throws Exception {
        Path abandoned = directory.resolve("s");
        runtime.await(UnixListener.bind(abandoned)).close();

        assertThatThrownBy(() -> {
                    while (true) { // the kernel's queue is there until the select that follows the close
                        runtime.await(UnixStream.connect(abandoned)).close();
                    }
                })
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("cannot connect to " + abandoned);
        assertThatThrownBy(() -> runtime.await(UnixStream.connect(directory.resolve("none"))))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void connect_whileTheQueueIsFull_waitsForRoom() throws Exception {
        Path path = directory.resolve("s");
        try (AsyncRuntime real = AsyncRuntime.currentThread().startPaused(true).build()) {
            real.blockOn(async(() -> {
                IoDriver.ServerSocket socket = RuntimeContext.current().io().openServer(StandardProtocolFamily.UNIX);
                socket.listen(UnixDomainSocketAddress.of(path), 1);
                UnixListener listener = new UnixListener(socket, path);
                var first = UnixStream.connect(path).await();
                var second = UnixStream.connect(path).await(); // Linux queues one more than it was asked to
                var third = spawn(UnixStream.connect(path));
                sleep(Duration.ofSeconds(1)).await();
                assertThat(third.isFinished()).isFalse();

                listener.accept().await();

                third.await().writeAll("hello").await();
                first.close();
                second.close();
                listener.accept().await();
                assertThat(listener.accept()
                                .await()
                                .read(ByteBuffer.allocate(9))
                                .await())
                        .isEqualTo(5);
            }));
        }
    }

    @Test
    void pair_isConnected() throws Exception {
        try (AsyncRuntime real = AsyncRuntime.currentThread().build();
                EnterGuard inside = real.enter()) {
            UnixStream.Pair pair = UnixStream.pair();

            real.blockOn(pair.one().writeAll("hello"));
            pair.one().close();

            assertThat(real.blockOn(pair.other().readToEnd(9))).isEqualTo("hello".getBytes(UTF_8));
            assertThat(inside).isNotNull();
        }
    }

    @Test
    @Behaviour("t:uds_cred-01")
    void peer_hasAName() throws Exception {
        try (AsyncRuntime real = AsyncRuntime.currentThread().build();
                EnterGuard inside = real.enter()) {
            UnixStream.Pair pair = UnixStream.pair();

            for (UnixStream end : List.of(pair.one(), pair.other())) {
                assertThat(end.peerCredentials().user()).isEqualTo(Files.getOwner(directory));
            }
            pair.one().close();
            assertThatThrownBy(() -> pair.one().peerCredentials()).isInstanceOf(ClosedChannelException.class);
            assertThat(inside).isNotNull();
        }
    }
}
