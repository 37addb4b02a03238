package dev.pollux.net;

import static dev.pollux.net.Pairs.text;
import static dev.pollux.net.Pairs.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.io.Transfer;
import dev.pollux.net.Pairs.Ends;
import dev.pollux.net.Pairs.Kind;
import dev.pollux.runtime.io.TestRuntime;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What streams of both kinds do alike. */
@Timeout(60)
class SocketStreamTest {

    private static final int MUCH = 16 << 20;

    private final TestRuntime runtime = new TestRuntime();
    private SocketStream client;
    private SocketStream server;

    @AfterEach
    void stop() throws Exception {
        runtime.stop();
    }

    private void connect(Kind kind) throws Exception {
        Ends ends = Pairs.connect(runtime, kind);
        client = ends.client();
        server = ends.server();
    }

    // ---------------------------------------------------------------- peek

    @ParameterizedTest
    @EnumSource
    @Behaviour("t:tcp_peek-01")
    void peek_leavesWhatItSees(Kind kind) throws Exception {
        connect(kind);
        runtime.await(client.writeAll("hello"));
        ByteBuffer seen = ByteBuffer.allocate(3);

        assertThat(runtime.await(server.peek(seen))).isEqualTo(3);
        assertThat(text(seen)).isEqualTo("hel");
        assertThat(read(server, 16)).isEqualTo("hello");
    }

    @ParameterizedTest
    @EnumSource
    void peek_repeated_seesWhatHasComeSince(Kind kind) throws Exception {
        connect(kind);
        runtime.await(client.writeAll("he"));
        runtime.await(server.peek(ByteBuffer.allocate(8)));
        runtime.await(client.writeAll("llo"));
        ByteBuffer seen = ByteBuffer.allocate(8);

        runtime.await(server.readable());
        while (seen.position() < 5) {
            runtime.await(server.peek(seen.clear()));
        }

        assertThat(text(seen)).isEqualTo("hello");
    }

    @ParameterizedTest
    @EnumSource
    void read_afterAPeek_goesOnWithTheSocket(Kind kind) throws Exception {
        connect(kind);
        runtime.await(client.writeAll("he"));
        runtime.await(server.peek(ByteBuffer.allocate(1)));
        runtime.await(client.writeAll("llo"));
        runtime.await(client.shutdown());

        assertThat(runtime.await(server.readToEnd(100))).isEqualTo("hello".getBytes(UTF_8));
        assertThat(runtime.await(server.peek(ByteBuffer.allocate(1)))).isEqualTo(Transfer.END);
        assertThat(runtime.await(server.read(ByteBuffer.allocate(1)))).isEqualTo(Transfer.END);
    }

    @ParameterizedTest
    @EnumSource
    void peek_inAReadHalf_isServedByTheHalf(Kind kind) throws Exception {
        connect(kind);
        var halves = server.split();
        runtime.await(client.writeAll("hello"));

        runtime.await(server.peek(ByteBuffer.allocate(2)));
        ByteBuffer target = ByteBuffer.allocate(5);
        runtime.await(halves.reader().readExact(target));

        assertThat(text(target)).isEqualTo("hello");
    }

    @ParameterizedTest
    @EnumSource
    void peek_dropped_leavesTheDataAndTheTurn(Kind kind) throws Exception {
        connect(kind);
        var peek = runtime.start(server.peek(ByteBuffer.allocate(4))).awaitPending();
        assertThatThrownBy(() -> runtime.await(server.read(ByteBuffer.allocate(4))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two at once");

        peek.drop();
        runtime.await(client.writeAll("hello"));

        assertThat(read(server, 16)).isEqualTo("hello");
    }

    @ParameterizedTest
    @EnumSource
    void close_whileAPeekIsPending_failsIt(Kind kind) throws Exception {
        connect(kind);
        var peek = runtime.start(server.peek(ByteBuffer.allocate(1))).awaitPending();

        server.close();

        assertThatThrownBy(peek::get).isInstanceOf(ClosedChannelException.class);
    }

    @ParameterizedTest
    @EnumSource
    void peek_intoNoRoom_returnsZero(Kind kind) throws Exception {
        connect(kind);

        assertThat(runtime.await(server.peek(ByteBuffer.allocate(0)))).isZero();
        assertThat(server.tryPeek(ByteBuffer.allocate(1))).isEqualTo(Transfer.PENDING);
    }

    // ---------------------------------------------------------------- readiness

    @ParameterizedTest
    @EnumSource
    @Behaviour({"TCS-02", "TCS-04", "TCS-06", "t:uds_stream-04", "t:uds_stream-05", "t:uds_stream-07"})
    void readable_waitsForData_andTryReadForNothing(Kind kind) throws Exception {
        connect(kind);
        ByteBuffer target = ByteBuffer.allocate(16);
        assertThat(server.tryRead(target)).isEqualTo(Transfer.PENDING);
        var readable = runtime.start(server.readable()).awaitPending();

        runtime.await(client.writeAll("hello"));

        assertThat(readable.get()).isEqualTo(new Ready(true, false, false));
        assertThat(runtime.await(server.readable()).readable()).isTrue(); // not used up
        assertThat(server.tryRead(target)).isEqualTo(5);
        assertThat(text(target)).isEqualTo("hello");
        assertThat(server.tryRead(target)).isEqualTo(Transfer.PENDING);
        runtime.start(server.readable()).awaitPending().drop();
        assertThat(server.tryRead(ByteBuffer.allocate(0))).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"TCS-05", "t:uds_stream-06"})
    void writable_waitsUntilThePeerReads(Kind kind) throws Exception {
        connect(kind);
        assertThat(runtime.await(client.writable()).writable()).isTrue();
        ByteBuffer block = ByteBuffer.allocate(1 << 16);
        int sent = 0;
        for (int count = 0; count != Transfer.PENDING; count = client.tryWrite(block.clear())) {
            sent += count;
        }
        var writable = runtime.start(client.writable()).awaitPending();

        runtime.await(server.readExact(ByteBuffer.allocate(sent)));

        assertThat(writable.get().writable()).isTrue();
        assertThat(client.tryWrite(block.clear())).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"TCS-07", "t:uds_stream-08"})
    void readable_afterThePeerHasEnded_saysSo(Kind kind) throws Exception {
        connect(kind);
        runtime.await(client.writeAll("x"));
        runtime.await(client.shutdown());

        assertThat(runtime.await(server.readable()).readClosed()).isFalse();
        assertThat(server.tryRead(ByteBuffer.allocate(1))).isEqualTo(1);
        assertThat(runtime.await(server.readable())).isEqualTo(new Ready(true, false, true));
        assertThat(server.tryRead(ByteBuffer.allocate(1))).isEqualTo(Transfer.END);
    }

    @ParameterizedTest
    @EnumSource
    void ready_tellsBothDirections(Kind kind) throws Exception {
        connect(kind);

        assertThat(runtime.await(server.ready())).isEqualTo(new Ready(false, true, false));

        runtime.await(client.writeAll("x"));
        runtime.await(server.readable());
        assertThat(runtime.await(server.ready())).isEqualTo(new Ready(true, true, false));
        assertThat(runtime.await(client.write(utf8("y")))).isEqualTo(1); // ready() kept no turn
    }

    @ParameterizedTest
    @EnumSource
    void close_whileSomebodyWaitsForReadiness_failsThat(Kind kind) throws Exception {
        connect(kind);
        var readable = runtime.start(server.readable()).awaitPending();

        server.close();

        assertThatThrownBy(readable::get).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> server.tryRead(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> server.tryWrite(utf8("x"))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> runtime.await(server.writable())).isInstanceOf(ClosedChannelException.class);
    }

    // ---------------------------------------------------------------- several buffers

    @ParameterizedTest
    @EnumSource
    void write_ofSeveralBuffers_sendsThemInOrder(Kind kind) throws Exception {
        connect(kind);
        ByteBuffer[] parts = {utf8("he"), utf8(""), utf8("ll"), utf8("o")};

        assertThat(client.isWriteVectored()).isTrue();
        assertThat(client.split().writer().isWriteVectored()).isTrue();
        assertThat(client.tryWrite(parts)).isEqualTo(5);

        assertThat(client.tryWrite(parts)).isZero(); // all are empty now
        ByteBuffer target = ByteBuffer.allocate(5);
        runtime.await(server.readExact(target));
        assertThat(text(target)).isEqualTo("hello");
    }

    // ---------------------------------------------------------------- halves

    @ParameterizedTest
    @EnumSource
    @Behaviour({"TCI-01", "t:tcp_split-01", "t:uds_split-01"})
    void halves_inTwoTasks_readAndWriteAtOnce(Kind kind) throws Exception {
        connect(kind);
        runtime.start(echo(server));
        var halves = client.split();

        ByteBuffer received = ByteBuffer.allocate(MUCH);
        var read = runtime.start(halves.reader().readExact(received)).awaitPending();
        runtime.await(halves.writer().writeAll(new byte[MUCH]));
        read.get();

        assertThat(received.hasRemaining()).isFalse();
    }

    private static Echo.Connection echo(SocketStream stream) {
        return new Echo.Connection(stream);
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("TCI-02")
    void reunite_ofHalvesOfOneStream_isTheStream(Kind kind) throws Exception {
        connect(kind);
        var halves = client.split();
        var others = server.split();

        assertThat(reunite(halves, halves)).isSameAs(client);
        assertThatThrownBy(() -> reunite(halves, others))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two streams");
    }

    @SuppressWarnings("unchecked") // halves of the same kind
    private static SocketStream reunite(SocketStream.Halves<?> one, SocketStream.Halves<?> other) {
        return ((ReadHalf<SocketStream>) one.reader()).reunite((WriteHalf<SocketStream>) other.writer());
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("TCI-03")
    void close_ofTheWriteHalf_endsTheStreamForThePeer(Kind kind) throws Exception {
        connect(kind);

        client.split().writer().close();

        assertThat(runtime.await(server.read(ByteBuffer.allocate(1)))).isEqualTo(Transfer.END);
    }

    // ---------------------------------------------------------------- the end

    @ParameterizedTest
    @EnumSource
    @Behaviour({"TCX-01", "TCX-03", "t:uds_stream-01", "t:uds_stream-03"})
    void shutdown_repeated_endsTheStreamOnce(Kind kind) throws Exception {
        connect(kind);
        runtime.await(client.writeAll("hello"));

        runtime.await(client.shutdown());
        runtime.await(client.shutdown());

        assertThat(runtime.await(server.readToEnd(100))).isEqualTo("hello".getBytes(UTF_8));
        runtime.await(server.writeAll("still open this way"));
        assertThat(read(client, 32)).isEqualTo("still open this way");
    }

    @ParameterizedTest
    @EnumSource
    void bothEnds_shutDown_readTheEnd(Kind kind) throws Exception {
        connect(kind);

        runtime.await(client.shutdown());
        runtime.await(server.shutdown());

        assertThat(runtime.await(server.read(ByteBuffer.allocate(1)))).isEqualTo(Transfer.END);
        assertThat(runtime.await(client.read(ByteBuffer.allocate(1)))).isEqualTo(Transfer.END);
    }

    @ParameterizedTest
    @EnumSource
    void write_toAPeerThatHasClosed_failsInTheEnd(Kind kind) throws Exception {
        connect(kind);
        server.close();

        assertThatThrownBy(() -> runtime.await(client.writeAll(new byte[MUCH])))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ClosedChannelException.class);
        assertThatCode(client::close).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void options_areThoseOfTheSocket(Kind kind) throws Exception {
        connect(kind);

        client.setSendBufferSize(1 << 16);
        client.setReceiveBufferSize(1 << 16);

        assertThat(client.sendBufferSize()).isGreaterThanOrEqualTo(1 << 16);
        assertThat(client.receiveBufferSize()).isGreaterThanOrEqualTo(1 << 16);
        assertThat(client.supportedOptions()).contains(StandardSocketOptions.SO_SNDBUF);
        assertThatThrownBy(() -> client.setOption(StandardSocketOptions.SO_BROADCAST, true))
                .isInstanceOf(UnsupportedOptionException.class)
                .hasMessageContaining("SO_BROADCAST");
        assertThatThrownBy(() -> client.setSendBufferSize(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bytes must be more than zero: 0");
    }

    private String read(SocketStream stream, int room) throws Exception {
        ByteBuffer target = ByteBuffer.allocate(room);
        runtime.await(stream.read(target));
        return text(target);
    }
}
