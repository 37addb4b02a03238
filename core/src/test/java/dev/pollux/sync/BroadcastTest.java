package dev.pollux.sync;

import static dev.pollux.sync.Broadcasts.assertEmpty;
import static dev.pollux.sync.Broadcasts.assertReads;
import static dev.pollux.sync.Broadcasts.filled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Polled;
import dev.pollux.stream.Stream;
import dev.pollux.sync.Broadcast.Sender;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BroadcastTest {

    private final Sender<String> sender = Broadcast.sender(16);

    // ---------------------------------------------------------------- to send and receive

    @Test
    @Behaviour({"BRC-01", "s:sync/broadcast-01", "s:sync/broadcast-02"})
    void send_answersHowManyReceive() {
        assertThat(sender.receiverCount()).isZero();
        var first = sender.subscribe();
        assertThat(sender.receiverCount()).isEqualTo(1);
        assertThat(sender.send("hello")).isEqualTo(1);
        assertThat(first.tryRecv()).isEqualTo("hello");
        assertEmpty(first);

        var second = sender.subscribe();

        assertThat(sender.send("world")).isEqualTo(2);
        assertThat(first.tryRecv()).isEqualTo("world");
        assertThat(second.tryRecv()).isEqualTo("world");
    }

    @Test
    @Behaviour({"BRC-02", "LBC-02"})
    void send_twoReceivers_bothGetTheSameObject() throws Exception {
        var first = sender.subscribe();
        var second = sender.subscribe();
        String value = new String("hello");

        sender.send(value);

        assertThat(first.tryRecv()).isSameAs(value);
        assertThat(second.tryRecv()).isSameAs(value);
    }

    @Test
    @Behaviour({"BRC-03", "LBC-01"})
    void send_wakesWhoWaits() throws Exception {
        var receiver = sender.subscribe();
        var waiting = Polled.of(receiver.recv()).assertPending();

        sender.send("hello");

        assertThat(waiting.wakes()).isEqualTo(1);
        assertThat(waiting.assertReady()).isEqualTo("hello");
        Polled.of(receiver.recv()).assertPending();
    }

    @Test
    @Behaviour("BRC-04")
    void send_wakesOnlyThoseWhoPolled() throws Exception {
        var first = Polled.of(sender.subscribe().recv()).assertPending();
        var second = Polled.of(sender.subscribe().recv());

        sender.send("hello");

        assertThat(first.wakes()).isEqualTo(1);
        assertThat(second.wakes()).isZero();
        assertThat(second.assertReady()).isEqualTo("hello");
        assertThat(first.assertReady()).isEqualTo("hello");
    }

    @Test
    @Behaviour("BRC-05")
    void recv_polledByAnotherTask_wakesTheLatestOnly() throws Exception {
        Future<String> future = sender.subscribe().recv();
        var earlier = Polled.of(future).assertPending();
        var later = Polled.of(future).assertPending();

        sender.send("hello");

        assertThat(earlier.wakes()).isZero();
        assertThat(later.wakes()).isEqualTo(1);
    }

    @Test
    void recv_dropped_leavesTheValueToTheNext() throws Exception {
        var receiver = sender.subscribe();
        var dropped = Polled.of(receiver.recv()).assertPending();
        sender.send("hello");

        dropped.drop();

        assertThat(receiver.tryRecv()).isEqualTo("hello");
    }

    @Test
    void recv_twoAtOnce_theSecondIsTold() throws Exception {
        var receiver = sender.subscribe();
        var first = Polled.of(receiver.recv()).assertPending();
        var second = Polled.of(receiver.recv()).assertPending();
        sender.send("hello");
        first.assertReady();

        assertThat(second.assertFails())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one at a time");
    }

    @Test
    @Behaviour("BRC-06")
    void recv_slow_getsEverythingThatIsKept() {
        var channel = filled(16, 16);

        assertReads(channel.receiver(), 0, 16);
        assertEmpty(channel.receiver());
    }

    @Test
    @Behaviour({"BRC-07", "BRC-14", "LBC-04", "LBC-05"})
    void closeOfReceivers_unreadValues_areLetGoOf() {
        var channel = filled(2, 3);
        var other = channel.sender().subscribe();
        channel.sender().send(3);
        assertThat(channel.sender().size()).isEqualTo(2);

        channel.receiver().close();
        channel.receiver().close();

        assertThat(channel.sender().size()).isEqualTo(1); // what the other has to read
        other.close();
        assertThat(channel.sender().isEmpty()).isTrue();
        assertThat(channel.sender().receiverCount()).isZero();
        assertThatThrownBy(other::tryRecv).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Behaviour("BRC-09")
    void send_nobodyReceives_failsAndLeavesNothing() {
        assertThatThrownBy(() -> sender.send("lost")).isInstanceOf(ClosedException.class);

        var receiver = sender.subscribe();

        assertEmpty(receiver);
        sender.send("kept");
        assertThat(receiver.tryRecv()).isEqualTo("kept");
    }

    @Test
    @Behaviour({"BRC-10", "BRC-11", "t:sync_panic-01"})
    void channel_capacityOutOfRange_isRefused() {
        assertThatThrownBy(() -> Broadcast.channel(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Broadcast.channel((1 << 30) + 1)).hasMessageContaining("from 1 to 1073741824");
        assertThatThrownBy(() -> sender.send(null)).isInstanceOf(NullPointerException.class);
    }

    // ---------------------------------------------------------------- stream, threads

    @Test
    void stream_yieldsValuesLagAndTheEnd() throws Exception {
        var channel = filled(2, 3);
        Stream<Integer> stream = channel.receiver().stream();

        assertThat(Polled.of(stream.next()).assertFails()).isInstanceOf(LaggedException.class);
        assertThat(Polled.of(stream.next()).assertReady()).isEqualTo(1);
        assertThat(Polled.of(stream.next()).assertReady()).isEqualTo(2);
        var waiting = Polled.of(stream.next()).assertPending();
        channel.sender().close();

        assertThat(waiting.wakes()).isEqualTo(1);
        assertThat(waiting.assertReady()).isNull();
        assertThat(stream.isTerminated()).isTrue();
        assertThat(stream.pollNextRaw(Context.of(() -> {}))).isNull();
    }

    @Test
    void stream_dropped_closesTheReceiver() throws Exception {
        var receiver = sender.subscribe();
        Stream<String> stream = receiver.stream();
        var waiting = Polled.of(stream.next()).assertPending();

        stream.drop();
        stream.drop();

        assertThat(sender.receiverCount()).isZero();
        assertThat(waiting.wakes()).isZero();
    }

    @Test
    @Timeout(60)
    void blockingRecv_waitsForTheValue() throws Exception {
        var receiver = sender.subscribe();
        var sending = CompletableFuture.runAsync(() -> sender.send("hello"));

        assertThat(receiver.blockingRecv()).isEqualTo("hello");

        sending.get();
        sender.close();
        assertThat(receiver.blockingRecv()).isNull();
    }
}
