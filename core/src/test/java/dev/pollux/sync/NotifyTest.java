package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Polled;
import org.junit.jupiter.api.Test;

class NotifyTest {

    private final Notify notify = new Notify();

    private Polled<Void> waiting() throws Exception {
        return Polled.of(notify.notified()).assertPending();
    }

    private static void assertNotified(Polled<Void> waiter) throws Exception {
        assertThat(waiter.wakes()).isEqualTo(1);
        waiter.assertReady();
    }

    private static void assertStillWaits(Polled<Void> waiter) throws Exception {
        assertThat(waiter.wakes()).isZero();
        waiter.assertPending();
    }

    @Test
    @Behaviour({"NTF-01", "t:sync_notify_owned-01", "NTF-13", "t:sync_notify_owned-13"})
    void notifyOne_nobodyWaits_isKeptForTheNext() throws Exception {
        notify.notifyOne();
        notify.notifyOne();

        Polled.of(notify.notified()).assertReady();

        Polled.of(notify.notified()).assertPending();
    }

    @Test
    @Behaviour({"NTF-02", "t:sync_notify_owned-02", "NTF-05", "t:sync_notify_owned-05"})
    void notifyOne_twoWait_wakesTheFirst() throws Exception {
        var first = waiting();
        var second = waiting();

        notify.notifyOne();

        assertNotified(first);
        assertStillWaits(second);
    }

    @Test
    @Behaviour({"NTF-03", "t:sync_notify_owned-03"})
    void notifyLast_threeWait_wakesTheNewest() throws Exception {
        var first = waiting();
        var second = waiting();
        var third = waiting();

        notify.notifyLast();

        assertStillWaits(first);
        assertStillWaits(second);
        assertNotified(third);
    }

    @Test
    void notifyLast_nobodyWaits_isKeptForTheNext() throws Exception {
        notify.notifyLast();

        Polled.of(notify.notified()).assertReady();
    }

    @Test
    @Behaviour({"NTF-04", "t:sync_notify_owned-04", "LNT-01"})
    void notifyOne_oneWaits_wakesItAndKeepsNothing() throws Exception {
        var waiter = waiting();

        notify.notifyOne();

        assertNotified(waiter);
        Polled.of(notify.notified()).assertPending();
    }

    @Test
    @Behaviour({"NTF-06", "t:sync_notify_owned-06"})
    void notifyOne_kept_servesOneOfTwo() throws Exception {
        notify.notifyOne();
        Polled.of(notify.notified()).assertReady();
        var second = waiting();

        notify.notifyOne();

        assertNotified(second);
    }

    @Test
    @Behaviour({"NTF-07", "t:sync_notify_owned-07"})
    void drop_notNotified_swallowsNoLaterNotification() throws Exception {
        var first = waiting();
        var second = waiting();

        first.drop();
        notify.notifyOne();

        assertNotified(second);
    }

    @Test
    @Behaviour({"NTF-08", "t:sync_notify_owned-08"})
    void drop_notified_passesItOn() throws Exception {
        var first = waiting();
        var second = waiting();
        notify.notifyOne();

        first.drop();

        assertNotified(second);
    }

    @Test
    @Behaviour({"NTF-09", "t:sync_notify_owned-09"})
    void drop_notifiedAsTheFirst_passesItToTheFirst() throws Exception {
        var first = waiting();
        var second = waiting();
        var third = waiting();
        notify.notifyOne();

        first.drop();

        assertNotified(second);
        assertStillWaits(third);
    }

    @Test
    @Behaviour({"NTF-10", "t:sync_notify_owned-10"})
    void drop_notifiedAsTheLast_passesItToTheLast() throws Exception {
        var first = waiting();
        var second = waiting();
        var third = waiting();
        notify.notifyLast();

        third.drop();

        assertNotified(second);
        assertStillWaits(first);
    }

    @Test
    void drop_notifiedAndNobodyElseWaits_keepsIt() throws Exception {
        var only = waiting();
        notify.notifyOne();

        only.drop();
        only.drop();

        assertThat(notify).hasToString("Notify[notified]");
        Polled.of(notify.notified()).assertReady();
    }

    @Test
    @Behaviour({"NTF-12", "t:sync_notify_owned-12"})
    void drop_notifiedWithAll_leavesTheKeptOneAlone() throws Exception {
        var first = waiting();
        notify.notifyWaiters();
        notify.notifyOne();

        first.drop();

        Polled.of(notify.notified()).assertReady();
        Polled.of(notify.notified()).assertPending();
    }

    @Test
    @Behaviour({"NTF-14", "t:sync_notify_owned-14"})
    void enable_takesThePlaceWithoutAPoll() throws Exception {
        Notified first = notify.notified();
        Notified second = notify.notified();
        assertThat(first.enable()).isFalse();
        assertThat(second.enable()).isFalse();

        notify.notifyOne();

        assertThat(first.enable()).isTrue();
        Polled.of(first).assertReady();
        Polled.of(second).assertPending();
        assertThatThrownBy(first::enable).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Behaviour({"NTF-15", "t:sync_notify_owned-15"})
    void poll_afterEnable_bringsTheWaker() throws Exception {
        Notified future = notify.notified();
        assertThat(future.enable()).isFalse();
        var polled = Polled.of(future).assertPending();

        notify.notifyOne();

        assertNotified(polled);
    }

    @Test
    @Behaviour({"NTF-16", "t:sync_notify_owned-16"})
    void enable_afterAPoll_stillWaits() throws Exception {
        Notified future = notify.notified();
        var polled = Polled.of(future).assertPending();

        assertThat(future.enable()).isFalse();

        polled.assertPending();
    }

    @Test
    @Behaviour({"NTF-17", "t:sync_notify_owned-17"})
    void enable_takesTheKeptNotification() throws Exception {
        notify.notifyOne();
        Notified first = notify.notified();

        assertThat(first.enable()).isTrue();

        Notified second = notify.notified();
        assertThat(second.enable()).isFalse();
        Polled.of(second).assertPending();
        Polled.of(first).assertReady();
    }

    @Test
    void drop_enabledWithTheKeptNotification_keepsItAgain() throws Exception {
        notify.notifyOne();
        Notified first = notify.notified();
        first.enable();

        first.drop();

        Polled.of(notify.notified()).assertReady();
    }

    @Test
    @Behaviour({"NTF-18", "t:sync_notify_owned-18"})
    void poll_withANewWaker_replacesTheOldOne() throws Exception {
        Notified future = notify.notified();
        var earlier = Polled.of(future).assertPending();
        var later = Polled.of(future).assertPending();

        notify.notifyOne();

        assertThat(earlier.wakes()).isZero();
        assertNotified(later);
    }

    @Test
    @Behaviour("NTF-19")
    void notifyWaiters_neverPolled_completesItAndLeavesTheKeptOne() throws Exception {
        Notified early = notify.notified();
        notify.notifyWaiters();
        notify.notifyOne();

        Polled.of(early).assertReady();

        Polled.of(notify.notified()).assertReady();
    }

    @Test
    @Behaviour({"s:sync/notify-03", "LNT-02"})
    void notifyWaiters_wakesAllAndKeepsNothing() throws Exception {
        var first = waiting();
        var second = waiting();

        notify.notifyWaiters();

        assertNotified(first);
        assertNotified(second);
        waiting();
    }

    @Test
    @Behaviour("LNT-09")
    void notifyWaiters_reachesOnlyThoseOfItsTime() throws Exception {
        notify.notifyWaiters();
        var later = waiting();

        notify.notifyWaiters();

        assertNotified(later);
        assertThat(notify).hasToString("Notify[idle]");
    }

    @Test
    void notifyWaiters_enabledWithoutAWaker_isSeenByTheNextPoll() throws Exception {
        Notified future = notify.notified();
        future.enable();
        assertThat(notify).hasToString("Notify[awaited]");

        notify.notifyWaiters();

        assertThat(future.enable()).isTrue();
        Polled.of(future).assertReady();
    }

    @Test
    void drop_lastInLine_letsTheNextNotificationBeKept() throws Exception {
        waiting().drop();

        notify.notifyOne();

        Polled.of(notify.notified()).assertReady();
    }
}
