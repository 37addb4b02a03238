package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Polled;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Room that is taken before there is a message for it, where there are many receivers. */
class MpmcReserveTest {

    private final Mpmc.Channel<Integer> channel = Mpmc.bounded(1);
    private final Mpmc.Sender<Integer> sender = channel.sender();
    private final Mpmc.Receiver<Integer> receiver = channel.receiver();

    private Polled<Integer> waiting() throws Exception {
        return Polled.of(receiver.recv()).assertPending();
    }

    @Test
    void permit_countsAsRoomUntilItIsClosed() throws Exception {
        var permit = Polled.of(sender.reserve()).assertReady();
        assertThat(sender.trySend(1)).isFalse();
        assertThat(sender.tryReserve()).isNull();
        var waiting = Polled.of(sender.reserve()).assertPending();

        permit.close();

        assertThat(waiting.wakes()).isEqualTo(1);
        waiting.assertReady().close();
        assertThat(sender.trySend(1)).isTrue();
    }

    @Test
    void permit_sent_goesToTheReceiverThatHasWaitedLongest() throws Exception {
        var permit = sender.tryReserve();
        var first = waiting();
        var second = waiting();

        permit.send(7);

        assertThat(List.of(first.wakes(), second.wakes())).containsExactly(1, 0);
        assertThat(first.assertReady()).isEqualTo(7);
        assertThat(sender.tryReserve()).isNotNull();
    }

    @Test
    void permit_usedUpOrClosed_refusesToSend() {
        var used = sender.tryReserve();
        used.send(1);
        used.close();
        assertThat(receiver.tryRecv()).isEqualTo(1);
        var closed = sender.tryReserve();
        closed.close();
        closed.close();

        assertThatThrownBy(() -> used.send(2)).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(() -> closed.send(2)).isInstanceOf(ReleasedException.class);
        assertThat(receiver.tryRecv()).isNull();
        assertThat(sender.tryReserve()).isNotNull();
        assertThat(sender.tryReserve()).isNull();
    }

    @Test
    void permit_nullMessage_keepsTheRoom() {
        var permit = sender.tryReserve();

        assertThatThrownBy(() -> permit.send(null)).isInstanceOf(NullPointerException.class);

        permit.send(1);
        assertThat(receiver.tryRecv()).isEqualTo(1);
    }

    @Test
    void reserve_full_standsInOneLineWithSends() throws Exception {
        sender.trySend(1);
        var reserve = Polled.of(sender.reserve()).assertPending().assertPending();
        var send = Polled.of(sender.send(3)).assertPending();

        receiver.tryRecv();
        assertThat(List.of(reserve.wakes(), send.wakes())).containsExactly(1, 0);
        var permit = reserve.assertReady();
        send.assertPending();
        permit.send(2);
        assertThat(receiver.tryRecv()).isEqualTo(2);

        assertThat(send.wakes()).isEqualTo(1);
        send.assertReady();
        assertThat(receiver.tryRecv()).isEqualTo(3);
    }

    @Test
    void reserve_behindOthers_doesNotOvertake() throws Exception {
        sender.trySend(1);
        var first = Polled.of(sender.send(2)).assertPending();
        receiver.tryRecv(); // the room is granted to the first

        assertThat(sender.tryReserve()).isNull();
        Polled.of(sender.reserve()).assertPending();

        first.assertReady();
    }

    @Test
    void reserve_droppedInLine_leavesIt() throws Exception {
        sender.trySend(1);
        var dropped = Polled.of(sender.reserve()).assertPending();
        var next = Polled.of(sender.reserve()).assertPending();

        dropped.drop();
        receiver.tryRecv();

        assertThat(List.of(dropped.wakes(), next.wakes())).containsExactly(0, 1);
        next.assertReady();
    }

    @Test
    void reserve_droppedAfterItWasGranted_handsTheRoomOn() throws Exception {
        sender.trySend(1);
        var dropped = Polled.of(sender.reserve()).assertPending();
        var next = Polled.of(sender.send(2)).assertPending();
        receiver.tryRecv();

        dropped.drop();
        dropped.drop();

        assertThat(next.wakes()).isEqualTo(1);
        next.assertReady();
        assertThat(receiver.tryRecv()).isEqualTo(2);
    }

    @Test
    void reserve_droppedBeforeAnyPoll_takesNothing() {
        sender.reserve().drop();

        assertThat(sender.tryReserve()).isNotNull();
    }

    // ---------------------------------------------------------------- at the end

    @Test
    void reserve_closedChannel_isRefused() throws Exception {
        sender.trySend(1);
        var inLine = Polled.of(sender.reserve()).assertPending();

        receiver.closeChannel();

        assertThat(inLine.wakes()).isEqualTo(1);
        assertThat(inLine.assertFails()).isInstanceOf(ClosedException.class);
        assertThat(Polled.of(sender.reserve()).assertFails()).isInstanceOf(ClosedException.class);
        assertThatThrownBy(sender::tryReserve).isInstanceOf(ClosedException.class);
    }

    @Test
    void reserve_closedSender_isRefused() {
        sender.close();

        assertThatThrownBy(sender::reserve).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(sender::tryReserve).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(sender::sink).isInstanceOf(ReleasedException.class);
    }

    @Test
    void reserve_rendezvous_isRefused() {
        var rendezvous = Mpmc.<Integer>rendezvous().sender();

        assertThatThrownBy(rendezvous::reserve)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("send");
        assertThatThrownBy(rendezvous::tryReserve).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void close_ofTheLastSenderWhileRoomIsOut_leavesTheChannelOpen() throws Exception {
        var permit = sender.tryReserve();
        sender.close();
        var first = waiting();
        var second = waiting();
        assertThat(receiver.isClosed()).isFalse();

        permit.send(7);

        assertThat(first.assertReady()).isEqualTo(7);
        assertThat(second.wakes()).isEqualTo(1);
        assertThat(second.assertReady()).isNull();
    }

    @Test
    void close_ofTheLastPermit_endsTheChannel() throws Exception {
        var permit = sender.tryReserve();
        sender.close();
        var received = waiting();

        permit.close();

        assertThat(received.wakes()).isEqualTo(1);
        assertThat(received.assertReady()).isNull();
    }

    @Test
    void close_ofTheChannelWhileRoomIsOut_isNoEndYet() throws Exception {
        var permit = sender.tryReserve();
        receiver.closeChannel();
        var received = waiting();

        permit.send(7);

        assertThat(received.assertReady()).isEqualTo(7);
        assertThat(Polled.of(receiver.recv()).assertReady()).isNull();
    }

    @Test
    void reserve_grantedAsTheLastSenderCloses_stillGetsItsRoom() throws Exception {
        sender.trySend(1);
        var granted = Polled.of(sender.reserve()).assertPending();
        receiver.tryRecv();
        sender.close();
        var received = waiting();

        granted.assertReady().send(5);

        assertThat(received.assertReady()).isEqualTo(5);
        assertThat(Polled.of(receiver.recv()).assertReady()).isNull();
    }

    @Test
    void send_intoRoomThatOutlivedAllReceivers_isForgotten() {
        var permit = sender.tryReserve();
        receiver.close();

        permit.send(7);

        assertThat(receiver.size()).isZero();
    }

    // ---------------------------------------------------------------- in dumps

    @Test
    void permit_isRoomThatTheReceiverMakes() throws Exception {
        var permit = sender.tryReserve();
        var reserve = sender.reserve();
        Polled.of(reserve).assertPending();

        assertThat(permit.holds()).isEqualTo(receiver.holds());
        assertThat(permit.share()).isZero();
        assertThat(permit).hasToString("room for 1 in channel[0 of 1]");
        assertThat(reserve).hasToString("reserve of channel[0 of 1]");

        permit.close();
        assertThat(permit.holds()).isNull();
        assertThat(permit).hasToString("room that was used or returned");
    }
}
