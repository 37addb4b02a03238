package dev.pollux.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Waker;
import dev.pollux.runtime.io.TestRuntime;
import dev.pollux.runtime.io.TestRuntime.Task;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpListenerTest {

    private static final int CROWD = 2_000;

    private final TestRuntime runtime = new TestRuntime();
    private TcpListener listener;

    @BeforeEach
    void bind() throws Exception {
        listener = runtime.await(TcpListener.bind("127.0.0.1:0"));
    }

    @AfterEach
    void stop() throws Exception {
        runtime.stop();
    }

    @Test
    void bind_toPortZero_picksOne() throws Exception {
        assertThat(listener.localAddress().getPort()).isPositive();
        assertThat(listener.localAddress().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void bind_toAnAddressInUse_failsAndSaysWhich() throws Exception {
        InetSocketAddress taken = listener.localAddress();

        assertThatThrownBy(() -> runtime.await(TcpListener.bind(taken)))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("cannot listen on " + taken);
    }

    @Test
    void bind_toAName_looksItUp() throws Exception {
        InetSocketAddress name = InetSocketAddress.createUnresolved("localhost", 0);

        TcpListener named = runtime.await(TcpListener.bind(name));

        assertThat(named.localAddress().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void bind_outsideARuntime_fails() {
        assertThatThrownBy(() -> TcpListener.bind("127.0.0.1:0").poll(Context.of(Waker.noop())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Pollux runtime");
    }

    @Test
    @Behaviour("t:no_rt-02")
    void connect_outsideARuntime_fails() {
        assertThatThrownBy(() -> TcpStream.connect("127.0.0.1:1").poll(Context.of(Waker.noop())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no Pollux runtime");
    }

    @Test
    void accept_ofQueuedConnections_takesThemAll() throws Exception {
        var first = runtime.await(TcpStream.connect(listener.localAddress()));
        var second = runtime.await(TcpStream.connect(listener.localAddress()));

        var peers = List.of(
                runtime.await(listener.accept()).peerAddress(),
                runtime.await(listener.accept()).peerAddress());

        assertThat(peers).containsExactlyInAnyOrder(first.localAddress(), second.localAddress());
    }

    @Test
    void accept_dropped_leavesTheConnectionToTheNext() throws Exception {
        var abandoned = runtime.start(listener.accept()).awaitPending();
        abandoned.drop();

        TcpStream client = runtime.await(TcpStream.connect(listener.localAddress()));

        assertThat(runtime.await(listener.accept()).peerAddress()).isEqualTo(client.localAddress());
    }

    @Test
    void accept_whileAnotherIsPending_fails() throws Exception {
        runtime.start(listener.accept()).awaitPending();

        assertThatThrownBy(() -> runtime.await(listener.accept()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("an accept is pending");
    }

    @Test
    void close_whileAnAcceptIsPending_failsIt() throws Exception {
        var accept = runtime.start(listener.accept()).awaitPending();

        listener.close();
        listener.close();

        assertThatThrownBy(accept::get).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> runtime.await(listener.accept())).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void accept_ofTwoThousandConnections_servesAll() throws Exception {
        runtime.start(new Echo.Server(listener));
        List<Task<TcpStream>> connects = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            connects.add(runtime.start(TcpStream.connect(listener.localAddress())));
        }

        List<Task<Integer>> talks = new ArrayList<>();
        for (Task<TcpStream> connect : connects) {
            talks.add(runtime.start(new Echo.PingPong(connect.get(), 3)));
        }

        for (Task<Integer> talk : talks) {
            assertThat(talk.get()).isEqualTo(3);
        }
    }

    @Test
    @Behaviour("TCA-02")
    void accept_isPolledOnceToWaitAndOnceForTheConnection() throws Exception {
        AtomicInteger polls = new AtomicInteger();
        Future<TcpStream> accept = listener.accept();
        Task<TcpStream> counted = runtime.<TcpStream>start(Futures.pollFn(cx -> {
                    polls.incrementAndGet();
                    return accept.poll(cx);
                }))
                .awaitPending();
        assertThat(polls).hasValue(1);

        runtime.await(TcpStream.connect(listener.localAddress()));
        counted.get();
        TcpStream next = runtime.await(TcpStream.connect(listener.localAddress()));

        assertThat(runtime.await(listener.accept()).peerAddress()).isEqualTo(next.localAddress());
        assertThat(polls).hasValue(2);
    }

    @Test
    @Behaviour("t:tcp_echo-01")
    void echo_onceItRuns_changesNoInterest() throws Exception {
        runtime.start(new Echo.Server(listener));
        TcpStream client = runtime.await(TcpStream.connect(listener.localAddress()));
        runtime.await(new Echo.PingPong(client, 10));
        long before = runtime.interestChanges();

        runtime.await(new Echo.PingPong(client, 1_024));

        assertThat(runtime.interestChanges() - before).isZero();
    }
}
