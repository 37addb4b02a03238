package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Polled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Senders that do not keep their channel open. */
class MpscWeakTest {

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPW-01", "MPW-04", "MPW-10", "MPW-13"})
    void upgrade_whileThereIsASender_makesOneThatKeepsTheChannelOpen(EitherMpsc kind) {
        var ends = kind.open();
        var weak = ends.sender().downgrade();

        var upgraded = weak.upgrade();
        ends.sender().close();

        assertThat(ends.receiver().isClosed()).isFalse();
        EitherMpsc.Ends.sendThrough(upgraded, 1);
        assertThat(ends.receiver().tryRecv()).isEqualTo(1);
        upgraded.close();
        assertThat(ends.receiver().isClosed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPW-05", "MPW-14", "MPW-17", "MPW-18"})
    void upgrade_withoutASender_isRefused(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        var weak = ends.sender().downgrade();
        var received = Polled.of(ends.receiver().recv()).assertPending();

        ends.sender().close();

        assertThat(weak.upgrade()).isNull();
        assertThat(received.wakes()).isEqualTo(1);
        assertThat(received.assertReady()).isNull();
        assertThat(ends.receiver().isClosed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPW-06", "MPW-15"})
    void upgrade_ofTheLastThatWasClosed_isRefused(EitherMpsc kind) {
        var ends = kind.open();
        var weak = ends.sender().downgrade();
        var upgraded = weak.upgrade();
        ends.sender().close();
        upgraded.close();

        assertThat(weak.upgrade()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({"MPW-02", "MPW-11"})
    void upgrade_byAnActorThatSendsToItself_endsWithItsClients(EitherMpsc kind) throws Exception {
        var ends = kind.open();
        var self = ends.sender().downgrade();
        ends.send(3);

        int handled = 0;
        boolean hasClients = true;
        var received = Polled.of(ends.receiver().recv());
        for (Integer message = received.assertReady(); message != null; message = received.assertReady()) {
            handled++;
            if (message > 0) {
                try (var sender = self.upgrade()) {
                    EitherMpsc.Ends.sendThrough(sender, message - 1);
                }
            }
            if (hasClients && message == 0) {
                ends.sender().close();
                hasClients = false;
            }
        }

        assertThat(handled).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour({
        "MPW-09", "MPW-16", "MPW-19", "MPW-20", "MPW-21", "MPW-22", "MPW-23", "MPW-24", "MPW-25", "MPW-26", "MPW-27",
        "MPW-28"
    })
    void counts_followCopyDowngradeUpgradeAndClose(EitherMpsc kind) {
        var ends = kind.open();
        assertCounts(ends, 1, 0);

        var copy = ends.sender().copy();
        assertCounts(ends, 2, 0);
        var weak = ends.sender().downgrade();
        assertCounts(ends, 2, 1);
        var weakCopy = weak.copy();
        assertCounts(ends, 2, 2);
        var upgraded = weak.upgrade();
        assertCounts(ends, 3, 2);
        weak.close();
        weak.close();
        assertCounts(ends, 3, 1);
        copy.close();
        upgraded.close();
        ends.sender().close();
        weakCopy.close();
        assertCounts(ends, 0, 0);
    }

    private static void assertCounts(EitherMpsc.Ends ends, int strong, int weak) {
        assertThat(ends.sender().strongCount()).isEqualTo(strong);
        assertThat(ends.sender().weakCount()).isEqualTo(weak);
        assertThat(ends.receiver().strongCount()).isEqualTo(strong);
        assertThat(ends.receiver().weakCount()).isEqualTo(weak);
    }

    @Test
    @Behaviour({"MPW-07", "MPW-08"})
    void upgrade_whileSomebodyHoldsRoom_works() {
        Mpsc.Channel<Integer> channel = Mpsc.bounded(2);
        var weak = channel.sender().downgrade();
        var permit = channel.sender().tryReserve();
        channel.sender().close();

        var upgraded = weak.upgrade();

        assertThat(upgraded).isNotNull();
        permit.close();
        assertThat(channel.receiver().isClosed()).isFalse();
        upgraded.close();
        assertThat(channel.receiver().isClosed()).isTrue();
        assertThat(weak.upgrade()).isNull();
    }

    @Test
    void closedWeakSender_isRefused() {
        var weak = Mpsc.bounded(1).sender().downgrade();
        weak.close();

        assertThatThrownBy(weak::upgrade).isInstanceOf(ReleasedException.class);
        assertThatThrownBy(weak::copy).isInstanceOf(ReleasedException.class);
    }
}
