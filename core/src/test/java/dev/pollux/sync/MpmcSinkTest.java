package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Polled;
import dev.pollux.future.Suspension;
import dev.pollux.future.Waker;
import dev.pollux.stream.Sink;
import dev.pollux.stream.Streams;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Senders to many receivers as sinks. */
class MpmcSinkTest {

    private final Mpmc.Channel<Integer> channel = Mpmc.bounded(1);
    private final Mpmc.Sender<Integer> sender = channel.sender();
    private final Mpmc.Receiver<Integer> receiver = channel.receiver();
    private final Sink<Integer> sink = sender.copy().sink();

    private final Mpmc.Channel<Integer> rendezvous = Mpmc.rendezvous();
    private final Sink<Integer> direct = rendezvous.sender().sink();

    private final Context cx = Context.of(Waker.noop());

    // ---------------------------------------------------------------- with a buffer

    @Test
    void send_isInTheChannelOnceItIsReady() throws Exception {
        Polled.of(sink.send(1)).assertReady();

        assertThat(receiver.tryRecv()).isEqualTo(1);
    }

    @Test
    void feed_fullChannel_waitsForRoom() throws Exception {
        sender.trySend(1);
        var feed = Polled.of(sink.feed(2)).assertPending();

        receiver.tryRecv();

        assertThat(feed.wakes()).isEqualTo(1);
        feed.assertReady();
        assertThat(receiver.tryRecv()).isEqualTo(2);
    }

    @Test
    void feed_dropped_givesItsRoomToTheNext() throws Exception {
        sender.trySend(1);
        var feed = Polled.of(sink.feed(2)).assertPending();
        var behind = Polled.of(sender.send(3)).assertPending();
        receiver.tryRecv();

        feed.drop();

        assertThat(behind.wakes()).isEqualTo(1);
        behind.assertReady();
        assertThat(receiver.tryRecv()).isEqualTo(3);
    }

    @Test
    void forward_endsTheChannel() throws Exception {
        sender.close();
        var forward = Polled.of(Streams.of(1, 2).forward(sink)).assertPending();

        assertThat(receiver.tryRecv()).isEqualTo(1);
        forward.assertReady();

        assertThat(receiver.tryRecv()).isEqualTo(2);
        assertThat(Polled.of(receiver.recv()).assertReady()).isNull();
    }

    @Test
    void drop_whileItHasRoom_returnsItAndClosesTheSender() throws Exception {
        sink.pollReady(cx);
        assertThat(sender.tryReserve()).isNull();

        sink.drop();
        sink.drop();

        assertThat(sender.trySend(1)).isTrue();
        sender.close();
        assertThat(receiver.isClosed()).isTrue();
    }

    @Test
    void feed_receiverGone_fails() {
        receiver.close();

        assertThat(Polled.of(sink.feed(1)).assertFails()).isInstanceOf(ClosedException.class);
    }

    @Test
    void sink_namesItsSenderAndHoldsWhatThatHolds() {
        assertThat(sink).hasToString("sink of sender of channel[0 of 1]");
        assertThat(((RoomSink<?>) sink).holds()).isEqualTo(sender.holds());
        assertThat(direct).hasToString("sink of sender of channel[0 of 0]");
        assertThat(((RendezvousSink<?>) direct).holds())
                .isEqualTo(rendezvous.sender().holds());
    }

    // ---------------------------------------------------------------- a rendezvous

    @Test
    void rendezvous_sendIsReadyOnceAReceiverHasIt() throws Exception {
        var send = Polled.of(direct.send(1)).assertPending();

        assertThat(rendezvous.receiver().tryRecv()).isEqualTo(1);

        assertThat(send.wakes()).isEqualTo(1);
        send.assertReady();
    }

    @Test
    void rendezvous_feedKeepsOneMessage_andTheNextWaits() throws Exception {
        Polled.of(direct.feed(1)).assertReady();
        var second = Polled.of(direct.feed(2)).assertPending();

        assertThat(rendezvous.receiver().tryRecv()).isEqualTo(1);
        assertThat(second.wakes()).isEqualTo(1);
        second.assertReady();
        var flush = Polled.of(direct.flush()).assertPending();
        assertThat(rendezvous.receiver().tryRecv()).isEqualTo(2);

        flush.assertReady();
    }

    @Test
    void rendezvous_forward_handsOverOneAfterTheOtherAndEnds() throws Exception {
        var forward = Polled.of(Streams.of(1, 2).forward(direct)).assertPending();

        for (int expected : List.of(1, 2)) {
            assertThat(rendezvous.receiver().tryRecv()).isEqualTo(expected);
            forward.poll();
        }

        assertThat(Polled.of(rendezvous.receiver().recv()).assertReady()).isNull();
        assertThat(forward.wakes()).isPositive();
    }

    @Test
    void rendezvous_close_waitsUntilTheMessageIsTaken() throws Exception {
        Polled.of(direct.feed(1)).assertReady();
        var close = Polled.of(direct.close()).assertPending();

        assertThat(rendezvous.receiver().tryRecv()).isEqualTo(1);
        close.assertReady();

        assertThat(rendezvous.receiver().isClosed()).isTrue();
        Polled.of(direct.close()).assertReady();
        assertThat(Polled.of(direct.feed(2)).assertFails()).isInstanceOf(ReleasedException.class);
    }

    @Test
    void rendezvous_dropped_sendsNothingAndClosesTheSender() throws Exception {
        Polled.of(direct.feed(1)).assertReady();
        Polled.of(direct.flush()).assertPending();

        direct.drop();
        direct.drop();

        assertThat(Polled.of(rendezvous.receiver().recv()).assertReady()).isNull();
    }

    @Test
    void rendezvous_receiverGone_failsOnceAndThenAgain() throws Exception {
        Polled.of(direct.feed(1)).assertReady();
        var flush = Polled.of(direct.flush()).assertPending();

        rendezvous.receiver().close();

        assertThat(flush.assertFails()).isInstanceOf(ClosedException.class);
        assertThat(Polled.of(direct.feed(2)).assertFails()).isInstanceOf(ClosedException.class);
    }

    @Test
    void rendezvous_startSendWithoutReady_isRefused() throws Exception {
        direct.startSend(1);

        assertThatThrownBy(() -> direct.startSend(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pollReady");
        assertThatThrownBy(() -> rendezvous.sender().copy().sink().startSend(null))
                .isInstanceOf(NullPointerException.class);

        direct.pollFlush(cx);
        assertThat(rendezvous.receiver().tryRecv()).isEqualTo(1);
        assertThat(rendezvous.receiver().tryRecv()).isNull();
    }

    @Test
    void rendezvous_whileItWaits_tellsForWhat() throws Exception {
        Future<Void> send = direct.send(1);
        Polled.of(send).assertPending();

        assertThat(Suspension.of(send).waits())
                .singleElement()
                .satisfies(wait -> assertThat(wait.resource())
                        .isEqualTo(rendezvous.receiver().holds()));
    }
}
