package dev.pollux.sync;

import static dev.pollux.sync.Mpmcs.drain;
import static dev.pollux.sync.Mpmcs.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Polled;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of a channel for many senders and many receivers. */
class MpmcEndsTest {

    private final Mpmc.Channel<Integer> channel = Mpmc.bounded(2);
    private final Mpmc.Sender<Integer> sender = channel.sender();
    private final Mpmc.Receiver<Integer> receiver = channel.receiver();

    private Polled<Integer> waiting() throws Exception {
        return Polled.of(receiver.recv()).assertPending();
    }

    @Test
    void closeChannel_refusesSendersAndLeavesMessages() throws Exception {
        fill(sender);
        var refused = Polled.of(sender.send(3)).assertPending();
        var closed = Polled.of(sender.closed()).assertPending();

        receiver.closeChannel();

        assertThat(List.of(refused.wakes(), closed.wakes())).containsExactly(1, 1);
        assertThat(refused.assertFails()).isInstanceOf(ClosedException.class);
        closed.assertReady();
        assertThatThrownBy(() -> sender.trySend(4)).isInstanceOf(ClosedException.class);
        assertThat(Polled.of(sender.send(4)).assertFails()).isInstanceOf(ClosedException.class);
        assertThat(receiver.tryRecv()).isEqualTo(1);
        assertThat(receiver.tryRecv()).isEqualTo(2);
        assertThat(Polled.of(receiver.recv()).assertReady()).isNull();
    }

    @Test
    void close_ofTheLastSender_wakesAllReceivers() throws Exception {
        var first = waiting();
        var second = waiting();
        var other = sender.copy();

        sender.close();
        sender.close();
        assertThat(first.wakes() + second.wakes()).isZero();
        other.close();

        assertThat(first.assertReady()).isNull();
        assertThat(second.assertReady()).isNull();
        assertThat(List.of(first.wakes(), second.wakes())).containsExactly(1, 1);
    }

    @Test
    void close_ofTheLastReceiver_closesTheChannelAndForgetsMessages() {
        var other = receiver.copy();
        fill(sender);

        receiver.close();
        receiver.close();
        assertThat(sender.isClosed()).isFalse();
        other.close();

        assertThat(sender.isClosed()).isTrue();
        assertThat(other.size()).isZero();
    }

    @Test
    void close_whileRoomIsGranted_isNoEndForReceivers() throws Exception {
        fill(sender);
        var granted = Polled.of(sender.send(3)).assertPending();
        var dropped = Polled.of(sender.send(4)).assertPending();
        drain(receiver);
        receiver.closeChannel();
        var first = waiting();
        var second = waiting();

        granted.assertReady();
        assertThat(first.assertReady()).isEqualTo(3);
        assertThat(second.wakes()).isZero();
        dropped.drop();

        assertThat(second.wakes()).isEqualTo(1);
        assertThat(second.assertReady()).isNull();
    }

    @Test
    void close_whileAMessageIsInHands_isNoEndForOthers() throws Exception {
        var first = waiting();
        sender.trySend(1);
        sender.close();
        var second = waiting();

        first.drop();

        assertThat(second.assertReady()).isEqualTo(1);
        assertThat(Polled.of(receiver.recv()).assertReady()).isNull();
    }

    @Test
    void close_whileAMessageIsInHands_endsOnceItWasTaken() throws Exception {
        var first = waiting();
        sender.trySend(1);
        sender.close();
        var second = waiting();

        first.assertReady();

        assertThat(second.wakes()).isEqualTo(1);
        assertThat(second.assertReady()).isNull();
    }
}
