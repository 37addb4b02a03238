package dev.pollux.runtime.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.IoDriver.ServerSocket;
import dev.pollux.runtime.spi.IoDriver.Socket;
import dev.pollux.runtime.spi.IoDriver.StreamSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every driver must hold about readiness. Sockets polled by hand: the test is the only thread. */
@Timeout(30)
public abstract class ReadinessContract extends DriverContract {

    private ServerSocket listener;
    private StreamSocket client;
    StreamSocket server;

    @BeforeEach
    void connect() throws IOException {
        listener = Opened.listening(driver, 16);
        client = Opened.connecting(driver, listener.localAddress());
        while (!client.finishConnect()) {
            pollUntilReady(client, Interest.WRITE);
        }
        server = listener.tryAccept();
        while (server == null) {
            pollUntilReady(listener, Interest.READ);
            server = listener.tryAccept();
        }
    }

    @Test
    void tryRead_withNothingThere_readsNothing() throws Exception {
        assertThat(server.tryRead(ByteBuffer.allocate(8))).isZero();
        assertThat(server.pollReady(Interest.READ, Waker.noop())).isFalse();
    }

    @Test
    void pollReady_onceDataComes_wakes() throws Exception {
        AtomicInteger wakes = waitToRead();
        send("hi");

        pollUntil(wakes, 1);

        assertThat(read()).isEqualTo("hi");
    }

    @Test
    void pollReady_again_wakesOnlyTheLatestWaker() throws Exception {
        AtomicInteger first = waitToRead();
        AtomicInteger second = new AtomicInteger();
        server.pollReady(Interest.READ, second::incrementAndGet);
        send("hi");

        pollUntil(second, 1);

        assertThat(first).hasValue(0);
    }

    @Test
    void pollReady_afterTheEvent_keepsNoWaker() throws Exception {
        AtomicInteger wakes = waitToRead();
        send("hi");
        pollUntil(wakes, 1);
        AtomicInteger late = new AtomicInteger();

        boolean ready = server.pollReady(Interest.READ, late::incrementAndGet);
        send("more");
        driver.poll(0);
        server.close();

        assertThat(ready).isTrue();
        assertThat(late).hasValue(0);
    }

    @Test
    void pollReady_withAnEventBeforeItsWakerIsKept_saysReady() throws Exception {
        waitToRead();
        server.pollReady(Interest.READ, new Waker() {
            @Override
            public void wake() {}

            @Override
            public boolean willWake(Waker other) {
                poll(); // the event comes in the middle of the call below
                return false;
            }
        });
        send("hi");

        boolean ready = server.pollReady(Interest.READ, Waker.noop());

        assertThat(ready).isTrue();
    }

    @Test
    void tryRead_ofLessThanTheRoom_endsTheReadiness() throws Exception {
        AtomicInteger wakes = waitToRead();
        send("hi");
        pollUntil(wakes, 1);

        String text = read();

        assertThat(text).isEqualTo("hi");
        assertThat(server.pollReady(Interest.READ, Waker.noop())).isFalse();
    }

    @Test
    void tryRead_thatFillsTheTarget_keepsTheReadiness() throws Exception {
        AtomicInteger wakes = waitToRead();
        send("hi");
        pollUntil(wakes, 1);

        server.tryRead(ByteBuffer.allocate(1));

        assertThat(server.pollReady(Interest.READ, Waker.noop())).isTrue();
        assertThat(read()).isEqualTo("i");
    }

    @Test
    void clearWaker_beforeTheEvent_wakesNobody() throws Exception {
        AtomicInteger wakes = waitToRead();
        server.clearWaker(Interest.READ);
        send("hi");

        driver.poll(-1);

        assertThat(wakes).hasValue(0);
        assertThat(read()).isEqualTo("hi");
    }

    @Test
    void poll_withAWakerThatThrows_wakesTheOthersAndReportsIt() throws Exception {
        List<Throwable> reported = new ArrayList<>();
        Thread.currentThread().setUncaughtExceptionHandler((thread, defect) -> reported.add(defect));
        RuntimeException defect = new RuntimeException("defective waker");
        AtomicInteger wakes = new AtomicInteger();
        assertThat(server.tryRead(ByteBuffer.allocate(1))).isZero();
        assertThat(client.tryRead(ByteBuffer.allocate(1))).isZero();
        Waker throwing = () -> {
            wakes.incrementAndGet();
            throw defect;
        };
        server.pollReady(Interest.READ, throwing);
        client.pollReady(Interest.READ, throwing);
        send("hi");
        server.tryWrite(bytes("ho"));

        pollUntil(wakes, 2);

        assertThat(reported).containsExactly(defect, defect);
        Thread.currentThread().setUncaughtExceptionHandler(null);
    }

    @Test
    void wake_withoutAnEvent_isAnsweredByTheNextAttempt() throws Exception {
        AtomicInteger wakes = waitToRead();

        server.wake(Interest.READ);

        assertThat(wakes).hasValue(1);
        assertThat(server.tryRead(ByteBuffer.allocate(8))).isZero();
        assertThat(server.pollReady(Interest.READ, wakes::incrementAndGet)).isFalse();
        send("hi");
        pollUntil(wakes, 2);
        assertThat(read()).isEqualTo("hi");
    }

    @Test
    void tryWrite_intoAFullSocket_writesAgainOnceThereIsRoom() throws Exception {
        ByteBuffer chunk = ByteBuffer.allocateDirect(1 << 20);
        long sent = 0;
        int count = client.tryWrite(chunk.clear());
        while (count > 0) {
            sent += count;
            count = client.tryWrite(chunk.clear());
        }
        AtomicInteger writable = new AtomicInteger();
        assertThat(client.pollReady(Interest.WRITE, writable::incrementAndGet)).isFalse();

        long received = 0;
        while (received < sent) {
            pollUntilReady(server, Interest.READ);
            received += server.tryRead(chunk.clear());
        }
        pollUntil(writable, 1);

        assertThat(client.tryWrite(bytes("x"))).isEqualTo(1);
    }

    @Test
    void close_ofASocketThatIsWaitedFor_wakesAndFailsTheAttempt() throws Exception {
        AtomicInteger wakes = waitToRead();

        server.close();
        server.close();

        assertThat(wakes).hasValue(1);
        assertThat(server.pollReady(Interest.READ, Waker.noop())).isTrue();
        assertThatThrownBy(this::read)
                .isInstanceOf(ClosedChannelException.class)
                .hasMessage(null);
    }

    @Test
    void close_ofTheDriver_wakesAllWhoWait() throws Exception {
        AtomicInteger reads = waitToRead();
        AtomicInteger accepts = new AtomicInteger();
        listener.tryAccept();
        listener.pollReady(Interest.READ, accepts::incrementAndGet);

        driver.close();

        assertThat(reads).hasValue(1);
        assertThat(accepts).hasValue(1);
        assertThatThrownBy(() -> driver.poll(0)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Opened.listening(driver, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void close_ofTheDriver_isWhatItsSocketsBlame() throws Exception {
        driver.close();

        assertThatThrownBy(this::read).satisfies(ReadinessContract::saysShutDown);
        assertThatThrownBy(() -> client.tryWrite(bytes("x"))).satisfies(ReadinessContract::saysShutDown);
        assertThatThrownBy(() -> listener.tryAccept()).satisfies(ReadinessContract::saysShutDown);
        assertThatThrownBy(() -> Opened.listening(driver, 1)).satisfies(ReadinessContract::saysShutDown);
    }

    @Test
    void close_ofTheDriverDuringAConnect_isWhatTheConnectBlames() throws Exception {
        StreamSocket connecting = Opened.connecting(driver, listener.localAddress());

        driver.close();

        assertThatThrownBy(connecting::finishConnect).satisfies(ReadinessContract::saysShutDown);
    }

    private static void saysShutDown(Throwable failure) {
        assertThat(failure)
                .isInstanceOf(ClosedChannelException.class)
                .hasMessage("the Pollux runtime of this socket was shut down");
    }

    @Test
    void connect_toAnUnresolvedAddress_fails() {
        assertThatThrownBy(() -> Opened.connecting(driver, InetSocketAddress.createUnresolved("nowhere.invalid", 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unresolved");
    }

    // ---------------------------------------------------------------- kit

    final AtomicInteger waitToRead() throws IOException {
        AtomicInteger wakes = new AtomicInteger();
        assertThat(server.tryRead(ByteBuffer.allocate(8))).isZero();
        assertThat(server.pollReady(Interest.READ, wakes::incrementAndGet)).isFalse();
        return wakes;
    }

    final void send(String text) throws IOException {
        assertThat(client.tryWrite(bytes(text))).isEqualTo(text.length());
    }

    final String read() throws IOException {
        ByteBuffer target = ByteBuffer.allocate(64);
        server.tryRead(target);
        return new String(target.array(), 0, target.position(), UTF_8);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private void pollUntilReady(Socket socket, Interest interest) throws IOException {
        AtomicInteger wakes = new AtomicInteger();
        if (!socket.pollReady(interest, wakes::incrementAndGet)) {
            pollUntil(wakes, 1);
        }
    }
}
