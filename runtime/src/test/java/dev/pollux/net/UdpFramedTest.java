package dev.pollux.net;

import static dev.pollux.net.Pairs.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.io.Driven;
import dev.pollux.io.codec.BytesCodec;
import dev.pollux.io.codec.FrameTooLargeException;
import dev.pollux.io.codec.LengthDelimitedCodec;
import dev.pollux.io.codec.LinesCodec;
import dev.pollux.runtime.io.TestRuntime;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UdpFramedTest {

    private final TestRuntime runtime = new TestRuntime();
    private UdpSocket one;
    private UdpSocket other;

    @BeforeEach
    void bind() throws Exception {
        one = runtime.await(UdpSocket.bind("127.0.0.1:0"));
        other = runtime.await(UdpSocket.bind("127.0.0.1:0"));
    }

    @AfterEach
    void stop() throws Exception {
        runtime.stop();
    }

    private static UdpFramed<CharSequence, String> lines(UdpSocket socket) {
        return UdpFramed.of(socket, LinesCodec::new);
    }

    private void send(String datagram) throws Exception {
        runtime.await(one.sendTo(utf8(datagram), other.localAddress()));
    }

    // ---------------------------------------------------------------- messages

    @Test
    @Behaviour("u:tests/udp-01")
    void bytes_goBothWaysWithTheirAddresses() throws Exception {
        var a = UdpFramed.of(one, BytesCodec::new);
        var b = UdpFramed.of(other, BytesCodec::new);

        runtime.await(a.send(new Addressed<>("4567".getBytes(UTF_8), other.localAddress())));
        Addressed<byte[]> received = runtime.await(b.next());
        assertThat(received.message()).asString(UTF_8).isEqualTo("4567");
        assertThat(received.address()).isEqualTo(one.localAddress());

        runtime.await(b.send(received));
        assertThat(runtime.await(a.next()).message()).asString(UTF_8).isEqualTo("4567");
    }

    @Test
    @Behaviour("u:tests/udp-02")
    void lines_ofOneDatagram_comeOneByOne() throws Exception {
        var messages = lines(other);

        send("1\r\n2\r\n3");
        send("4\n");

        for (String line : new String[] {"1", "2", "3", "4"}) {
            assertThat(runtime.await(messages.next())).isEqualTo(new Addressed<>(line, one.localAddress()));
        }
        runtime.start(messages.next()).awaitPending();
    }

    @Test
    @Behaviour("u:tests/udp-03")
    void twoCodecs_onOneSocket_oneForEachDirection() throws Exception {
        var out = UdpFramed.of(one, BytesCodec::new);
        var in = lines(one);
        var receive = runtime.start(in.next()).awaitPending();

        runtime.await(out.send(new Addressed<>("1\n2\n".getBytes(UTF_8), one.localAddress())));

        assertThat(receive.get().message()).isEqualTo("1");
        assertThat(runtime.await(in.next()).message()).isEqualTo("2");
    }

    @Test
    void message_withoutBytes_isADatagram() throws Exception {
        runtime.await(UdpFramed.of(one, BytesCodec::new).send(new Addressed<>(new byte[0], other.localAddress())));

        assertThat(runtime.await(other.receive(ByteBuffer.allocate(9)))).isZero();
    }

    @Test
    void feed_keepsOneMessageAndSendsItBeforeTheNext() throws Exception {
        var messages = lines(one);
        var in = lines(other);

        runtime.await(messages.feed(new Addressed<>("a", other.localAddress())));
        assertThat(other.tryReceive(ByteBuffer.allocate(9))).isNull();
        runtime.await(messages.feed(new Addressed<>("b", other.localAddress())));
        assertThat(runtime.await(in.next()).message()).isEqualTo("a");
        runtime.await(messages.close());

        assertThat(runtime.await(in.next()).message()).isEqualTo("b");
        send("the socket is still open\n");
    }

    // ---------------------------------------------------------------- what goes wrong

    @Test
    void datagram_thatDoesNotDecode_failsAlone() throws Exception {
        var messages = UdpFramed.of(other, LengthDelimitedCodec::new);

        send("\0\0\0\3ab");
        send("\0\0\0\3abc\0");
        send("\0\0\0\2de");

        assertThatThrownBy(() -> runtime.await(messages.next())).isInstanceOf(EOFException.class);
        assertThat(runtime.await(messages.next()).message()).asString(UTF_8).isEqualTo("abc");
        assertThatThrownBy(() -> runtime.await(messages.next())).isInstanceOf(EOFException.class);
        assertThat(runtime.await(messages.next()).message()).asString(UTF_8).isEqualTo("de");
    }

    @Test
    void datagram_thatIsTooLong_costsNothingOfTheNext() throws Exception {
        var messages = UdpFramed.of(other, () -> new LinesCodec(3));

        send("12345");
        send("abc\n");

        assertThatThrownBy(() -> runtime.await(messages.next())).isInstanceOf(FrameTooLargeException.class);
        assertThat(runtime.await(messages.next()).message()).isEqualTo("abc");
    }

    @Test
    void decoder_thatResumes_goesOnInTheSameDatagram() throws Exception {
        var messages = lines(other);

        runtime.await(one.sendTo(ByteBuffer.wrap(new byte[] {(byte) 0xff, '\n', 'a', '\n'}), other.localAddress()));

        assertThatThrownBy(() -> runtime.await(messages.next())).isInstanceOf(CharacterCodingException.class);
        assertThat(runtime.await(messages.next()).message()).isEqualTo("a");
    }

    @Test
    void message_thatFitsNoDatagram_failsItsSendAlone() throws Exception {
        var messages = UdpFramed.of(one, BytesCodec::new);
        InetSocketAddress to = other.localAddress();

        assertThatThrownBy(() -> runtime.await(messages.send(new Addressed<>(new byte[65_508], to))))
                .isInstanceOfSatisfying(
                        FrameTooLargeException.class, e -> assertThat(e.limit()).isEqualTo(65_507));

        runtime.await(messages.send(new Addressed<>(new byte[65_507], to)));
        assertThat(runtime.await(UdpFramed.of(other, BytesCodec::new).next()).message())
                .hasSize(65_507);
    }

    @Test
    void message_thatTheSystemRefuses_failsItsFlushAndIsGone() throws Exception {
        var messages = lines(one);
        var nowhere = new InetSocketAddress("255.255.255.255", 9); // broadcast was not asked for

        assertThatThrownBy(() -> runtime.await(messages.send(new Addressed<>("a", nowhere))))
                .isInstanceOf(IOException.class);

        runtime.await(messages.send(new Addressed<>("b", other.localAddress())));
        assertThat(runtime.await(lines(other).next()).message()).isEqualTo("b");
    }

    @Test
    void startSend_withoutRoom_isRefused() throws Exception {
        var messages = lines(one);
        var message = new Addressed<CharSequence>("a", other.localAddress());
        messages.startSend(message);

        assertThatThrownBy(() -> messages.startSend(message)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void address_thatIsNotResolved_isRefused() {
        var unresolved = InetSocketAddress.createUnresolved("localhost", 1);

        assertThatThrownBy(() -> new Addressed<>("a", unresolved))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be resolved");
    }

    // ---------------------------------------------------------------- drops, the end, others

    @Test
    void next_droppedWhilePending_leavesTheDatagramToTheNext() throws Exception {
        var messages = lines(other);
        runtime.start(messages.next()).awaitPending().drop();

        send("a\n");

        assertThat(runtime.await(messages.next()).message()).isEqualTo("a");
    }

    @Test
    void drop_givesTheSocketBack() throws Exception {
        var messages = lines(other);
        runtime.start(messages.next()).awaitPending().drop();
        messages.drop();
        var receive = runtime.start(other.receive(ByteBuffer.allocate(9))).awaitPending();

        send("a");

        assertThat(receive.get()).isEqualTo(1);
    }

    @Test
    void close_ofTheSocket_failsTheNextOnceAndThenEnds() throws Exception {
        var messages = lines(other);
        var receive = runtime.start(messages.next()).awaitPending();

        other.close();

        assertThatThrownBy(receive::get).isInstanceOf(ClosedChannelException.class);
        assertThat(runtime.await(messages.next())).isNull();
        assertThat(messages.isTerminated()).isTrue();
    }

    @Test
    void datagramsWithoutMessages_giveWayToOtherTasks() throws Exception {
        for (int i = 0; i < 200; i++) {
            send("");
        }
        var messages = lines(other);
        AtomicInteger wakes = new AtomicInteger();
        var receive = messages.next();

        assertThat(receive.poll(Driven.budgeted(wakes)).isReady()).isFalse();

        assertThat(wakes).hasValue(1);
        assertThat(other.tryReceive(ByteBuffer.allocate(9))).isNotNull();
        receive.drop();
    }
}
