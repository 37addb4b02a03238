package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Polled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** To take several messages, or one without waiting. */
class MpscRecvTest {

    // ---------------------------------------------------------------- recvMany

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPS-05", "MPS-09", "MPS-10", "MPS-11"})
    void recvMany_moreThanTheLimit_addsSoManyToWhatIsThere(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        ends.send(1, 2, 3);
        List<Integer> buffer = new ArrayList<>(List.of(0));

        assertThat(Polled.of(ends.receiver().recvMany(buffer, 2)).assertReady()).isEqualTo(2);

        assertThat(buffer).containsExactly(0, 1, 2);
        assertThat(ends.receiver().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void recvMany_lessThanTheLimit_takesWhatIsThere(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        List<Integer> buffer = new ArrayList<>();
        var received = Polled.of(ends.receiver().recvMany(buffer, 9)).assertPending();

        ends.send(1, 2);

        assertThat(received.wakes()).isEqualTo(1);
        assertThat(received.assertReady()).isEqualTo(2);
        assertThat(received.assertFails()).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPS-09", "MPS-10"})
    void recvMany_limitZero_isReadyWithNothing(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        ends.send(1);

        assertThat(Polled.of(ends.receiver().recvMany(new ArrayList<>(), 0)).assertReady())
                .isZero();
        assertThat(ends.receiver().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPS-12", "MPS-13"})
    void recvMany_closedAndEmpty_leavesTheBufferAlone(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        List<Integer> buffer = new ArrayList<>(List.of(7));
        ends.receiver().close();

        assertThat(Polled.of(ends.receiver().recvMany(buffer, 5)).assertReady()).isZero();
        assertThat(buffer).containsExactly(7);
    }

    @ParameterizedTest
    @EnumSource
    void recvMany_dropped_leavesTheMessages(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        List<Integer> buffer = new ArrayList<>();
        var received = Polled.of(ends.receiver().recvMany(buffer, 5)).assertPending();
        ends.send(1);

        received.drop();

        assertThat(buffer).isEmpty();
        assertThat(ends.receiver().tryRecv()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void recvMany_badArguments_areRefused(EitherMpsc kind) {
        var receiver = kind.open().receiver();

        assertThatThrownBy(() -> receiver.recvMany(new ArrayList<>(), -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> receiver.recvMany(null, 1))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("buffer");
    }

    // ---------------------------------------------------------------- tryRecv

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPS-55", "MPS-56", "FMC-08", "FMC-09"})
    void tryRecv_emptyThenMessageThenEnded_tellsAllThree(EitherMpsc kind) {
        var ends = kind.open();
        var receiver = ends.receiver();

        assertThat(receiver.tryRecv()).isNull();
        ends.send(1);
        ends.sender().close();
        assertThat(receiver.tryRecv()).isEqualTo(1);
        assertThatThrownBy(receiver::tryRecv).isInstanceOf(ClosedException.class);
        assertThatThrownBy(receiver::tryRecv).isInstanceOf(ClosedException.class);
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPS-57", "MPS-59", "MPS-60"})
    void tryRecv_afterClose_yieldsTheRestAndThenTheEnd(EitherMpsc kind) {
        var ends = kind.open();
        ends.send(1);
        ends.receiver().close();

        assertThat(ends.receiver().tryRecv()).isEqualTo(1);
        assertThatThrownBy(ends.receiver()::tryRecv).isInstanceOf(ClosedException.class);
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"FMC-06", "FMC-07"})
    void recv_afterTheEnd_isTheEndAgain(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        ends.sender().close();

        assertThat(Polled.of(ends.receiver().recv()).assertReady()).isNull();
        assertThat(Polled.of(ends.receiver().recv()).assertReady()).isNull();
    }
}
