package dev.pollux.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.TimerDriver.Timer;
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
    private final WheelTimers timers = new WheelTimers(() -> now, earlier::incrementAndGet);

    @Test
    void fireExpired_withinTheMillisecondOfTheDeadline_firesNotEarly() {
        Timer timer = armIn(5 * MILLI + 1);

        advance(5 * MILLI + 1);
        assertThat(timer.hasFired()).isFalse();

        advance(MILLI - 1);
        assertThat(timer.hasFired()).isTrue();
        assertThat(wakes).hasValue(1);
    }

    @Test
    void fireExpired_acrossTheWrapOfTheClock_fires() {
        Timer timer = armIn(50 * MILLI);

        advance(50 * MILLI);

        assertThat(timer.hasFired()).isTrue();
    }

    @Test
    void cancel_beforeTheDeadline_wakesNobody() {
        Timer timer = armIn(5 * MILLI);

        timer.cancel();
        advance(10 * MILLI);

        assertThat(wakes).hasValue(0);
        assertThat(timer.hasFired()).isFalse();
    }

    @Test
    void setWaker_afterArming_wakesOnlyTheLatest() {
        Timer timer = armIn(5 * MILLI);
        AtomicInteger latest = new AtomicInteger();

        timer.setWaker(Waker.of(latest::incrementAndGet));
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
        timers.arm(now + MILLI, () -> {
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
        List<Timer> armed = new ArrayList<>();
        timers.arm(now + MILLI, () -> onAnotherThread(() -> armed.add(armIn(MILLI)))); // would wait for ever

        advance(MILLI);

        assertThat(armed).hasSize(1);
    }

    @Test
    void close_withArmedTimers_wakesAndFailsThem() {
        Timer near = armIn(MILLI);
        Timer far = armIn(TimeUnit.DAYS.toNanos(10_000));

        timers.close();

        assertThat(wakes).hasValue(2);
        assertThatThrownBy(near::hasFired)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shut down");
        assertThatThrownBy(far::hasFired).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> armIn(MILLI)).isInstanceOf(IllegalStateException.class);
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

    private Timer armIn(long nanos) {
        return timers.arm(now + nanos, Waker.of(wakes::incrementAndGet));
    }

    private void advance(long nanos) {
        now += nanos;
        timers.fireExpired();
    }
}
