package dev.pollux.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.io.Transfer;
import dev.pollux.runtime.io.TestRuntime;
import dev.pollux.runtime.io.TestRuntime.Task;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that reset, vanish, stop reading, and programs that close or drop at every point. */
@Timeout(60)
class SocketFaultsTest {

    private static final int MUCH = 32 << 20;

    private final TestRuntime runtime = new TestRuntime();
    private TcpListener listener;
    private TcpStream client;
    private TcpStream server;

    @BeforeEach
    void connect() throws Exception {
        listener = runtime.await(TcpListener.bind("127.0.0.1:0"));
        client = runtime.await(TcpStream.connect(listener.localAddress()));
        server = runtime.await(listener.accept());
    }

    @AfterEach
    void stop() throws Exception {
        runtime.stop();
    }

    private static void reset(TcpStream stream) throws IOException {
        stream.setLinger(Duration.ZERO);
        stream.close();
    }

    // ---------------------------------------------------------------- resets

    @Test
    void reset_duringARead_failsThisAndLaterReads() throws Exception {
        var read = runtime.start(server.read(ByteBuffer.allocate(1))).awaitPending();

        reset(client);

        assertThatThrownBy(read::get).isInstanceOf(IOException.class).hasMessageContaining("reset");
        assertThatThrownBy(() -> runtime.await(server.read(ByteBuffer.allocate(1))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void reset_whileSomebodyWaitsForReadability_isToldByTheRead() throws Exception {
        var readable = runtime.start(server.readable()).awaitPending();

        reset(client);

        assertThat(readable.get().readable()).isTrue();
        assertThatThrownBy(() -> server.tryRead(ByteBuffer.allocate(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void reset_afterAPeek_comesAfterWhatWasSeen() throws Exception {
        runtime.await(client.writeAll("hello"));
        runtime.await(server.peek(ByteBuffer.allocate(5)));

        reset(client);
        ByteBuffer target = ByteBuffer.allocate(16);

        assertThat(runtime.await(server.read(target))).isEqualTo(5);
        assertThatThrownBy(() -> runtime.await(server.read(target)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void reset_duringAWrite_failsIt() throws Exception {
        var write = runtime.start(server.writeAll(new byte[MUCH])).awaitPending();

        reset(client);

        assertThatThrownBy(write::get).isInstanceOf(IOException.class).isNotInstanceOf(ClosedChannelException.class);
    }

    @Test
    @Behaviour("TCX-02")
    void shutdown_afterAReset_isHarmless() throws Exception {
        reset(client);
        assertThatThrownBy(() -> runtime.await(server.read(ByteBuffer.allocate(1))))
                .isInstanceOf(IOException.class);

        assertThatCode(() -> runtime.await(server.shutdown())).doesNotThrowAnyException();
    }

    @Test
    void resets_ofManyConnections_leaveTheListenerServing() throws Exception {
        for (int round = 0; round < 200; round++) {
            reset(runtime.await(TcpStream.connect(listener.localAddress())));
        }

        TcpStream last = runtime.await(TcpStream.connect(listener.localAddress()));
        TcpStream accepted = runtime.await(listener.accept());
        while (!last.localAddress().equals(peerOf(accepted))) {
            accepted.close();
            accepted = runtime.await(listener.accept());
        }
        runtime.await(last.writeAll("x"));
        assertThat(runtime.await(accepted.read(ByteBuffer.allocate(1)))).isEqualTo(1);
    }

    private static Object peerOf(TcpStream accepted) {
        try {
            return accepted.peerAddress();
        } catch (IOException e) {
            return e;
        }
    }

    // ---------------------------------------------------------------- peers that are slow, or half there

    @Test
    void aPeerThatDoesNotRead_stopsTheWriter_atABound() throws Exception {
        ByteBuffer source = ByteBuffer.allocate(MUCH);
        var write = runtime.start(client.writeAll(source)).awaitPending();
        assertThat(source.hasRemaining()).isTrue(); // the rest stays with the writer

        runtime.await(server.readExact(ByteBuffer.allocate(MUCH)));

        write.get();
        assertThat(source.hasRemaining()).isFalse();
    }

    @Test
    void aPeerThatHasEnded_canStillBeWrittenTo() throws Exception {
        runtime.await(client.shutdown());
        assertThat(runtime.await(server.read(ByteBuffer.allocate(1)))).isEqualTo(Transfer.END);

        runtime.await(server.writeAll("answer"));
        server.close();

        assertThat(runtime.await(client.readToEnd(99))).hasSize(6);
    }

    @Test
    void aPeerThatStaysSilent_keepsNothingButTheTurn() throws Exception {
        for (int round = 0; round < 100; round++) {
            runtime.start(server.read(ByteBuffer.allocate(1))).awaitPending().drop();
            runtime.start(server.readable()).awaitPending().drop();
            runtime.start(server.peek(ByteBuffer.allocate(8))).awaitPending().drop();
        }
        runtime.await(client.writeAll("x"));

        assertThat(runtime.await(server.read(ByteBuffer.allocate(1)))).isEqualTo(1);
    }

    // ---------------------------------------------------------------- closing by somebody else

    @Test
    void close_byAnotherThread_failsWhateverIsPending() throws Exception {
        var read = runtime.start(server.read(ByteBuffer.allocate(1))).awaitPending();
        var write = runtime.start(server.writeAll(new byte[MUCH])).awaitPending();
        var accept = runtime.start(listener.accept()).awaitPending();
        List<Thread> closers = List.of(closing(server), closing(server), closing(listener));

        closers.forEach(Thread::start);

        assertThatThrownBy(read::get).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(write::get).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(accept::get).isInstanceOf(ClosedChannelException.class);
        for (Thread closer : closers) {
            closer.join();
        }
    }

    private static Thread closing(Closeable what) {
        return new Thread(() -> {
            try {
                what.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    // ---------------------------------------------------------------- dropping

    @Test
    void readsAndWrites_droppedAtRandom_loseNoByte() throws Exception {
        Random random = new Random(11);
        ByteBuffer source = ByteBuffer.allocate(1 << 20);
        random.nextBytes(source.array());
        ByteBuffer target = ByteBuffer.allocate(1 << 20);

        while (target.hasRemaining()) {
            Task<Integer> write = runtime.start(client.write(source));
            Task<?> read = switch (random.nextInt(3)) {
                case 0 -> runtime.start(server.readable());
                case 1 -> runtime.start(server.peek(ByteBuffer.allocate(1 + random.nextInt(100))));
                default -> runtime.start(server.read(target));
            };
            if (random.nextBoolean()) {
                write.drop();
                read.drop();
            } else {
                write.get();
                read.get();
            }
            if (!source.hasRemaining()) {
                runtime.await(server.readExact(target));
            }
        }

        assertThat(target.array()).isEqualTo(source.array());
    }

    @Test
    void connects_droppedAtOnce_leaveTheListenerServing() throws Exception {
        List<Task<?>> connects = new ArrayList<>();
        for (int round = 0; round < 100; round++) {
            connects.add(runtime.start(TcpStream.connect(listener.localAddress())));
        }
        for (Task<?> connect : connects) {
            connect.drop();
        }

        TcpStream last = runtime.await(TcpStream.connect(listener.localAddress()));
        assertThat(last.peerAddress()).isEqualTo(listener.localAddress());
    }
}
