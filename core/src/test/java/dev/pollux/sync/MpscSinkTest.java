package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AwaitTree;
import dev.pollux.future.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Polled;
import dev.pollux.future.Suspension;
import dev.pollux.future.Waker;
import dev.pollux.stream.Sink;
import dev.pollux.stream.Streams;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Senders as sinks. */
class MpscSinkTest {

    private final Mpsc.Channel<Integer> channel = Mpsc.bounded(1);
    private final Mpsc.Sender<Integer> sender = channel.sender();
    private final Mpsc.Receiver<Integer> receiver = channel.receiver();
    private final Sink<Integer> sink = sender.copy().sink();
    private final Context cx = Context.of(Waker.noop());

    private Polled<Void> waitingFeed(int message) throws Exception {
        return Polled.of(sink.feed(message)).assertPending();
    }

    private void assertNoRoomIsHeld() {
        assertThat(sender.capacity()).isEqualTo(1);
    }

    // ---------------------------------------------------------------- sending

    @Test
    @Behaviour("PSE-15")
    void send_isInTheChannelOnceItIsReady() throws Exception {
        Polled.of(sink.send(1)).assertReady();
        Polled.of(sink.flush()).assertReady();

        assertThat(receiver.tryRecv()).isEqualTo(1);
        assertNoRoomIsHeld();
    }

    @Test
    @Behaviour("PSE-16")
    void close_keepsWhatWasSentAndClosesTheSender() throws Exception {
        sender.close();
        Polled.of(sink.send(1)).assertReady();

        Polled.of(sink.close()).assertReady();
        Polled.of(sink.close()).assertReady();

        assertThat(Polled.of(receiver.recv()).assertReady()).isEqualTo(1);
        assertThat(Polled.of(receiver.recv()).assertReady()).isNull();
        assertThat(Polled.of(sink.feed(2)).assertFails()).isInstanceOf(ReleasedException.class);
    }

    @Test
    void feed_fullChannel_waitsForRoom() throws Exception {
        sender.trySend(1);
        var feed = waitingFeed(2);

        receiver.tryRecv();

        assertThat(feed.wakes()).isEqualTo(1);
        feed.assertReady();
        assertThat(receiver.tryRecv()).isEqualTo(2);
    }

    @Test
    @Behaviour("f:futures-channel/channel-01")
    void forward_moreThanThereIsRoomFor_arrivesInOrderAndEndsTheChannel() throws Exception {
        sender.close();
        var forward = Polled.of(Streams.of(5, 4, 3, 2, 1).forward(sink));
        List<Integer> received = new ArrayList<>();

        do {
            forward.poll();
            received.add(receiver.tryRecv());
        } while (!received.contains(1));

        assertThat(received).containsExactly(5, 4, 3, 2, 1);
        assertThat(Polled.of(receiver.recv()).assertReady()).isNull();
    }

    @Test
    @Behaviour("f:futures-channel/channel-02")
    void drop_lastSender_endsTheChannel() throws Exception {
        sender.close();
        var received = Polled.of(receiver.recv()).assertPending();

        sink.drop();

        assertThat(received.assertReady()).isNull();
    }

    @Test
    @Behaviour({"f:futures-channel/channel-03", "PSE-12"})
    void send_receiverGone_fails() throws Exception {
        Polled.of(sink.send(1)).assertReady();

        receiver.drop();

        assertThat(Polled.of(sink.send(2)).assertFails()).isInstanceOf(ClosedException.class);
    }

    @Test
    void feed_channelClosedWhileItWaits_fails() throws Exception {
        sender.trySend(1);
        var feed = waitingFeed(2);

        receiver.close();

        assertThat(feed.assertFails()).isInstanceOf(ClosedException.class);
        sink.drop();
        assertThat(sender.strongCount()).isEqualTo(1);
    }

    @Test
    void startSend_null_isRefusedAndKeepsTheRoom() throws Exception {
        sink.pollReady(cx);

        assertThatThrownBy(() -> sink.startSend(null)).isInstanceOf(NullPointerException.class);

        sink.startSend(1);
        assertThat(receiver.tryRecv()).isEqualTo(1);
    }

    // ---------------------------------------------------------------- room

    @Test
    @Behaviour("PSE-03")
    void pollReady_repeated_keepsRoomForOne() throws Exception {
        assertThat(sink.pollReady(cx)).isEqualTo(Sink.DONE);
        assertThat(sink.pollReady(cx)).isEqualTo(Sink.DONE);
        assertThat(sender.trySend(9)).isFalse();

        sink.startSend(1);

        assertThat(receiver.tryRecv()).isEqualTo(1);
        assertNoRoomIsHeld();
    }

    @Test
    @Behaviour({"PSE-13", "PSE-14"})
    void startSend_withoutRoom_isRefused() throws Exception {
        assertThatThrownBy(() -> sink.startSend(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pollReady");
        sender.trySend(1);
        assertThat(sink.pollReady(cx).isReady()).isFalse();

        assertThatThrownBy(() -> sink.startSend(2)).isInstanceOf(IllegalStateException.class);

        assertThat(receiver.tryRecv()).isEqualTo(1);
        assertThat(receiver.tryRecv()).isNull();
    }

    @Test
    @Behaviour("PSE-09")
    void startSend_intoRoomOfAChannelThatWasClosed_arrives() throws Exception {
        sink.pollReady(cx);
        receiver.close();

        sink.startSend(1);

        assertThat(receiver.tryRecv()).isEqualTo(1);
    }

    @Test
    @Behaviour({"PSE-04", "PSE-11"})
    void abortSend_roomWasGot_returnsIt() throws Exception {
        sink.pollReady(cx);

        sink.abortSend();
        sink.abortSend();

        assertNoRoomIsHeld();
        Polled.of(sink.feed(1)).assertReady();
    }

    @Test
    @Behaviour("PSE-10")
    void feed_droppedWhileItWaits_leavesTheLine() throws Exception {
        sender.trySend(1);
        var feed = waitingFeed(2);
        var behind = Polled.of(sender.send(3)).assertPending();

        feed.drop();
        receiver.tryRecv();

        assertThat(behind.wakes()).isEqualTo(1);
        behind.assertReady();
    }

    @Test
    void feed_droppedAfterItWasServed_handsTheRoomOn() throws Exception {
        sender.trySend(1);
        var feed = waitingFeed(2);
        var behind = Polled.of(sender.send(3)).assertPending();
        receiver.tryRecv();
        assertThat(feed.wakes()).isEqualTo(1);

        feed.drop();

        assertThat(behind.wakes()).isEqualTo(1);
        behind.assertReady();
    }

    @Test
    void feed_droppedBeforeItWasPolled_leavesTheOneThatWaitsAlone() throws Exception {
        sender.trySend(1);
        var feed = waitingFeed(2);

        sink.feed(3).drop();
        receiver.tryRecv();

        assertThat(feed.wakes()).isEqualTo(1);
        feed.assertReady();
    }

    @Test
    void sendAll_droppedWhileItWaits_leavesTheLine() throws Exception {
        sender.trySend(1);
        var sendAll = Polled.of(sink.sendAll(Streams.of(2))).assertPending();

        sendAll.drop();
        receiver.tryRecv();

        assertNoRoomIsHeld();
    }

    @Test
    @Behaviour("PSE-08")
    void close_whileItWaits_leavesTheLine() throws Exception {
        sender.trySend(1);
        assertThat(sink.pollReady(cx).isReady()).isFalse();

        Polled.of(sink.close()).assertReady();
        receiver.tryRecv();

        assertNoRoomIsHeld();
        assertThat(sender.strongCount()).isEqualTo(1);
    }

    @Test
    void adapters_dropped_giveTheRoomBack() throws Exception {
        Sink<Integer> wrapped = sink.sinkMapErr(e -> e)
                .buffer(0)
                .fanout(Mpsc.<Integer>bounded(1).sender().sink());
        var full = Mpsc.<Integer>bounded(1);
        full.sender().trySend(1);
        var feed = Polled.of(wrapped.fanout(full.sender().sink()).feed(2)).assertPending();
        assertThat(sender.capacity()).isZero();

        feed.drop();

        assertNoRoomIsHeld();
    }

    // ---------------------------------------------------------------- in dumps

    @Test
    void feed_whileItWaits_tellsForWhat() throws Exception {
        sender.trySend(1);
        Future<Void> feed = sink.sinkMapErr(e -> e).buffer(0).feed(2);
        feed.poll(cx);

        Suspension seen = Suspension.of(feed);

        assertThat(seen.waits()).hasSize(1);
        assertThat(seen.waits().get(0).resource())
                .hasToString("room in " + sender.toString().replace("sender of ", ""));
        assertThat(AwaitTree.of(feed).toString()).contains("reserve 1 of channel[1 of 1]");
        feed.drop();
    }

    // ---------------------------------------------------------------- senders that never wait

    @Test
    void unbounded_takesWhatThereIsRoomForAndFailsBeyond() throws Exception {
        var unbounded = Mpsc.<Integer>unbounded(1, OverflowPolicy.REJECT);
        Sink<Integer> never = unbounded.sender().sink();

        Polled.of(never.send(1)).assertReady();
        assertThat(Polled.of(never.send(2)).assertFails()).isInstanceOf(OverflowException.class);
        Polled.of(never.close()).assertReady();

        assertThat(unbounded.receiver().tryRecv()).isEqualTo(1);
        assertThat(unbounded.receiver().isClosed()).isTrue();
        assertThat(Polled.of(never.feed(3)).assertFails()).isInstanceOf(ReleasedException.class);
    }

    @Test
    void unbounded_receiverGone_fails() {
        var unbounded = Mpsc.<Integer>unbounded(1, OverflowPolicy.REJECT);
        Sink<Integer> never = unbounded.sender().sink();

        unbounded.receiver().close();

        assertThat(Polled.of(never.feed(1)).assertFails()).isInstanceOf(ClosedException.class);
    }

    @Test
    void unbounded_dropped_closesTheSender() {
        var unbounded = Mpsc.<Integer>unbounded(1, OverflowPolicy.DROP);

        unbounded.sender().sink().drop();

        assertThat(unbounded.receiver().isTerminated()).isTrue();
    }
}
