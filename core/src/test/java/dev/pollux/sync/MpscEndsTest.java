package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Polled;
import dev.pollux.stream.SizeHint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for all channels to one receiver, whether their senders wait or not. */
class MpscEndsTest {

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPS-01", "MPS-08", "MPS-25", "FMP-01", "FMP-07", "PSE-05", "LMP-01", "LMP-02"})
    void recv_messagesThenLastSenderClosed_inOrderThenTheEnd(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        ends.send(1, 2);
        ends.sender().close();

        assertThat(Polled.of(ends.receiver().recv()).assertReady()).isEqualTo(1);
        assertThat(Polled.of(ends.receiver().recv()).assertReady()).isEqualTo(2);
        assertThat(Polled.of(ends.receiver().recv()).assertReady()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPS-04", "MPS-14", "FMP-14", "FMP-15"})
    void recv_beforeTheMessage_isWokenOnceByIt(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        var received = Polled.of(ends.receiver().recv()).assertPending();

        ends.send(1, 2);

        assertThat(received.wakes()).isEqualTo(1);
        assertThat(received.assertReady()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void recv_polledByAnotherTask_wakesThatOne(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        var first = Polled.of(ends.receiver().recv()).assertPending();
        var second = Polled.of(ends.receiver().recv()).assertPending();

        ends.send(1);

        assertThat(first.wakes()).isZero();
        assertThat(second.wakes()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void recv_staleOneIsDropped_doesNotHurtWhoWaitsNow(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        var stale = Polled.of(ends.receiver().recv()).assertPending();
        var current = Polled.of(ends.receiver().recv()).assertPending();

        stale.drop();
        ends.send(1);

        assertThat(current.wakes()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void recv_polledAgainWithoutNeed_isWokenAllTheSame(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        var received = Polled.of(ends.receiver().recv()).assertPending().assertPending();

        ends.send(1);

        assertThat(received.wakes()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPS-03", "MPS-15"})
    void receiver_asStream_yieldsMessagesAndTheEnd(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        ends.send(1, 2);
        ends.sender().close();

        assertThat(Polled.of(ends.receiver().next()).assertReady()).isEqualTo(1);
        assertThat(Polled.of(ends.receiver().next()).assertReady()).isEqualTo(2);
        assertThat(Polled.of(ends.receiver().next()).assertReady()).isNull();
        assertThat(Polled.of(ends.receiver().next()).assertReady()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"st:mpsc_bounded_stream-03", "st:mpsc_unbounded_stream-03"})
    void receiver_asStream_knowsHowManyComeAtLeastAndWhenItIsOver(EitherMpsc kind) {
        var ends = kind.open();
        ends.send(1, 2);
        ends.sender().close();

        assertThat(ends.receiver().sizeHint()).isEqualTo(SizeHint.exactly(2));
        assertThat(ends.receiver().isTerminated()).isFalse();
        ends.receiver().tryRecv();
        ends.receiver().tryRecv();
        assertThat(ends.receiver().isTerminated()).isTrue();
        assertThat(ends.receiver().sizeHint().upper()).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({
        "st:mpsc_bounded_stream-01", "st:mpsc_bounded_stream-02", "st:mpsc_bounded_stream-04",
        "st:mpsc_unbounded_stream-01", "st:mpsc_unbounded_stream-02", "st:mpsc_unbounded_stream-04",
        "f:futures-channel/mpsc-size_hint-01", "f:futures-channel/mpsc-size_hint-02"
    })
    void receiver_asStream_hasABoundOnceItIsClosed(EitherMpsc kind) {
        var ends = kind.open();
        assertThat(ends.receiver().sizeHint()).isEqualTo(SizeHint.UNKNOWN);
        ends.send(1);
        assertThat(ends.receiver().sizeHint()).isEqualTo(SizeHint.atLeast(1));

        ends.receiver().close();

        assertThat(ends.receiver().sizeHint()).isEqualTo(SizeHint.exactly(1));
        ends.receiver().tryRecv();
        assertThat(ends.receiver().sizeHint()).isEqualTo(SizeHint.NONE);
        var empty = kind.open();
        empty.receiver().close();
        assertThat(empty.receiver().sizeHint()).isEqualTo(SizeHint.NONE);
    }

    @Test
    @Behaviour({"st:mpsc_bounded_stream-05", "st:mpsc_bounded_stream-06"})
    void receiver_asStreamClosedWithRoomHeld_countsWhatMayStillCome() {
        var channel = Mpsc.<Integer>bounded(4);
        var used = channel.sender().tryReserve();
        var unused = channel.sender().tryReserve();
        channel.receiver().close();
        assertThat(channel.receiver().sizeHint()).isEqualTo(SizeHint.between(0, 2));

        used.send(1);
        assertThat(channel.receiver().sizeHint()).isEqualTo(SizeHint.between(1, 2));
        unused.close();
        assertThat(channel.receiver().sizeHint()).isEqualTo(SizeHint.exactly(1));
        channel.receiver().tryRecv();

        assertThat(channel.receiver().sizeHint()).isEqualTo(SizeHint.NONE);
    }

    // ---------------------------------------------------------------- closing

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPS-19", "FMP-06"})
    void close_whileReceiverWaits_wakesItForTheEnd(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        var received = Polled.of(ends.receiver().recv()).assertPending();

        ends.receiver().close();

        assertThat(received.wakes()).isEqualTo(1);
        assertThat(received.assertReady()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"LMP-06", "LMP-07", "FMC-02", "PSE-06"})
    void close_ofOneSenderOfThree_leavesTheChannelOpen(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        var second = ends.sender().copy();
        var third = ends.sender().copy();
        var received = Polled.of(ends.receiver().recv()).assertPending();

        ends.sender().close();
        second.close();
        second.close();

        assertThat(received.wakes()).isZero();
        received.assertPending();
        third.close();
        assertThat(received.wakes()).isEqualTo(1);
        assertThat(received.assertReady()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPS-46", "MPS-47", "MPS-48", "MPW-03", "MPW-12", "FMC-01", "FMC-04"})
    void drop_ofReceiver_closesAndForgetsMessages(EitherMpsc kind) {
        var ends = kind.open();
        ends.send(1, 2);

        ends.receiver().drop();

        assertThat(ends.sender().isClosed()).isTrue();
        assertThat(ends.receiver().size()).isZero();
        assertThatThrownBy(() -> ends.send(3))
                .isInstanceOf(ClosedException.class)
                .hasMessageContaining("nobody will receive");
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"LMP-03", "LMP-04", "LMP-05", "PSE-12"})
    void closed_receiverGoes_wakesAllSenders(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        var other = ends.sender().copy();
        var first = Polled.of(ends.sender().closed()).assertPending();
        var second = Polled.of(other.closed()).assertPending();
        var third = Polled.of(other.closed()).assertPending();

        third.drop();
        ends.send(1);
        ends.receiver().close();

        assertThat(List.of(first.wakes(), second.wakes(), third.wakes())).containsExactly(1, 1, 0);
        first.assertReady();
        second.assertReady();
        Polled.of(other.closed()).assertReady();
    }

    @ParameterizedTest
    @EnumSource
    void closedSender_isRefused(EitherMpsc kind) {
        var ends = kind.open();
        var other = ends.sender().copy();
        ends.sender().close();

        assertThatThrownBy(() -> ends.send(1)).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(ends.sender()::copy).isInstanceOf(ReleasedException.class);
        assertThat(other.isClosed()).isFalse();
    }
}
