package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Polled;
import org.junit.jupiter.api.Test;

/** A channel without a buffer. */
class RendezvousTest {

    private final Mpmc.Channel<Integer> channel = Mpmc.rendezvous();
    private final Mpmc.Sender<Integer> sender = channel.sender();
    private final Mpmc.Receiver<Integer> receiver = channel.receiver();

    @Test
    void send_nobodyReceives_waitsUntilSomebodyDoes() throws Exception {
        var first = Polled.of(sender.send(1)).assertPending();
        var second = Polled.of(sender.send(2)).assertPending();
        assertThat(receiver.size()).isZero();

        assertThat(Polled.of(receiver.recv()).assertReady()).isEqualTo(1);

        assertThat(first.wakes()).isEqualTo(1);
        first.assertReady();
        assertThat(second.wakes()).isZero();
        second.assertPending();
        assertThat(receiver.tryRecv()).isEqualTo(2);
        second.assertReady();
        assertThat(receiver.tryRecv()).isNull();
    }

    @Test
    void send_somebodyReceives_isReadyAtOnce() throws Exception {
        var received = Polled.of(receiver.recv()).assertPending();

        Polled.of(sender.send(1)).assertReady();

        assertThat(received.wakes()).isEqualTo(1);
        assertThat(received.assertReady()).isEqualTo(1);
    }

    @Test
    void trySend_onlyIfSomebodyReceives() throws Exception {
        assertThat(sender.trySend(1)).isFalse();
        var received = Polled.of(receiver.recv()).assertPending();

        assertThat(sender.trySend(2)).isTrue();
        assertThat(sender.trySend(3)).isFalse();

        assertThat(received.assertReady()).isEqualTo(2);
    }

    @Test
    void drop_ofAWaitingSender_sendsNothing() throws Exception {
        var dropped = Polled.of(sender.send(1)).assertPending();
        var next = Polled.of(sender.send(2)).assertPending();

        dropped.drop();

        assertThat(receiver.tryRecv()).isEqualTo(2);
        assertThat(dropped.wakes()).isZero();
        next.assertReady();
    }

    @Test
    void drop_ofASenderWhoseMessageWasTaken_changesNothing() throws Exception {
        var dropped = Polled.of(sender.send(1)).assertPending();
        assertThat(receiver.tryRecv()).isEqualTo(1);

        dropped.drop();

        assertThat(sender.trySend(2)).isFalse();
        assertThat(receiver.tryRecv()).isNull();
    }

    @Test
    void drop_ofAReceiverWithAMessage_keepsItForTheNext() throws Exception {
        var dropped = Polled.of(receiver.recv()).assertPending();
        sender.trySend(1);
        var waiting = Polled.of(sender.send(2)).assertPending();

        dropped.drop();

        assertThat(Polled.of(receiver.recv()).assertReady()).isEqualTo(1);
        assertThat(receiver.tryRecv()).isEqualTo(2);
        waiting.assertReady();
    }

    @Test
    void close_refusesSendersAndEndsReceivers() throws Exception {
        var refused = Polled.of(sender.send(1)).assertPending();

        receiver.closeChannel();

        assertThat(refused.assertFails()).isInstanceOf(ClosedException.class);
        assertThat(Polled.of(receiver.recv()).assertReady()).isNull();
    }

    @Test
    void close_ofTheLastSender_endsReceiversWhoWait() throws Exception {
        var received = Polled.of(receiver.recv()).assertPending();

        sender.close();

        assertThat(received.wakes()).isEqualTo(1);
        assertThat(received.assertReady()).isNull();
    }
}
