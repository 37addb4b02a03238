package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Polled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Senders who wait for room. */
class MpscSendTest {

    private final Mpsc.Channel<Integer> channel = Mpsc.bounded(1);
    private final Mpsc.Sender<Integer> sender = channel.sender();
    private final Mpsc.Receiver<Integer> receiver = channel.receiver();

    @Test
    @Behaviour({"MPS-06", "FMP-23", "FMP-24"})
    void drop_ofTheFirstInLine_letsTheSecondHaveItsTurn() throws Exception {
        sender.trySend(0);
        var first = Polled.of(sender.send(1)).assertPending();
        var second = Polled.of(sender.send(2)).assertPending();

        first.drop();
        assertThat(second.wakes()).isZero();
        receiver.tryRecv();

        assertThat(first.wakes()).isZero();
        assertThat(second.wakes()).isEqualTo(1);
        second.assertReady();
        assertThat(receiver.tryRecv()).isEqualTo(2);
    }

    @Test
    void drop_afterRoomWasGranted_sendsNothingAndPassesTheRoomOn() throws Exception {
        sender.trySend(0);
        var first = Polled.of(sender.send(1)).assertPending();
        var second = Polled.of(sender.send(2)).assertPending();
        receiver.tryRecv();
        assertThat(first.wakes()).isEqualTo(1);

        first.drop();

        assertThat(second.wakes()).isEqualTo(1);
        second.assertReady();
        assertThat(receiver.tryRecv()).isEqualTo(2);
        assertThat(receiver.tryRecv()).isNull();
    }

    @Test
    void drop_beforeAnyPoll_sendsNothing() {
        var send = Polled.of(sender.send(1));

        send.drop();

        assertThat(send.assertFails()).isInstanceOf(IllegalStateException.class);
        assertThat(receiver.isEmpty()).isTrue();
    }

    @Test
    void send_notPolled_sendsNothing() {
        sender.send(1);

        assertThat(receiver.tryRecv()).isNull();
    }

    @Test
    @Behaviour("MPS-18")
    void recv_eachMessage_wakesOneSender() throws Exception {
        sender.trySend(0);
        List<Polled<Void>> waiting = new ArrayList<>();
        for (int message = 1; message <= 3; message++) {
            waiting.add(Polled.of(sender.send(message)).assertPending());
        }

        for (int served = 0; served < 3; served++) {
            assertThat(receiver.tryRecv()).isEqualTo(served);
            for (int at = 0; at < 3; at++) {
                assertThat(waiting.get(at).wakes()).isEqualTo(at <= served ? 1 : 0);
            }
            waiting.get(served).assertReady();
        }
    }

    @Test
    void trySend_whileSomebodyIsInLine_doesNotOvertake() throws Exception {
        sender.trySend(0);
        var reserved = Polled.of(sender.reserve()).assertPending();
        receiver.tryRecv();

        assertThat(sender.trySend(9)).isFalse();

        reserved.assertReady().send(1);
        assertThat(receiver.tryRecv()).isEqualTo(1);
    }

    @Test
    void reserveMany_atTheHead_holdsUpSmallOnesBehindIt() throws Exception {
        Mpsc.Channel<Integer> wide = Mpsc.bounded(3);
        var all = wide.sender().tryReserveMany(3);
        var large = Polled.of(wide.sender().reserveMany(2)).assertPending();
        var small = Polled.of(wide.sender().send(5)).assertPending();

        all.send(1);
        wide.receiver().tryRecv();
        assertThat(large.wakes() + small.wakes()).isZero();
        all.close();

        assertThat(List.of(large.wakes(), small.wakes())).containsExactly(1, 1);
    }

    @Test
    void drop_ofALargeRequestAtTheHead_servesTheSmallOnesBehindIt() throws Exception {
        Mpsc.Channel<Integer> wide = Mpsc.bounded(3);
        var all = wide.sender().tryReserveMany(3);
        var large = Polled.of(wide.sender().reserveMany(2)).assertPending();
        var small = Polled.of(wide.sender().send(5)).assertPending();
        all.send(1);
        wide.receiver().tryRecv();

        large.drop();

        assertThat(small.wakes()).isEqualTo(1);
        small.assertReady();
    }

    @Test
    @Behaviour({"MPS-26", "MPS-27", "FMP-16", "FMP-17", "FMP-18", "FMP-19"})
    void trySend_fullThenReceived_isPossibleAgain() {
        for (int round = 0; round < 100; round++) {
            assertThat(sender.trySend(round)).isTrue();
            assertThat(sender.trySend(-1)).isFalse();
            assertThat(receiver.tryRecv()).isEqualTo(round);
            assertThat(receiver.tryRecv()).isNull();
        }
    }

    @Test
    @Behaviour({"MPS-46"})
    void close_whileSendersWait_refusesThemAll() throws Exception {
        sender.trySend(0);
        var first = Polled.of(sender.send(1)).assertPending();
        var second = Polled.of(sender.send(2)).assertPending();

        receiver.close();

        assertThat(List.of(first.wakes(), second.wakes())).containsExactly(1, 1);
        assertThat(first.assertFails()).isInstanceOf(ClosedException.class);
        second.drop();
        assertThat(receiver.tryRecv()).isEqualTo(0);
        assertThat(Polled.of(receiver.recv()).assertReady()).isNull();
    }

    @Test
    @Behaviour({"MPS-53"})
    void close_afterRoomWasGranted_stillTakesTheMessage() throws Exception {
        sender.trySend(0);
        var granted = Polled.of(sender.send(1)).assertPending();
        receiver.tryRecv();
        receiver.close();
        var received = Polled.of(receiver.recv()).assertPending();

        granted.assertReady();

        assertThat(received.wakes()).isEqualTo(1);
        assertThat(received.assertReady()).isEqualTo(1);
        assertThat(received.assertReady()).isNull();
    }

    @Test
    @Behaviour("MPS-63")
    void capacity_followsReserveSendAndReceive() throws Exception {
        Mpsc.Channel<Integer> wide = Mpsc.bounded(5);
        assertThat(wide.sender().maxCapacity()).isEqualTo(5);
        assertThat(wide.receiver().maxCapacity()).isEqualTo(5);

        var permit = wide.sender().tryReserveMany(2);
        assertThat(wide.sender().capacity()).isEqualTo(3);
        wide.sender().trySend(1);
        permit.send(2);
        assertThat(wide.receiver().capacity()).isEqualTo(2);
        wide.receiver().tryRecv();
        assertThat(wide.sender().capacity()).isEqualTo(3);
        permit.close();
        assertThat(wide.sender().capacity()).isEqualTo(4);
        wide.receiver().tryRecv();
        assertThat(wide.sender().capacity()).isEqualTo(5);
    }

    @Test
    void capacity_whileSomebodyIsInLine_isNone() throws Exception {
        Mpsc.Channel<Integer> wide = Mpsc.bounded(2);
        wide.sender().trySend(1);
        Polled.of(wide.sender().reserveMany(2)).assertPending();

        assertThat(wide.sender().capacity()).isZero();
    }

    @Test
    @Behaviour({"FMP-20", "FMP-21"})
    void isSameChannel_copyAndStranger_tellsThemApart() {
        assertThat(sender.isSameChannel(sender.copy())).isTrue();
        assertThat(sender.isSameChannel(Mpsc.<Integer>bounded(1).sender())).isFalse();
    }

    @Test
    @Behaviour({"MPS-07", "t:sync_panic-07"})
    void bounded_zeroOrTooMuch_isRefused() {
        assertThatThrownBy(() -> Mpsc.bounded(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not for 0");
        assertThatThrownBy(() -> Mpsc.bounded(Mpsc.MAX_CAPACITY + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bounded_largest_hasSoMuchRoom() {
        Mpsc.Channel<Integer> widest = Mpsc.bounded(Mpsc.MAX_CAPACITY);
        widest.sender().trySend(1);

        assertThat(widest.sender().capacity()).isEqualTo(Mpsc.MAX_CAPACITY - 1);
        assertThat(widest.receiver().tryRecv()).isEqualTo(1);
    }

    @Test
    void send_null_isRefusedAtOnce() {
        assertThatThrownBy(() -> sender.send(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("message");
        assertThatThrownBy(() -> sender.trySend(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void send_polledAfterTheEnd_isRefused() throws Exception {
        var send = Polled.of(sender.send(1));
        send.assertReady();

        assertThat(send.assertFails()).isInstanceOf(IllegalStateException.class);
        send.drop();
        assertThat(receiver.size()).isEqualTo(1);
    }

    @Test
    void toString_tellsTheLoad() {
        sender.trySend(1);
        receiver.close();

        assertThat(sender).hasToString("sender of channel[1 of 1, closed]");
        assertThat(receiver).hasToString("receiver of channel[1 of 1, closed]");
        assertThat(receiver.recv()).hasToString("recv of channel[1 of 1, closed]");
        assertThat(sender.send(2)).hasToString("send to channel[1 of 1, closed]");
    }
}
