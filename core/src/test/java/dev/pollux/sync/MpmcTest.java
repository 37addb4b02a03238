package dev.pollux.sync;

import static dev.pollux.sync.Mpmcs.drain;
import static dev.pollux.sync.Mpmcs.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Polled;
import dev.pollux.stream.Stream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A channel with a buffer, for many senders and many receivers. */
class MpmcTest {

    private final Mpmc.Channel<Integer> channel = Mpmc.bounded(2);
    private final Mpmc.Sender<Integer> sender = channel.sender();
    private final Mpmc.Receiver<Integer> receiver = channel.receiver();

    private Polled<Integer> waiting() throws Exception {
        return Polled.of(receiver.recv()).assertPending();
    }

    @Test
    void recv_messagesThenTheEnd_inOrder() throws Exception {
        Polled.of(sender.send(1)).assertReady();
        Polled.of(sender.send(2)).assertReady();
        sender.close();

        assertThat(Polled.of(receiver.recv()).assertReady()).isEqualTo(1);
        assertThat(Polled.of(receiver.copy().recv()).assertReady()).isEqualTo(2);
        assertThat(Polled.of(receiver.recv()).assertReady()).isNull();
        assertThatThrownBy(receiver::tryRecv).isInstanceOf(ClosedException.class);
    }

    @Test
    void send_severalReceiversWait_eachGetsOneInTheOrderOfTheirWait() throws Exception {
        var first = waiting();
        var second = Polled.of(receiver.copy().recv()).assertPending();

        sender.trySend(1);
        assertThat(List.of(first.wakes(), second.wakes())).containsExactly(1, 0);
        sender.trySend(2);

        assertThat(second.assertReady()).isEqualTo(2);
        assertThat(first.assertReady()).isEqualTo(1);
    }

    @Test
    void tryRecv_messageThatIsInOthersHands_isNotStolen() throws Exception {
        var first = waiting();
        sender.trySend(1);

        assertThat(receiver.tryRecv()).isNull();

        assertThat(first.assertReady()).isEqualTo(1);
    }

    @Test
    void stream_yieldsTheMessagesOfItsReceiver_andClosesIt() throws Exception {
        Stream<Integer> stream = receiver.stream();
        sender.trySend(1);

        assertThat(Polled.of(stream.next()).assertReady()).isEqualTo(1);
        var next = Polled.of(stream.next()).assertPending();
        sender.trySend(2);
        sender.close();
        assertThat(next.assertReady()).isEqualTo(2);
        assertThat(Polled.of(stream.next()).assertReady()).isNull();
        assertThatThrownBy(receiver::recv).isInstanceOf(ReleasedException.class);
    }

    @Test
    void drop_ofAStreamWithAMessage_handsItToTheNextReceiver() throws Exception {
        Mpmc.Receiver<Integer> other = receiver.copy();
        Stream<Integer> stream = receiver.stream();
        Polled.of(stream.next()).assertPending();
        sender.trySend(1);

        stream.drop();

        assertThat(other.tryRecv()).isEqualTo(1);
        assertThatThrownBy(receiver::stream).isInstanceOf(ReleasedException.class);
    }

    @Test
    void drop_ofAReceiverWithAMessage_handsItToTheNext() throws Exception {
        var first = waiting();
        var second = waiting();
        sender.trySend(1);

        first.drop();
        first.drop();

        assertThat(second.wakes()).isEqualTo(1);
        assertThat(second.assertReady()).isEqualTo(1);
    }

    @Test
    void drop_ofAReceiverWithAMessage_putsItBackInFront() throws Exception {
        var first = waiting();
        sender.trySend(1);
        sender.trySend(2);
        sender.trySend(3);
        assertThat(sender.trySend(4)).isFalse();

        first.drop();

        assertThat(receiver.size()).isEqualTo(3);
        assertThat(sender.trySend(4)).isFalse();
        assertThat(receiver.tryRecv()).isEqualTo(1);
        assertThat(sender.trySend(4)).isFalse();
        assertThat(receiver.tryRecv()).isEqualTo(2);
        assertThat(sender.trySend(4)).isTrue();
        assertThat(receiver.tryRecv()).isEqualTo(3);
        assertThat(receiver.tryRecv()).isEqualTo(4);
    }

    @Test
    void drop_ofAReceiverInLine_leavesTheLineInOrder() throws Exception {
        var first = waiting();
        var second = waiting();
        var third = waiting();

        second.drop();
        sender.trySend(1);
        sender.trySend(2);

        assertThat(List.of(first.wakes(), second.wakes(), third.wakes())).containsExactly(1, 0, 1);
    }

    @Test
    void recv_droppedBeforeAnyPoll_takesNothing() {
        sender.trySend(1);

        receiver.recv().drop();

        assertThat(receiver.tryRecv()).isEqualTo(1);
    }

    @Test
    void recv_polledAgain_wakesTheLatestWakerOnly() throws Exception {
        var future = receiver.recv();
        var earlier = Polled.of(future).assertPending();
        var later = Polled.of(future).assertPending();

        sender.trySend(1);

        assertThat(List.of(earlier.wakes(), later.wakes())).containsExactly(0, 1);
    }

    @Test
    void recv_polledAfterTheEnd_isRefused() throws Exception {
        sender.trySend(1);
        var received = Polled.of(receiver.recv());
        received.assertReady();

        assertThat(received.assertFails()).isInstanceOf(IllegalStateException.class);
    }

    // ---------------------------------------------------------------- senders in line

    @Test
    void recv_full_wakesTheSenderWhoHasWaitedLongest() throws Exception {
        fill(sender);
        var first = Polled.of(sender.send(3)).assertPending();
        var second = Polled.of(sender.copy().send(4)).assertPending();

        receiver.tryRecv();

        assertThat(List.of(first.wakes(), second.wakes())).containsExactly(1, 0);
        assertThat(sender.trySend(9)).isFalse();
        first.assertReady();
        assertThat(drain(receiver)).containsExactly(2, 3);
        second.assertReady();
        assertThat(drain(receiver)).containsExactly(4);
    }

    @Test
    void drop_ofASenderWithRoom_sendsNothingAndPassesTheRoomOn() throws Exception {
        fill(sender);
        var first = Polled.of(sender.send(3)).assertPending();
        var second = Polled.of(sender.send(4)).assertPending();
        receiver.tryRecv();

        first.drop();

        assertThat(second.wakes()).isEqualTo(1);
        second.assertReady();
        assertThat(drain(receiver)).containsExactly(2, 4);
    }

    @Test
    void send_withRoomGrantedWhileAReceiverWaits_handsOverAndFreesTheRoom() throws Exception {
        fill(sender);
        var first = Polled.of(sender.send(3)).assertPending();
        var second = Polled.of(sender.send(4)).assertPending();
        var third = Polled.of(sender.send(5)).assertPending();
        assertThat(drain(receiver)).containsExactly(1, 2); // room for two, which have not sent yet
        var received = waiting();

        first.assertReady();

        assertThat(received.assertReady()).isEqualTo(3);
        assertThat(third.wakes()).isEqualTo(1);
        second.assertReady();
        third.assertReady();
        assertThat(drain(receiver)).containsExactly(4, 5);
    }

    // ---------------------------------------------------------------- misuse

    @Test
    void closedEnds_areRefused() {
        sender.copy();
        receiver.copy();
        sender.close();
        receiver.close();

        assertThatThrownBy(() -> sender.send(1)).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(() -> sender.trySend(1)).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(sender::copy).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(receiver::recv).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(receiver::tryRecv).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(receiver::copy).isInstanceOf(ReleasedException.class);
    }

    @Test
    void badArguments_areRefused() {
        assertThatThrownBy(() -> Mpmc.bounded(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rendezvous()");
        assertThatThrownBy(() -> sender.send(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("message");
        assertThatThrownBy(() -> sender.trySend(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void toString_tellsTheLoad() {
        fill(sender);
        receiver.closeChannel();

        assertThat(sender).hasToString("sender of channel[2 of 2, closed]");
        assertThat(receiver).hasToString("receiver of channel[2 of 2, closed]");
        assertThat(receiver.recv()).hasToString("recv of channel[2 of 2, closed]");
        assertThat(sender.send(1)).hasToString("send to channel[2 of 2, closed]");
        assertThat(sender.closed()).hasToString("closed of channel[2 of 2, closed]");
    }
}
