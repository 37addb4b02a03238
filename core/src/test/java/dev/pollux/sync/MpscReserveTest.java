package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Polled;
import org.junit.jupiter.api.Test;

/** Room that is taken before there is a message for it. */
class MpscReserveTest {

    private final Mpsc.Channel<Integer> channel = Mpsc.bounded(2);
    private final Mpsc.Sender<Integer> sender = channel.sender();
    private final Mpsc.Receiver<Integer> receiver = channel.receiver();

    private Polled<Integer> waiting() throws Exception {
        return Polled.of(receiver.recv()).assertPending();
    }

    @Test
    @Behaviour({"MPS-02", "MPS-38", "PSE-01", "PSE-11"})
    void permit_countsAsRoomUntilItIsClosed() throws Exception {
        var permit = Polled.of(sender.reserve()).assertReady();
        var second = Polled.of(sender.reserve()).assertReady();
        assertThat(sender.trySend(1)).isFalse();
        var waiting = Polled.of(sender.reserve()).assertPending();

        permit.close();

        assertThat(waiting.wakes()).isEqualTo(1);
        waiting.assertReady();
        second.close();
        assertThat(sender.capacity()).isEqualTo(1);
    }

    @Test
    @Behaviour({"MPS-33", "MPS-34"})
    void reserveMany_fillsTheChannelExactly() throws Exception {
        var permit = Polled.of(sender.reserveMany(2)).assertReady();

        permit.send(1);
        assertThat(permit.remaining()).isEqualTo(1);
        assertThat(sender.trySend(9)).isFalse();
        permit.send(2);

        assertThat(permit.remaining()).isZero();
        assertThat(receiver.tryRecv()).isEqualTo(1);
        assertThat(receiver.tryRecv()).isEqualTo(2);
        assertThat(sender.tryReserveMany(2)).isNotNull();
    }

    @Test
    @Behaviour({"MPS-28", "MPS-31"})
    void reserveMany_moreThanEver_isRefused() {
        assertThatThrownBy(() -> sender.reserveMany(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("never for 3");
        assertThatThrownBy(() -> sender.tryReserveMany(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sender.tryReserveMany(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Behaviour({"MPS-29", "MPS-30"})
    void reserveMany_none_isReadyThoughTheChannelIsFull() throws Exception {
        sender.tryReserveMany(2);

        var none = Polled.of(sender.reserveMany(0)).assertReady();
        assertThat(sender.tryReserveMany(0)).isNotNull();

        assertThat(none.remaining()).isZero();
        assertThat(sender.strongCount()).isEqualTo(2);
    }

    @Test
    @Behaviour({"MPS-32", "MPS-37"})
    void tryReserve_tooLittleRoom_takesNone() {
        sender.trySend(1);

        assertThat(sender.tryReserveMany(2)).isNull();

        assertThat(sender.capacity()).isEqualTo(1);
        assertThat(sender.tryReserve()).isNotNull();
        assertThat(sender.tryReserve()).isNull();
    }

    @Test
    @Behaviour({"MPS-32", "MPS-35", "MPS-36", "PSE-07"})
    void reserve_closedChannel_isRefused() {
        receiver.close();

        assertThat(Polled.of(sender.reserve()).assertFails()).isInstanceOf(ClosedException.class);
        assertThat(Polled.of(sender.reserveMany(0)).assertFails()).isInstanceOf(ClosedException.class);
        assertThatThrownBy(sender::tryReserve).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> sender.tryReserveMany(0)).isInstanceOf(ClosedException.class);
    }

    @Test
    @Behaviour("PSE-07")
    void reserve_closedSender_isRefused() {
        sender.close();

        assertThatThrownBy(sender::reserve).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(sender::tryReserve).isInstanceOf(ReleasedException.class);
    }

    @Test
    @Behaviour({"MPS-39"})
    void permitForSeveral_closedHalfUsed_returnsTheRest() {
        var permit = sender.tryReserveMany(2);
        permit.send(1);

        permit.close();
        permit.close();

        assertThat(sender.capacity()).isEqualTo(1);
        assertThat(permit.remaining()).isZero();
    }

    @Test
    @Behaviour({"PSE-13"})
    void permit_usedUpOrClosed_refusesToSend() {
        var used = sender.tryReserve();
        var closed = sender.tryReserve();
        used.send(1);
        closed.close();

        assertThatThrownBy(() -> used.send(2)).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(() -> closed.send(2)).isInstanceOf(ReleasedException.class);
        assertThat(receiver.size()).isEqualTo(1);
    }

    @Test
    void permit_nullMessage_keepsTheRoom() {
        var permit = sender.tryReserve();

        assertThatThrownBy(() -> permit.send(null)).isInstanceOf(NullPointerException.class);

        assertThat(permit.remaining()).isEqualTo(1);
    }

    @Test
    @Behaviour({"PSE-03", "PSE-10"})
    void reserve_polledOften_takesOnePlace() throws Exception {
        var all = sender.tryReserveMany(2);
        var waiting =
                Polled.of(sender.reserve()).assertPending().assertPending().assertPending();
        var next = Polled.of(sender.reserve()).assertPending();

        all.send(1);
        receiver.tryRecv();
        assertThat(waiting.wakes()).isEqualTo(1);
        assertThat(next.wakes()).isZero();
        waiting.drop();

        assertThat(next.wakes()).isEqualTo(1);
    }

    // ---------------------------------------------------------------- at the end

    @Test
    @Behaviour({"MPS-20", "MPS-58"})
    void close_whileRoomIsOut_isNoEndYet() throws Exception {
        var permit = sender.tryReserve();
        var received = waiting();

        receiver.close();

        received.assertPending();
        assertThat(receiver.tryRecv()).isNull();
        permit.send(7);
        assertThat(received.assertReady()).isEqualTo(7);
        assertThat(received.assertReady()).isNull();
    }

    @Test
    @Behaviour({"MPS-40", "MPS-41", "MPS-45", "MPS-70", "PSE-04"})
    void close_ofTheLastPermit_wakesAClosedReceiver() throws Exception {
        var permit = sender.tryReserve();
        receiver.close();
        var received = waiting();

        permit.close();

        assertThat(received.wakes()).isEqualTo(1);
        assertThat(received.assertReady()).isNull();
    }

    @Test
    @Behaviour("MPS-42")
    void close_ofTheLastPermitForSeveral_wakesAClosedReceiver() throws Exception {
        var permit = sender.tryReserveMany(2);
        receiver.close();
        var received = waiting();

        permit.close();

        assertThat(received.wakes()).isEqualTo(1);
        assertThat(received.assertReady()).isNull();
    }

    @Test
    @Behaviour({"MPS-43", "MPS-44", "PSE-09"})
    void send_throughTheLastPermit_wakesAClosedReceiver() throws Exception {
        var permit = sender.tryReserve();
        sender.close();
        assertThat(receiver.isClosed()).isFalse();
        var received = waiting();

        permit.send(1);

        assertThat(received.wakes()).isEqualTo(1);
        assertThat(received.assertReady()).isEqualTo(1);
        assertThat(received.assertReady()).isNull();
    }

    @Test
    @Behaviour({"MPS-21", "MPS-23"})
    void reserve_thatFails_leavesTheEndToTheReceiver() throws Exception {
        var all = sender.tryReserveMany(2);
        var refused = Polled.of(sender.reserveMany(2)).assertPending();
        receiver.close();
        var received = waiting();

        assertThat(refused.wakes()).isEqualTo(1);
        assertThat(refused.assertFails()).isInstanceOf(ClosedException.class);
        received.assertPending();
        all.close();

        assertThat(received.wakes()).isEqualTo(1);
        assertThat(received.assertReady()).isNull();
    }

    @Test
    @Behaviour({"MPS-22", "MPS-24", "MPS-53"})
    void reserve_grantedAndDroppedAfterClose_wakesTheReceiver() throws Exception {
        var all = sender.tryReserveMany(2);
        var granted = Polled.of(sender.reserveMany(2)).assertPending();
        all.close();
        receiver.close();
        var received = waiting();

        granted.drop();
        granted.drop();

        assertThat(received.wakes()).isEqualTo(1);
        assertThat(received.assertReady()).isNull();
    }

    @Test
    @Behaviour("PSE-08")
    void reserve_grantedBeforeTheClose_stillGetsItsRoom() throws Exception {
        var all = sender.tryReserveMany(2);
        var granted = Polled.of(sender.reserve()).assertPending();
        all.close();
        sender.close();
        var received = waiting();

        var permit = granted.assertReady();
        permit.send(5);

        assertThat(received.assertReady()).isEqualTo(5);
        assertThat(received.assertReady()).isNull();
        assertThat(sender.strongCount()).isZero();
    }

    @Test
    @Behaviour({"MPS-54", "PSE-08"})
    void reserve_notPolledBeforeTheClose_isRefusedThoughThereIsRoom() {
        var reserve = Polled.of(sender.reserve());

        receiver.close();

        assertThat(reserve.assertFails()).isInstanceOf(ClosedException.class);
    }
}
