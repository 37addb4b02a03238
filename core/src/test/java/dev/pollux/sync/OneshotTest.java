package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Poll;
import dev.pollux.future.Polled;
import dev.pollux.sync.Oneshot.Receiver;
import dev.pollux.sync.Oneshot.Sender;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OneshotTest {

    private final Oneshot<Integer> channel = Oneshot.channel();
    private final Sender<Integer> sender = channel.sender();
    private final Receiver<Integer> receiver = channel.receiver();
    private final Polled<Integer> polled = Polled.of(receiver);

    @Test
    @Behaviour({"ONE-01", "ONE-02", "FOS-01", "f:oneshot-02"})
    void send_awaited_wakesTheReceiver() throws Exception {
        polled.assertPending();

        assertThat(sender.send(1)).isTrue();

        assertThat(polled.wakes()).isEqualTo(1);
        assertThat(polled.assertReady()).isEqualTo(1);
        assertThat(polled.assertFails()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Behaviour({"f:oneshot-01", "f:oneshot-03"})
    void send_beforeTheFirstPoll_isThere() throws Exception {
        sender.send(1);
        sender.close();

        assertThat(polled.assertReady()).isEqualTo(1);
    }

    @Test
    void send_null_isAValue() throws Exception {
        sender.send(null);

        assertThat(receiver.isEmpty()).isFalse();
        assertThat(polled.assertReady()).isNull();
    }

    @Test
    void send_twiceOrAfterClose_isMisuse() {
        sender.send(1);
        assertThatThrownBy(() -> sender.send(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has sent");
        var other = Oneshot.<Integer>channel();
        other.sender().close();
        assertThatThrownBy(() -> other.sender().send(2)).isInstanceOf(IllegalStateException.class);
        assertThat(receiver.tryRecv()).isEqualTo(Poll.ready(1));
    }

    @Test
    @Behaviour({"ONE-03", "f:oneshot-04", "f:oneshot-05"})
    void closeOfTheSender_failsTheReceiver() throws Exception {
        polled.assertPending();

        sender.close();
        sender.close();

        assertThat(polled.wakes()).isEqualTo(1);
        assertThat(polled.assertFails()).isInstanceOf(ClosedException.class).hasMessageContaining("sender was closed");
    }

    @Test
    @Behaviour({"ONE-04", "ONE-05", "FOS-02", "FOS-05", "FOS-06", "FOS-07", "FOS-08", "f:oneshot-06"})
    void dropOfTheReceiver_resolvesClosedAndRefusesTheValue() throws Exception {
        var closed = Polled.of(sender.closed()).assertPending();
        polled.assertPending();
        assertThat(sender.isClosed()).isFalse();

        polled.drop();

        assertThat(closed.wakes()).isEqualTo(1);
        closed.assertReady();
        assertThat(sender.isClosed()).isTrue();
        assertThat(sender.send(1)).isFalse();
        assertThat(polled.wakes()).isZero();
        assertThat(polled.assertFails()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closed_isReadyOnceNothingIsLeftToBeSent() throws Exception {
        var early = Polled.of(sender.closed()).assertPending();

        sender.send(1);

        early.assertReady();
        Polled.of(sender.closed()).assertReady();
    }

    @Test
    @Behaviour("FOS-04")
    void closed_droppedByItsTask_isNotWoken() throws Exception {
        var closed = Polled.of(sender.closed()).assertPending();
        closed.drop();

        receiver.close();

        assertThat(closed.wakes()).isZero();
    }

    @Test
    @Behaviour("ONE-06")
    void closeOfTheReceiver_beforeASend_failsThePoll() {
        receiver.close();

        assertThat(sender.send(1)).isFalse();
        assertThat(polled.assertFails())
                .isInstanceOf(ClosedException.class)
                .hasMessageContaining("receiver was closed");
    }

    @Test
    @Behaviour("ONE-06")
    void closeOfTheReceiver_afterASend_leavesTheValue() throws Exception {
        sender.send(1);

        receiver.close();

        assertThat(polled.assertReady()).isEqualTo(1);
    }

    @Test
    void closeOfTheReceiver_whileItIsAwaited_wakesIt() throws Exception {
        polled.assertPending();

        receiver.close();

        assertThat(polled.wakes()).isEqualTo(1);
        assertThat(polled.assertFails()).isInstanceOf(ClosedException.class);
    }

    @Test
    @Behaviour("ONE-07")
    void tryRecv_closed_fails() {
        receiver.close();
        assertThatThrownBy(receiver::tryRecv).isInstanceOf(ClosedException.class);
        var sent = Oneshot.<Integer>channel();
        sent.sender().send(1);
        sent.receiver().close();

        assertThat(sent.receiver().tryRecv()).isEqualTo(Poll.ready(1));
    }

    @Test
    @Behaviour("ONE-08")
    void poll_afterTryRecvTookTheValue_isMisuse() {
        sender.send(1);
        receiver.close();
        assertThat(receiver.tryRecv()).isEqualTo(Poll.ready(1));

        assertThat(polled.assertFails()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Behaviour("ONE-09")
    void close_afterTheValueWasReceived_isHarmless() throws Exception {
        sender.send(1);
        polled.assertReady();

        receiver.close();
        receiver.drop();
        sender.close();

        assertThat(receiver).hasToString("Oneshot.Receiver[sent]");
    }

    @Test
    @Behaviour({"ONE-10", "ONE-11"})
    void tryRecv_afterTheValueWasReceived_isClosed() throws Exception {
        assertThat(receiver.tryRecv()).isEqualTo(Poll.pending());
        sender.send(1);
        polled.assertReady();

        assertThatThrownBy(receiver::tryRecv).isInstanceOf(ClosedException.class);
    }

    @Test
    @Behaviour("ONE-13")
    void poll_byAnotherTask_wakesTheLatestOnly() throws Exception {
        var later = Polled.of(receiver);
        polled.assertPending();
        later.assertPending();

        sender.send(1);

        assertThat(polled.wakes()).isZero();
        assertThat(later.wakes()).isEqualTo(1);
        later.assertReady();
    }

    @Test
    @Behaviour("ONE-14")
    void closed_polledByAnotherTask_wakesTheLatestOnly() throws Exception {
        var future = sender.closed();
        var earlier = Polled.of(future).assertPending();
        var later = Polled.of(future).assertPending();

        receiver.close();

        assertThat(earlier.wakes()).isZero();
        assertThat(later.wakes()).isEqualTo(1);
    }

    @Test
    @Behaviour({"ONE-15", "ONE-19"})
    void state_sendAndReceive() throws Exception {
        assertThat(receiver.isTerminated()).isFalse();
        assertThat(receiver.isEmpty()).isTrue();
        sender.send(1);
        assertThat(receiver.isTerminated()).isFalse();
        assertThat(receiver.isEmpty()).isFalse();

        polled.assertReady();

        assertThat(receiver.isTerminated()).isTrue();
        assertThat(receiver.isEmpty()).isTrue();
    }

    @Test
    @Behaviour({"ONE-16", "ONE-20"})
    void state_tryRecv() {
        receiver.tryRecv();
        assertThat(receiver.isTerminated()).isFalse();
        sender.send(1);

        receiver.tryRecv();

        assertThat(receiver.isTerminated()).isTrue();
        assertThat(receiver.isEmpty()).isTrue();
    }

    @Test
    @Behaviour({"ONE-17", "ONE-21"})
    void state_senderClosed() {
        sender.close();
        assertThat(receiver.isTerminated()).isFalse();
        assertThat(receiver.isEmpty()).isTrue();

        polled.assertFails();

        assertThat(receiver.isTerminated()).isTrue();
        assertThat(receiver.isEmpty()).isTrue();
    }

    @Test
    @Behaviour({"ONE-18", "ONE-22"})
    void state_receiverClosed() {
        receiver.close();
        assertThat(receiver.isTerminated()).isFalse();
        assertThat(receiver.isEmpty()).isTrue();

        polled.assertFails();

        assertThat(receiver.isTerminated()).isTrue();
    }

    @Test
    @Behaviour("f:oneshot-07")
    void toString_tellsTheState() throws Exception {
        assertThat(sender).hasToString("Oneshot.Sender[open]");
        polled.assertPending();
        assertThat(receiver).hasToString("Oneshot.Receiver[awaited]");
        receiver.close();
        assertThat(receiver).hasToString("Oneshot.Receiver[closed]");
    }

    @Test
    @Timeout(60)
    void blockingRecv_waitsForTheValue() throws Exception {
        var sending = CompletableFuture.runAsync(() -> sender.send(1));

        assertThat(receiver.blockingRecv()).isEqualTo(1);

        sending.get();
    }
}
