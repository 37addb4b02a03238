package dev.pollux.net;

import static dev.pollux.Pollux.async;
import static dev.pollux.net.Pairs.text;
import static dev.pollux.net.Pairs.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Waker;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.io.TestRuntime;
import java.io.Closeable;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UdpSocketTest {

    private static final Context CX = Context.of(Waker.noop());

    private final TestRuntime runtime = new TestRuntime();
    private final ByteBuffer target = ByteBuffer.allocate(32);
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

    private void connect() throws Exception {
        one.connect(other.localAddress());
        other.connect(one.localAddress());
    }

    // ---------------------------------------------------------------- connected

    @Test
    @Behaviour({"UDP-01", "UDP-19", "RTH-14"})
    void send_thenReceive_carriesTheDatagram() throws Exception {
        connect();

        runtime.await(one.send(utf8("hello")));

        assertThat(runtime.await(other.receive(target))).isEqualTo(5);
        runtime.await(one.send(utf8(" you")));
        assertThat(runtime.await(other.receive(target))).isEqualTo(4);
        assertThat(text(target)).isEqualTo("hello you"); // appended
        assertThat(one.peerAddress()).isEqualTo(other.localAddress());
    }

    @Test
    @Behaviour("UDP-02")
    void pollSend_thenPollReceive_carryTheDatagram() throws Exception {
        connect();

        assertThat(one.pollSend(this, CX, utf8("hello"), null)).isTrue();
        runtime.await(other.readable());

        assertThat(other.pollReceive(this, CX, target)).isEqualTo(new Datagram(one.localAddress(), 5));
        assertThat(other.pollReceive(this, CX, target)).isNull();
        other.cancel(this);
        runtime.start(other.receive(target)).awaitPending();
    }

    @Test
    @Behaviour("UDP-03")
    void send_toNobody_isToldBySomeLaterOperation() throws Exception {
        one.connect(other.localAddress());
        other.close();

        assertThatThrownBy(() -> {
                    while (true) {
                        runtime.await(one.send(utf8("anybody?")));
                        if (one.tryReceive(target) != null) {
                            return;
                        }
                    }
                })
                .isInstanceOf(PortUnreachableException.class);
    }

    @Test
    void disconnect_letsAnybodySendAgain() throws Exception {
        UdpSocket third = runtime.await(UdpSocket.bind("127.0.0.1:0"));
        connect();
        one.disconnect();

        runtime.await(third.sendTo(utf8("hello"), one.localAddress()));

        assertThat(runtime.await(one.receiveFrom(target)).from()).isEqualTo(third.localAddress());
        assertThat(one.peerAddress()).isNull();
    }

    @Test
    void connect_toAName_looksItUp() throws Exception {
        runtime.await(one.connect("127.0.0.1:" + other.localAddress().getPort()));

        runtime.await(one.send(utf8("hello")));

        assertThat(runtime.await(other.receive(target))).isEqualTo(5);
    }

    // ---------------------------------------------------------------- not connected

    @Test
    @Behaviour({"UDP-04", "UDP-21"})
    void sendTo_thenReceiveFrom_tellsTheSender() throws Exception {
        var receive = runtime.start(other.receiveFrom(target)).awaitPending();

        runtime.await(one.sendTo(utf8("hello"), other.localAddress()));

        assertThat(receive.get()).isEqualTo(new Datagram(one.localAddress(), 5));
        assertThat(text(target)).isEqualTo("hello");
    }

    @Test
    @Behaviour("UDP-05")
    void pollSendTo_thenPollReceive_tellTheSender() throws Exception {
        assertThat(one.pollSend(this, CX, utf8("hello"), other.localAddress())).isTrue();
        runtime.await(other.readable());

        assertThat(other.pollReceive(this, CX, target)).isEqualTo(new Datagram(one.localAddress(), 5));
    }

    @Test
    void receive_ofMoreThanFits_losesTheRest() throws Exception {
        runtime.await(one.sendTo(utf8("hello"), other.localAddress()));
        runtime.await(one.sendTo(utf8("next"), other.localAddress()));

        assertThat(runtime.await(other.receive(ByteBuffer.allocate(3)))).isEqualTo(3);
        assertThat(runtime.await(other.receive(target))).isEqualTo(4);
    }

    @Test
    void send_ofNothing_isADatagram() throws Exception {
        runtime.await(one.sendTo(ByteBuffer.allocate(0), other.localAddress()));

        assertThat(runtime.await(other.receiveFrom(target))).isEqualTo(new Datagram(one.localAddress(), 0));
    }

    // ---------------------------------------------------------------- peek

    @Test
    @Behaviour({"UDP-06", "UDP-09"})
    void peekFrom_leavesTheDatagram() throws Exception {
        var peek = runtime.start(other.peekFrom(target)).awaitPending();
        runtime.await(one.sendTo(utf8("hello"), other.localAddress()));

        assertThat(peek.get()).isEqualTo(new Datagram(one.localAddress(), 5));
        assertThat(runtime.await(other.peekFrom(ByteBuffer.allocate(0))))
                .isEqualTo(new Datagram(one.localAddress(), 0));
        assertThat(runtime.await(other.receive(target.clear()))).isEqualTo(5);
        assertThat(text(target)).isEqualTo("hello");
        runtime.start(other.receive(target)).awaitPending();
    }

    @Test
    @Behaviour({"UDP-07", "UDP-11"})
    void tryPeek_leavesTheDatagram() throws Exception {
        assertThat(other.tryPeek(target)).isNull();
        runtime.await(one.sendTo(utf8("hello"), other.localAddress()));
        runtime.await(other.readable());

        assertThat(other.tryPeek(target)).isEqualTo(new Datagram(one.localAddress(), 5));
        runtime.await(other.readable());
        assertThat(other.tryReceive(target.clear())).isEqualTo(new Datagram(one.localAddress(), 5));
    }

    @Test
    @Behaviour({"UDP-08", "UDP-10"})
    void pollPeek_leavesTheDatagram() throws Exception {
        assertThat(other.pollPeek(this, CX, target)).isNull();
        runtime.await(one.sendTo(utf8("hello"), other.localAddress()));
        other.cancel(this);
        runtime.await(other.readable());

        assertThat(other.pollPeek(this, CX, target)).isEqualTo(new Datagram(one.localAddress(), 5));
        assertThat(other.tryReceive(target.clear())).isNotNull();
        assertThat(text(target)).isEqualTo("hello");
    }

    // ---------------------------------------------------------------- without waiting

    @Test
    @Behaviour({"UDP-16", "UDP-18", "UDP-22"})
    void trySendAndTryReceive_neverWait() throws Exception {
        connect();
        assertThat(other.tryReceive(target)).isNull();
        runtime.await(one.writable());

        assertThat(one.trySend(utf8("hello"))).isTrue();
        var received = other.tryReceive(target);
        while (received == null) {
            runtime.await(other.readable());
            received = other.tryReceive(target);
        }

        assertThat(received.length()).isEqualTo(5);
        assertThat(other.tryReceive(target)).isNull();
        runtime.start(other.readable()).awaitPending();
    }

    @Test
    @Behaviour({"UDP-15", "UDP-17", "UDP-20"})
    void trySendTo_byMany_arrives() throws Exception {
        UdpSocket third = runtime.await(UdpSocket.bind("127.0.0.1:0"));

        assertThat(one.trySendTo(utf8("a"), other.localAddress())).isTrue();
        assertThat(third.trySendTo(utf8("b"), other.localAddress())).isTrue();

        runtime.await(other.receive(target));
        runtime.await(other.receive(target));
        assertThat(text(target)).isIn("ab", "ba");
    }

    // ---------------------------------------------------------------- two tasks

    @Test
    @Behaviour({"UDP-12", "UDP-13", "UDP-14"})
    void oneTaskReceives_whileAnotherSends() throws Exception {
        var receive = runtime.start(one.receive(target)).awaitPending();

        runtime.await(one.sendTo(utf8("to myself"), one.localAddress()));

        assertThat(receive.get()).isEqualTo(9);
    }

    @Test
    void secondReceive_whileOneIsPending_failsAndLeavesTheFirstAlone() throws Exception {
        var first = runtime.start(one.receive(target)).awaitPending();

        assertThatThrownBy(() -> runtime.await(one.receiveFrom(ByteBuffer.allocate(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a receive is pending");

        runtime.await(other.sendTo(utf8("hello"), one.localAddress()));
        assertThat(first.get()).isEqualTo(5);
    }

    @Test
    void drop_ofAPendingReceive_leavesTheDatagramToTheNext() throws Exception {
        var dropped = runtime.start(one.receive(ByteBuffer.allocate(8))).awaitPending();
        dropped.drop();
        var next = runtime.start(one.receive(target)).awaitPending();

        runtime.await(other.sendTo(utf8("hello"), one.localAddress()));

        assertThat(next.get()).isEqualTo(5);
    }

    @Test
    @Behaviour("COO-01")
    void sendAndReceive_thatAreAlwaysReady_giveWayAsOftenAsTheBudgetSays() throws Exception {
        AtomicInteger polls = new AtomicInteger();
        try (AsyncRuntime real = AsyncRuntime.currentThread().build()) {
            UdpSocket socket = real.blockOn(UdpSocket.bind("127.0.0.1:0"));
            socket.connect(socket.localAddress());
            Future<Integer> work = async(() -> {
                int total = 0;
                for (int i = 0; i < 1_024; i++) {
                    socket.send(utf8("x")).await();
                    total += socket.receive(target.clear()).await();
                }
                return total;
            });

            var counted = real.spawn(Futures.<Integer>pollFn(cx -> {
                polls.incrementAndGet();
                return work.poll(cx);
            }));

            assertThat(real.blockOn(counted)).isEqualTo(1_024);
        }
        assertThat(polls).hasValue(1_024 / 64); // 128 operations in each
    }

    // ---------------------------------------------------------------- options and groups

    @Test
    void options_canBeSetAndRead() throws Exception {
        UdpOptions options = one.options()
                .broadcast(true)
                .multicastLoop(false)
                .multicastTtl(4)
                .sendBufferSize(1 << 15)
                .receiveBufferSize(1 << 15)
                .trafficClass(8);

        assertThat(options.get(StandardSocketOptions.SO_BROADCAST)).isTrue();
        assertThat(options.get(StandardSocketOptions.IP_MULTICAST_LOOP)).isFalse();
        assertThat(options.get(StandardSocketOptions.IP_MULTICAST_TTL)).isEqualTo(4);
        assertThat(options.get(StandardSocketOptions.SO_SNDBUF)).isEqualTo(1 << 15);
        assertThat(options.get(StandardSocketOptions.SO_RCVBUF)).isEqualTo(1 << 15);
        assertThat(options.get(StandardSocketOptions.IP_TOS)).isEqualTo(8);
        assertThatThrownBy(() -> options.set(StandardSocketOptions.TCP_NODELAY, true))
                .isInstanceOf(UnsupportedOptionException.class);
        assertThatThrownBy(() -> options.multicastTtl(256)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void joinMulticast_receivesWhatIsSentToTheGroup_untilItIsLeft() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        InetAddress group = InetAddress.getByAddress(new byte[] {(byte) 239, (byte) 255, 77, 77});
        UdpSocket member = runtime.await(UdpSocket.bind("0.0.0.0:0"));
        one.options().multicastInterface(loopback).multicastLoop(true).multicastTtl(0);
        InetSocketAddress everybody =
                new InetSocketAddress(group, member.localAddress().getPort());

        Closeable membership = member.joinMulticast(group, loopback);
        runtime.await(one.sendTo(utf8("hello"), everybody));
        assertThat(runtime.await(member.receiveFrom(target)).from()).isEqualTo(one.localAddress());

        membership.close();
        runtime.await(one.sendTo(utf8("nobody"), everybody));
        runtime.await(
                one.sendTo(utf8("only"), new InetSocketAddress(InetAddress.getLoopbackAddress(), everybody.getPort())));
        runtime.await(member.receive(target.clear()));
        assertThat(text(target)).isEqualTo("only");
        assertThatThrownBy(() -> member.joinMulticast(InetAddress.getLoopbackAddress(), loopback))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // ---------------------------------------------------------------- the end, bad input

    @Test
    void close_whileAReceiveIsPending_failsIt() throws Exception {
        var receive = runtime.start(one.receive(target)).awaitPending();

        one.close();
        one.close();

        assertThatThrownBy(receive::get).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> runtime.await(one.sendTo(utf8("x"), other.localAddress())))
                .isInstanceOf(ClosedChannelException.class);
        assertThat(one).hasToString("UdpSocket[closed]");
    }

    @Test
    void bind_toAnAddressInUse_saysWhich() throws Exception {
        InetSocketAddress taken = one.localAddress();

        assertThatThrownBy(() -> runtime.await(UdpSocket.bind(taken)))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("cannot listen on " + taken);
    }

    @Test
    @SuppressWarnings("pollux:unused-future") // they throw
    void badInput_isRefusedAtOnce() {
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("localhost", 1);

        assertThatThrownBy(() -> one.sendTo(utf8("x"), unresolved)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one.trySendTo(utf8("x"), unresolved)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one.receive(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> UdpSocket.bind("here")).isInstanceOf(InvalidAddressException.class);
    }
}
