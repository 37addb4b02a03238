package dev.pollux.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clock and two workers' timers that follow it, without a runtime. */
class PausableClockTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final PausableClock clock = new PausableClock(true);
    private final long start = clock.nanoTime();
    private final AtomicInteger wokenOne = new AtomicInteger();
    private final AtomicInteger wokenOther = new AtomicInteger();
    private final WheelTimers one = new WheelTimers(clock, wokenOne::incrementAndGet);
    private final WheelTimers other = new WheelTimers(clock, wokenOther::incrementAndGet);

    @BeforeEach
    void follow() {
        clock.follow(one);
        clock.follow(other);
    }

    @Test
    void nanoTime_ofAPausedClock_standsStillUntilItIsMoved() {
        clock.advance(51_592_001);

        assertThat(clock.nanoTime() - start).isEqualTo(51_592_001);
        assertThat(clock.isRunning()).isFalse();
    }

    @Test
    @Behaviour("TIC-01")
    void resume_goesOnFromWhereTheClockStood() {
        clock.advance(3_600_000 * MILLI);

        clock.resume();

        assertThat(clock.isRunning()).isTrue();
        assertThat(clock.nanoTime() - start).isBetween(3_600_000 * MILLI, 3_660_000 * MILLI);
        long before = clock.nanoTime();
        while (clock.nanoTime() == before) {
            Thread.onSpinWait(); // it runs
        }
    }

    @Test
    @Behaviour("TIC-02")
    void pause_afterResume_standsAgain() {
        clock.resume();
        clock.pause();

        assertThat(clock.nanoTime()).isEqualTo(clock.nanoTime()).isGreaterThanOrEqualTo(start);
    }

    @Test
    @Behaviour({"TIC-03", "TIC-04", "TIC-05", "t:time_panic-01", "t:time_panic-02"})
    void misuse_throwsAndSaysWhatToDo() {
        assertThatThrownBy(clock::pause)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already");
        clock.resume();

        assertThatThrownBy(clock::resume)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Time.resume needs a paused clock");
        assertThatThrownBy(() -> clock.advance(MILLI))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("startPaused(true)");
    }

    // ---------------------------------------------------------------- the idle runtime

    @Test
    void advanceIfIdle_withTimersOfTwoWorkers_jumpsToTheFirstDeadline() {
        TestTimer first = arm(one, 140 * MILLI);
        arm(other, 3_600_000 * MILLI);

        advanceUntilFired(first, one);

        assertThat(clock.nanoTime() - start).isEqualTo(140 * MILLI);
        assertThat(other.isExpired()).isFalse();
    }

    @Test
    void advanceIfIdle_wakesTheWaitingOwnerOfTheTimer_andNoOther() {
        arm(one, 5 * MILLI);
        arm(other, 50 * MILLI);
        one.beginWait();
        other.beginWait();

        clock.advanceIfIdle(() -> true);

        assertThat(wokenOne).hasValue(1);
        assertThat(wokenOther).hasValue(0);
    }

    @Test
    void advanceIfIdle_withoutTimers_staysWhereItIs() {
        assertThat(clock.advanceIfIdle(() -> true)).isFalse();
        assertThat(clock.nanoTime()).isEqualTo(start);
    }

    @Test
    void advanceIfIdle_ofARunningClock_doesNothing() {
        arm(one, 3_600_000 * MILLI);
        clock.resume();

        assertThat(clock.advanceIfIdle(() -> true)).isFalse();
        assertThat(one.isExpired()).isFalse();
    }

    @Test
    void advanceIfIdle_withATimerThatIsDue_asksToFireItAndMovesNothing() {
        arm(one, 5 * MILLI);
        clock.advance(20 * MILLI);

        assertThat(clock.advanceIfIdle(() -> true)).isTrue();
        assertThat(clock.nanoTime() - start).isEqualTo(20 * MILLI);
    }

    @Test
    void advanceIfIdle_whileThereAreTasks_staysWhereItIs() {
        arm(one, 5 * MILLI);

        assertThat(clock.advanceIfIdle(() -> false)).isFalse();
        assertThat(clock.nanoTime()).isEqualTo(start);
    }

    @Test
    void advanceIfIdle_whileAnotherWorkerFires_staysWhereItIs() {
        List<Boolean> moved = new ArrayList<>();
        arm(other, 500 * MILLI);
        new TestTimer(one, start + MILLI).poll(() -> moved.add(clock.advanceIfIdle(() -> true)));
        clock.advance(MILLI);

        one.fireExpired();

        assertThat(moved).containsExactly(false);
        assertThat(clock.nanoTime() - start).isEqualTo(MILLI);
    }

    @Test
    void advanceIfIdle_withATimerThatComesInBetween_doesNotPassIt() {
        TestTimer far = arm(one, 50 * MILLI);

        boolean moved = clock.advanceIfIdle(() -> {
            arm(other, 5 * MILLI);
            return true;
        });

        assertThat(moved).isFalse();
        assertThat(far.hasFired()).isFalse();
        assertThat(clock.nanoTime()).isEqualTo(start);
    }

    @Test
    void hold_keepsTheClock_andItsReleaseWakesTheIdle() {
        arm(one, 5 * MILLI);
        clock.hold();
        clock.hold();
        assertThat(clock.advanceIfIdle(() -> true)).isFalse();
        one.beginWait();

        clock.release();
        assertThat(clock.advanceIfIdle(() -> true)).isFalse();
        clock.release();

        assertThat(wokenOne).hasValue(2);
        assertThat(clock.advanceIfIdle(() -> true)).isTrue();
    }

    @Test
    void advance_isSettledOnceAllTimersThatAreDueHaveFired() {
        arm(one, 5 * MILLI);
        arm(other, 6 * MILLI);
        clock.advance(10 * MILLI);

        assertThat(clock.isSettled()).isFalse();
        one.fireExpired();
        assertThat(clock.isSettled()).isFalse();
        other.fireExpired();
        assertThat(clock.isSettled()).isTrue();
    }

    @Test
    void beginWait_underAPausedClock_hasNoLimitUntilResumed() {
        arm(one, 5 * MILLI);

        assertThat(one.beginWait()).isNegative();
        clock.resume();

        assertThat(wokenOne).hasValue(1);
        assertThat(one.beginWait()).isBetween(0L, 5 * MILLI);
    }

    private TestTimer arm(WheelTimers timers, long in) {
        TestTimer timer = new TestTimer(timers, clock.nanoTime() + in);
        timer.poll(Waker.noop());
        return timer;
    }

    /** Plays the idle worker: the clock comes to a deadline in a few steps, the beginnings of slots. */
    private void advanceUntilFired(TestTimer timer, WheelTimers timers) {
        while (!timer.hasFired()) {
            assertThat(clock.advanceIfIdle(() -> true)).isTrue();
            timers.fireExpired();
        }
    }
}
