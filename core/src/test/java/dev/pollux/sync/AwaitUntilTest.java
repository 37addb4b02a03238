package dev.pollux.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Future;
import dev.pollux.future.Polled;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Waits for a condition, by notifications to look again. */
class AwaitUntilTest {

    private final Notify notify = new Notify();

    private Polled<Void> waiting() throws Exception {
        return Polled.of(notify.notified()).assertPending();
    }

    private static void assertNotified(Polled<Void> waiter) throws Exception {
        assertThat(waiter.wakes()).isEqualTo(1);
        waiter.assertReady();
    }

    private final AtomicBoolean condition = new AtomicBoolean();

    @Test
    void awaitUntil_alreadyTrue_isReadyAndTakesNoNotification() throws Exception {
        notify.notifyOne();
        condition.set(true);

        Polled.of(notify.awaitUntil(condition::get)).assertReady();

        assertThat(notify).hasToString("Notify[notified]");
    }

    @Test
    void awaitUntil_notified_looksAgain() throws Exception {
        var waiter = Polled.of(notify.awaitUntil(condition::get)).assertPending();
        notify.notifyWaiters();
        assertThat(waiter.wakes()).isEqualTo(1);
        waiter.assertPending();
        condition.set(true);

        notify.notifyOne();

        assertThat(waiter.wakes()).isEqualTo(2);
        waiter.assertReady();
        assertThat(notify).hasToString("Notify[idle]");
    }

    @Test
    void awaitUntil_trueBetweenTheLooks_isNotMissed() throws Exception {
        var looks = new ArrayList<Boolean>();
        Future<Void> future = notify.awaitUntil(() -> {
            looks.add(condition.getAndSet(true)); // true by the time of the second look, with no notification
            return looks.get(looks.size() - 1);
        });

        Polled.of(future).assertReady();

        assertThat(looks).containsExactly(false, true);
        assertThat(notify).hasToString("Notify[idle]");
    }

    @Test
    void awaitUntil_dropped_passesANotificationOn() throws Exception {
        var dropped = Polled.of(notify.awaitUntil(condition::get)).assertPending();
        var other = waiting();
        notify.notifyOne();

        dropped.drop();

        assertNotified(other);
    }

    @Test
    void awaitUntil_conditionThrows_failsAndLeavesTheLine() throws Exception {
        var failure = new IllegalStateException("planned");
        Future<Void> future = notify.awaitUntil(() -> {
            if (condition.get()) {
                throw failure;
            }
            return false;
        });
        var waiter = Polled.of(future).assertPending();
        condition.set(true);

        assertThat(waiter.assertFails()).isSameAs(failure);

        assertThat(notify).hasToString("Notify[idle]");
        assertThatThrownBy(() -> notify.awaitUntil(null)).isInstanceOf(NullPointerException.class);
    }
}
