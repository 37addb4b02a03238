package dev.pollux.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Waker;
import dev.pollux.io.AsyncBufReader;
import dev.pollux.runtime.io.TestRuntime;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpStreamTest {

    private static final int MORE_THAN_SOCKETS_BUFFER = 24 << 20;

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

    // ---------------------------------------------------------------- transfer

    @Test
    void write_thenRead_carriesTheBytes() throws Exception {
        int written = runtime.await(client.write(utf8("hello")));

        assertThat(written).isEqualTo(5);
        assertThat(readText(server, 5)).isEqualTo("hello");
    }

    @Test
    void read_beforeTheWrite_waitsForIt() throws Exception {
        ByteBuffer target = ByteBuffer.allocate(16);
        var read = runtime.start(server.read(target)).awaitPending();

        runtime.await(client.writeAll("hello"));

        assertThat(read.get()).isEqualTo(5);
        assertThat(text(target)).isEqualTo("hello");
    }

    @Test
    void read_intoNoRoom_returnsZeroAtOnce() throws Exception {
        assertThat(runtime.await(server.read(ByteBuffer.allocate(0)))).isZero();
    }

    @Test
    void write_ofNothing_returnsZeroAtOnce() throws Exception {
        assertThat(runtime.await(client.write(ByteBuffer.allocate(0)))).isZero();
    }

    @Test
    void writeAll_ofMoreThanTheSocketsHold_waitsForTheReader() throws Exception {
        byte[] sent = new byte[MORE_THAN_SOCKETS_BUFFER];
        new Random(7).nextBytes(sent);

        var write = runtime.start(client.writeAll(sent)).awaitPending();
        ByteBuffer received = ByteBuffer.allocate(sent.length);
        runtime.await(server.readExact(received));
        write.get();

        assertThat(Arrays.equals(received.array(), sent)).isTrue();
    }

    @Test
    void readLine_overASocket_readsText() throws Exception {
        var reader = new AsyncBufReader(server);
        var line = runtime.start(reader.readLine()).awaitPending();

        runtime.await(client.writeAll("grüße, "));
        runtime.await(client.writeAll("welt\r\nnext\n"));

        assertThat(line.get()).isEqualTo("grüße, welt");
        assertThat(runtime.await(reader.readLine())).isEqualTo("next");
    }

    // ---------------------------------------------------------------- the end of a stream

    @Test
    void read_afterThePeerClosed_isTheEndAgainAndAgain() throws Exception {
        client.close();

        assertThat(runtime.await(server.read(ByteBuffer.allocate(1)))).isEqualTo(-1);
        assertThat(runtime.await(server.read(ByteBuffer.allocate(1)))).isEqualTo(-1);
    }

    @Test
    void close_ofThePeer_endsAPendingRead() throws Exception {
        var read = runtime.start(server.read(ByteBuffer.allocate(1))).awaitPending();

        client.close();

        assertThat(read.get()).isEqualTo(-1);
    }

    @Test
    void shutdown_endsOneDirectionOnly() throws Exception {
        runtime.await(client.writeAll("question"));
        runtime.await(client.shutdown());

        byte[] question = runtime.await(server.readToEnd(100));
        runtime.await(server.writeAll("answer"));

        assertThat(new String(question, UTF_8)).isEqualTo("question");
        assertThat(readText(client, 6)).isEqualTo("answer");
        assertThatThrownBy(() -> runtime.await(client.writeAll("more"))).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void shutdown_whileAWriteIsPending_failsIt() throws Exception {
        var write = runtime.start(client.writeAll(new byte[MORE_THAN_SOCKETS_BUFFER]))
                .awaitPending();

        runtime.await(client.shutdown());

        assertThatThrownBy(write::get).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void read_afterAReset_fails() throws Exception {
        InetSocketAddress address = listener.localAddress();
        Socket peer = new Socket(address.getAddress(), address.getPort());
        TcpStream accepted = runtime.await(listener.accept());
        var read = runtime.start(accepted.read(ByteBuffer.allocate(1))).awaitPending();

        peer.setSoLinger(true, 0);
        peer.close();

        assertThatThrownBy(read::get)
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ClosedChannelException.class)
                .hasMessageContaining("reset");
    }

    // ---------------------------------------------------------------- closing this end

    @Test
    void close_whileAReadIsPending_failsIt() throws Exception {
        var read = runtime.start(server.read(ByteBuffer.allocate(1))).awaitPending();

        server.close();
        server.close();

        assertThatThrownBy(read::get).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(server::localAddress).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> server.setNoDelay(true)).isInstanceOf(ClosedChannelException.class);
        assertThat(server).hasToString("TcpStream[closed]");
    }

    @Test
    void close_whileAWriteIsPending_failsIt() throws Exception {
        var write = runtime.start(client.writeAll(new byte[MORE_THAN_SOCKETS_BUFFER]))
                .awaitPending();

        client.close();

        assertThatThrownBy(write::get).isInstanceOf(ClosedChannelException.class);
    }

    // ---------------------------------------------------------------- dropping, misuse

    @Test
    void drop_ofAPendingRead_leavesTheDataToTheNext() throws Exception {
        ByteBuffer abandoned = ByteBuffer.allocate(16);
        var read = runtime.start(server.read(abandoned)).awaitPending();

        read.drop();
        ByteBuffer target = ByteBuffer.allocate(16);
        var next = runtime.start(server.read(target)).awaitPending();
        runtime.await(client.writeAll("hello"));

        assertThat(next.get()).isEqualTo(5);
        assertThat(text(target)).isEqualTo("hello");
        assertThat(abandoned.position()).isZero();
    }

    @Test
    void read_thatWasNeverPolled_readsNothing() throws Exception {
        runtime.await(client.writeAll("hello"));
        ByteBuffer untouched = ByteBuffer.allocate(16);

        Future<Integer> lazy = server.read(untouched);

        assertThat(readText(server, 5)).isEqualTo("hello");
        lazy.drop();
        assertThat(untouched.position()).isZero();
    }

    @Test
    void read_whileAnotherIsPending_failsAndLeavesTheFirstAlone() throws Exception {
        ByteBuffer target = ByteBuffer.allocate(16);
        var first = runtime.start(server.read(target)).awaitPending();

        assertThatThrownBy(() -> runtime.await(server.read(ByteBuffer.allocate(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a read is pending");

        runtime.await(client.writeAll("hello"));
        assertThat(first.get()).isEqualTo(5);
    }

    @Test
    void writeAll_whileAnotherIsPending_fails() throws Exception {
        runtime.start(client.writeAll(new byte[MORE_THAN_SOCKETS_BUFFER])).awaitPending();

        assertThatThrownBy(() -> runtime.await(client.writeAll("more")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a write is pending");
    }

    @Test
    void read_polledAfterItFinished_isMisuse() throws Exception {
        runtime.await(client.writeAll("hello"));
        Future<Integer> read = server.read(ByteBuffer.allocate(16));
        runtime.await(read);

        assertThatThrownBy(() -> read.poll(Context.of(Waker.noop()))).isInstanceOf(IllegalStateException.class);
    }

    // ---------------------------------------------------------------- halves

    @Test
    void split_inTwoTasks_readsAndWritesAtOnce() throws Exception {
        SocketStream.Halves<TcpStream> halves = client.split();
        byte[] sent = new byte[MORE_THAN_SOCKETS_BUFFER];
        new Random(8).nextBytes(sent);
        runtime.start(new Echo.Connection(server));

        ByteBuffer received = ByteBuffer.allocate(sent.length);
        var read = runtime.start(halves.reader().readExact(received)).awaitPending();
        runtime.await(halves.writer().writeAll(sent));
        read.get();

        assertThat(Arrays.equals(received.array(), sent)).isTrue();
    }

    @Test
    void close_ofTheWriteHalf_endsTheStreamForThePeer() throws Exception {
        SocketStream.Halves<TcpStream> halves = client.split();
        runtime.await(halves.writer().writeAll("bye"));
        halves.writer().close();
        halves.writer().close();

        assertThat(new String(runtime.await(server.readToEnd(9)), UTF_8)).isEqualTo("bye");
        assertThatThrownBy(() -> runtime.await(halves.writer().writeAll("more")))
                .isInstanceOf(ClosedChannelException.class);
        runtime.await(server.writeAll("still there"));
        assertThat(readText(client, 11)).isEqualTo("still there");
    }

    @Test
    void close_ofTheReadHalf_failsAPendingReadAndKeepsTheOtherDirection() throws Exception {
        SocketStream.Halves<TcpStream> halves = client.split();
        var read = runtime.start(halves.reader().read(ByteBuffer.allocate(1))).awaitPending();

        halves.reader().close();
        halves.reader().close();

        assertThatThrownBy(read::get).isInstanceOf(ClosedChannelException.class);
        runtime.await(halves.writer().writeAll("hello"));
        assertThat(readText(server, 5)).isEqualTo("hello");
    }

    @Test
    void close_ofBothHalves_closesTheSocket() throws Exception {
        SocketStream.Halves<TcpStream> first = client.split();
        first.reader().close();
        first.writer().close();
        SocketStream.Halves<TcpStream> second = server.split();
        second.writer().close();
        second.reader().close();

        assertThatThrownBy(client::localAddress).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(server::localAddress).isInstanceOf(ClosedChannelException.class);
        assertThat(second.writer().stream()).isSameAs(second.reader().stream()).isSameAs(server);
    }

    // ---------------------------------------------------------------- connecting

    @Test
    void connect_whereNobodyListens_isRefusedAndSaysWhere() throws Exception {
        ServerSocket closed = new ServerSocket(0);
        String address = "127.0.0.1:" + closed.getLocalPort();
        closed.close();

        assertThatThrownBy(() -> runtime.await(TcpStream.connect(address)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("cannot connect to " + address)
                .hasRootCauseInstanceOf(ConnectException.class);
    }

    @Test
    void connect_neverPolled_opensNothing() throws Exception {
        Future<TcpStream> lazy = TcpStream.connect(listener.localAddress());
        var accept = runtime.start(listener.accept()).awaitPending();
        lazy.drop();

        TcpStream real = runtime.await(TcpStream.connect(listener.localAddress()));

        assertThat(accept.get().peerAddress()).isEqualTo(real.localAddress());
    }

    @Test
    @SuppressWarnings("pollux:unused-future") // it throws
    void connect_toNoAddress_saysWhatWasExpected() {
        assertThatThrownBy(() -> TcpStream.connect("7070"))
                .isInstanceOf(InvalidAddressException.class)
                .hasMessage("host:port expected, got \"7070\"");
    }

    // ---------------------------------------------------------------- kit

    private String readText(TcpStream stream, int length) throws Exception {
        ByteBuffer target = ByteBuffer.allocate(length);
        runtime.await(stream.readExact(target));
        return text(target);
    }

    private static String text(ByteBuffer filled) {
        return UTF_8.decode(filled.duplicate().flip()).toString();
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
