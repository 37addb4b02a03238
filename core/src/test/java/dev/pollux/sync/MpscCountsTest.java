package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Behaviour;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a channel tells of itself. */
class MpscCountsTest {

    private static void close(EitherMpsc.Ends ends, int order) {
        if (order == 0) {
            ends.receiver().close();
        }
        ends.sender().close();
        if (order == 2) {
            ends.receiver().close();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPS-64", "MPS-69", "MPS-85", "MPS-89"})
    void isClosed_afterCloseWithMessages_isTrue(EitherMpsc kind) {
        var ends = kind.open();
        ends.send(1);
        ends.receiver().close();

        assertThat(ends.receiver().isClosed()).isTrue();
        assertThat(ends.receiver().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPS-65", "MPS-68", "MPS-86", "MPS-88"})
    void isClosed_whenAllSendersAreGone_isTrue(EitherMpsc kind) {
        var ends = kind.open();
        var other = ends.sender().copy();
        ends.send(1);
        ends.sender().close();
        assertThat(ends.receiver().isClosed()).isFalse();

        other.close();

        assertThat(ends.receiver().isClosed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPS-66", "MPS-67", "MPS-87"})
    void isClosed_whileThereIsASender_isFalseHoweverFull(EitherMpsc kind) {
        var ends = kind.open(2);
        assertThat(ends.receiver().isClosed()).isFalse();

        ends.send(1, 2);

        assertThat(ends.receiver().isClosed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({
        "MPS-71", "MPS-72", "MPS-73", "MPS-74", "MPS-75", "MPS-76", "MPS-90", "MPS-91", "MPS-92", "MPS-93", "MPS-94",
        "LMP-09", "LMP-10", "LMP-11"
    })
    void isEmpty_followsSendsAndReceives(EitherMpsc kind) {
        var ends = kind.open(2);
        var receiver = ends.receiver();
        assertThat(receiver.isEmpty()).isTrue();

        ends.send(1);
        assertThat(receiver.isEmpty()).isFalse();
        ends.send(2);
        assertThat(receiver.isEmpty()).isFalse();
        receiver.tryRecv();
        assertThat(receiver.isEmpty()).isFalse();
        receiver.tryRecv();
        assertThat(receiver.isEmpty()).isTrue();
        ends.sender().close();
        assertThat(receiver.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("MPS-103")
    void isEmpty_atTheEdgeOfABlock_isRight(EitherMpsc kind) {
        var ends = kind.open(33);
        for (int message = 0; message < 33; message++) {
            ends.send(message);
        }
        for (int message = 0; message < 33; message++) {
            assertThat(ends.receiver().isEmpty()).isFalse();
            assertThat(ends.receiver().tryRecv()).isEqualTo(message);
        }
        assertThat(ends.receiver().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({
        "MPS-77", "MPS-78", "MPS-79", "MPS-80", "MPS-81", "MPS-82", "MPS-83", "MPS-84", "MPS-95", "MPS-96", "MPS-97",
        "MPS-98", "MPS-99", "MPS-100", "MPS-101", "MPS-102", "FMP-25", "LMP-12", "LMP-13", "LMP-14", "LMP-15"
    })
    void size_countsWhatIsThere_closedOrNot(EitherMpsc kind) {
        for (int count : new int[] {0, 1, 32, 33}) {
            for (int order = 0; order < 3; order++) {
                var ends = kind.open(40);
                for (int message = 0; message < count; message++) {
                    ends.send(message);
                }
                assertThat(ends.receiver().size()).isEqualTo(count);

                close(ends, order);
                for (int left = count; left > 0; left--) {
                    assertThat(ends.receiver().size()).isEqualTo(left);
                    ends.receiver().tryRecv();
                }
                assertThat(ends.receiver().size()).isZero();
            }
        }
    }
}
