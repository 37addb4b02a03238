package dev.pollux.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.TimerNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WheelTimersTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private long now = Long.MAX_VALUE - 10 * MILLI; // soon passes through the largest long, as a clock may
    private final AtomicInteger earlier = new AtomicInteger();
    private final AtomicInteger wakes = new AtomicInteger();
    private final Waker waker = Waker.of(wakes::incrementAndGet);
    private final WheelTimers timers = new WheelTimers(() -> now, earlier::incrementAndGet);

    @Test
    @Behaviour({"TIW-01", "s:runtime/time_alt/tests-01"})
    void fireExpired_withinTheMillisecondOfTheDeadline_firesNotEarly() {
        TestTimer timer = armIn(5 * MILLI + 1);

        advance(5 * MILLI + 1);
        assertThat(timer.hasFired()).isFalse();

        advance(MILLI - 1);
        assertThat(timer.hasFired()).isTrue();
        assertThat(wakes).hasValue(1);
    }

    @Test
    void fireExpired_acrossTheWrapOfTheClock_fires() {
        TestTimer timer = armIn(50 * MILLI);

        advance(50 * MILLI);

        assertThat(timer.hasFired()).isTrue();
    }

    @Test
    @Behaviour({"TIW-02", "s:runtime/time_alt/tests-02"})
    void cancel_beforeTheDeadline_wakesNobody() {
        TestTimer timer = armIn(5 * MILLI);

        timer.cancel();
        advance(10 * MILLI);

        assertThat(wakes).hasValue(0);
        assertThat(timer.hasFired()).isFalse();
    }

    @Test
    @Behaviour("TIW-03")
    void setWaker_afterArming_wakesOnlyTheLatest() {
        TestTimer timer = armIn(5 * MILLI);
        AtomicInteger latest = new AtomicInteger();

        timer.poll(Waker.of(latest::incrementAndGet));
        advance(5 * MILLI);

        assertThat(latest).hasValue(1);
        assertThat(wakes).hasValue(0);
    }

    @Test
    void beginWait_withoutTimers_hasNoLimit() {
        assertThat(timers.beginWait()).isNegative();
    }

    @Test
    void beginWait_withATimer_waitsUntilItIsDue() {
        armIn(5 * MILLI);

        assertThat(timers.beginWait()).isEqualTo(5 * MILLI);
    }

    @Test
    void beginWait_afterTheDeadline_doesNotWait() {
        armIn(5 * MILLI);
        now += 7 * MILLI;

        assertThat(timers.beginWait()).isZero();
    }

    @Test
    void arm_duringALongerWait_cutsItShort() {
        armIn(50 * MILLI);
        timers.beginWait();

        armIn(5 * MILLI);

        assertThat(earlier).hasValue(1);
    }

    @Test
    void arm_duringAShorterWait_disturbsNobody() {
        armIn(5 * MILLI);
        timers.beginWait();

        armIn(50 * MILLI);

        assertThat(earlier).hasValue(0);
    }

    @Test
    void arm_whileNobodyWaits_disturbsNobody() {
        timers.beginWait();
        timers.endWait();

        armIn(5 * MILLI);

        assertThat(earlier).hasValue(0);
    }

    @Test
    void fireExpired_withMoreTimersThanABatch_firesAll() {
        for (int i = 0; i < 1_000; i++) {
            armIn(5 * MILLI);
        }

        advance(5 * MILLI);

        assertThat(wakes).hasValue(1_000);
    }

    @Test
    void fireExpired_withAThrowingWaker_wakesTheOthers() {
        List<Throwable> reported = new ArrayList<>();
        RuntimeException broken = new RuntimeException("a broken waker");
        new TestTimer(timers, now + MILLI).poll(() -> {
            throw broken;
        });
        armIn(MILLI);

        Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> reported.add(thrown));
        try {
            advance(MILLI);
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(before);
        }

        assertThat(wakes).hasValue(1);
        assertThat(reported).containsExactly(broken);
    }

    @Test
    void fireExpired_withAWakerThatArms_isNotUnderTheLock() {
        List<TestTimer> armed = new ArrayList<>();
        new TestTimer(timers, now + MILLI).poll(() -> onAnotherThread(() -> armed.add(armIn(MILLI))));

        advance(MILLI);

        assertThat(armed).hasSize(1);
    }

    @Test
    void close_withArmedTimers_wakesAndFailsThem() {
        TestTimer near = armIn(MILLI);
        TestTimer far = armIn(TimeUnit.DAYS.toNanos(10_000));

        timers.close();

        assertThat(wakes).hasValue(2);
        assertThatThrownBy(near::hasFired)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shut down");
        assertThatThrownBy(far::hasFired).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> armIn(MILLI)).isInstanceOf(IllegalStateException.class);
    }

    // ---------------------------------------------------------------- deadlines that move

    @Test
    @Behaviour("TIW-04")
    void moveDeadline_toLater_firesThenAndNotBefore() {
        TestTimer timer = armIn(5 * MILLI);

        timer.moveTo(now + 20 * MILLI);

        advance(19 * MILLI);
        assertThat(timer.hasFired()).isFalse();
        assertThat(wakes).hasValue(0);
        advance(MILLI);
        assertThat(timer.hasFired()).isTrue();
        assertThat(wakes).hasValue(1);
    }

    @Test
    void moveDeadline_toEarlier_firesThenWithoutAnotherPoll() {
        TestTimer timer = armIn(500 * MILLI);

        timer.moveTo(now + 5 * MILLI);
        advance(5 * MILLI);

        assertThat(wakes).hasValue(1);
        assertThat(timer.hasFired()).isTrue();
    }

    @Test
    void moveDeadline_toEarlierDuringAWait_cutsItShort() {
        TestTimer timer = armIn(500 * MILLI);
        timers.beginWait();

        timer.moveTo(now + 5 * MILLI);

        assertThat(earlier).hasValue(1);
    }

    @Test
    void moveDeadline_toThePast_firesAtOnceAndLeavesTheWheel() {
        TestTimer timer = armIn(500 * MILLI);

        timer.moveTo(now - MILLI);

        assertThat(wakes).hasValue(1);
        assertThat(timer.hasFired()).isTrue();
        assertThat(timers.nextDeadline()).isEqualTo(WheelTimers.NONE);
    }

    @Test
    void moveDeadline_ofATimerThatFiredUnseen_startsItAgain() {
        TestTimer timer = armIn(MILLI);
        advance(MILLI);

        timer.moveTo(now + 5 * MILLI);

        assertThat(timer.poll(waker)).isFalse();
        advance(5 * MILLI);
        assertThat(timer.hasFired()).isTrue();
        assertThat(wakes).hasValue(2);
    }

    // ---------------------------------------------------------------- while somebody else is inside the gate

    @Test
    @Behaviour({"s:runtime/time_alt/cancellation_queue/tests-01", "s:runtime/time_alt/tests-06"})
    void cancel_whileAnotherIsInside_isDoneWhenThatLeaves() {
        TestTimer timer = armIn(10_000 * MILLI);

        timers.enter();
        timer.cancel();
        timers.leave();

        assertThat(timers.nextDeadline()).isEqualTo(WheelTimers.NONE);
    }

    @Test
    @Behaviour("s:runtime/time_alt/registration_queue/tests-01")
    void arm_whileAnotherIsInside_isDoneWhenThatLeaves() {
        timers.enter();
        TestTimer one = armIn(5 * MILLI);
        TestTimer other = armIn(6 * MILLI);
        timers.leave();

        advance(5 * MILLI);
        assertThat(one.hasFired()).isTrue();
        assertThat(other.hasFired()).isFalse();
        advance(MILLI);
        assertThat(other.hasFired()).isTrue();
    }

    @Test
    void arm_whileAnotherIsInsideDuringAWait_cutsItShort() {
        timers.beginWait();

        timers.enter();
        armIn(5 * MILLI);
        assertThat(earlier).hasValue(0);
        timers.leave();

        assertThat(earlier).hasValue(1);
    }

    @Test
    @Behaviour({"s:runtime/time_alt/tests-03", "s:runtime/time_alt/tests-04"})
    void cancel_ofATimerThatWasNotFiledYet_keepsItOut() {
        timers.enter();
        TestTimer timer = armIn(5 * MILLI);
        timer.cancel();
        timers.leave();

        assertThat(timers.nextDeadline()).isEqualTo(WheelTimers.NONE);
        advance(5 * MILLI);
        assertThat(wakes).hasValue(0);
    }

    @Test
    void cancelAndArm_whileAnotherIsInside_countAsTheLastOfThem() {
        TestTimer timer = armIn(5 * MILLI);

        timers.enter();
        timer.cancel();
        timer.moveTo(now + 8 * MILLI);
        timer.poll(waker);
        timers.leave();

        advance(7 * MILLI);
        assertThat(wakes).hasValue(0);
        advance(MILLI);
        assertThat(wakes).hasValue(1);
    }

    @Test
    void moveDeadline_whileAnotherIsInside_isDoneWhenThatLeaves() {
        TestTimer timer = armIn(500 * MILLI);

        timers.enter();
        timer.moveTo(now + 5 * MILLI);
        timers.leave();

        advance(5 * MILLI);
        assertThat(timer.hasFired()).isTrue();
    }

    @Test
    @Behaviour("s:runtime/time_alt/cancellation_queue/tests-03")
    void timersThatWerePosted_areNotLinkedAfterwards() {
        timers.enter();
        TestTimer one = armIn(5 * MILLI);
        TestTimer other = armIn(5 * MILLI);
        timers.leave();

        assertThat(TimerNodes.posted(one)).isNull();
        assertThat(TimerNodes.posted(other)).isNull();
    }

    // ---------------------------------------------------------------- a few at a time

    @Test
    @Behaviour("s:runtime/time_alt/wake_queue/tests-01")
    void fireExpired_withALimit_firesTheFirstOnesAndTellsOfMore() {
        List<Integer> fired = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            new TestTimer(timers, now + (1 + i) * MILLI).poll(() -> fired.add(number));
        }
        now += 200 * MILLI;

        assertThat(timers.fireExpired(40)).isTrue();
        assertThat(fired).hasSize(40).isSorted();
        assertThat(timers.fireExpired(59)).isTrue();
        assertThat(timers.fireExpired(40)).isFalse();
        assertThat(fired).hasSize(100).isSorted();
    }

    @Test
    void fireExpired_withTheLimitThatIsDue_tellsOfNoMore() {
        armIn(MILLI);
        armIn(MILLI);
        armIn(500 * MILLI);
        now += MILLI;

        assertThat(timers.fireExpired(2)).isFalse();
        assertThat(timers.isExpired()).isFalse();
    }

    @Test
    void nextDeadline_isNeverLateAndExactWhenNear() {
        assertThat(timers.nextDeadline()).isEqualTo(WheelTimers.NONE);
        TestTimer far = armIn(500 * MILLI);
        assertThat(timers.nextDeadline() - now).isBetween(1L, 500 * MILLI);

        armIn(5 * MILLI);
        assertThat(timers.nextDeadline() - now).isEqualTo(5 * MILLI);
        far.cancel();
        advance(5 * MILLI);
        assertThat(timers.nextDeadline()).isEqualTo(WheelTimers.NONE);
    }

    @Test
    void beginWait_afterALongIdleTime_waitsAsLongAsTheTimer() {
        now += 3_600_000 * MILLI; // the wheel knows nothing of it
        armIn(5 * MILLI);

        assertThat(timers.beginWait()).isEqualTo(5 * MILLI);
    }

    // ---------------------------------------------------------------- the end

    @Test
    void close_whileATimerIsPosted_endsThatToo() {
        timers.enter();
        TestTimer timer = armIn(5 * MILLI);
        timers.leave();

        timers.close();

        assertThat(wakes).hasValue(1);
        assertThatThrownBy(timer::hasFired).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Behaviour("TIW-07")
    void deadlinesAtTheEndsOfTime_overflowNothing() {
        TestTimer never = new TestTimer(timers, now + Long.MAX_VALUE);
        TestTimer past = new TestTimer(timers, now - Long.MAX_VALUE / 2);
        never.poll(waker);
        past.poll(waker);

        advance(TimeUnit.DAYS.toNanos(365));

        assertThat(never.hasFired()).isFalse();
        assertThat(past.hasFired()).isTrue();
    }

    private static void onAnotherThread(Runnable action) {
        Thread thread = new Thread(action);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private TestTimer armIn(long nanos) {
        TestTimer timer = new TestTimer(timers, now + nanos);
        timer.poll(waker);
        return timer;
    }

    private void advance(long nanos) {
        now += nanos;
        timers.fireExpired();
    }
}
