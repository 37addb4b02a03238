package dev.pollux.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.future.Waker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several timers in one runtime, as each worker has its own. */
class WorkerTimersTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private long now;
    private final AtomicInteger wakes = new AtomicInteger();
    private final Waker waker = Waker.of(wakes::incrementAndGet);
    private WheelTimers ofCaller; // whose worker we are
    private final WheelTimers mine = new WheelTimers(() -> now, () -> {}, () -> ofCaller);
    private final WheelTimers other = new WheelTimers(() -> now, () -> {}, () -> ofCaller);
    private final TestTimer timer = new TestTimer(mine, 5 * MILLI);

    @Test
    @Behaviour("s:runtime/time_alt/tests-05")
    void arm_byAWorker_isAtItsOwnTimers() {
        ofCaller = other;

        timer.poll(waker);

        assertThat(mine.nextDeadline()).isEqualTo(WheelTimers.NONE);
        assertThat(other.nextDeadline()).isEqualTo(5 * MILLI);
        fire(other);
        assertThat(wakes).hasValue(1);
        assertThat(timer.hasFired()).isTrue();
    }

    @Test
    void cancel_byAnotherWorker_isWhereItWasArmed() {
        ofCaller = mine;
        timer.poll(waker);

        ofCaller = other;
        timer.cancel();

        assertThat(mine.nextDeadline()).isEqualTo(WheelTimers.NONE);
    }

    @Test
    void poll_byAnotherWorker_leavesItWhereItWasArmed() {
        ofCaller = mine;
        timer.poll(waker);

        ofCaller = other;
        timer.poll(Waker.of(wakes::decrementAndGet));
        fire(mine);

        assertThat(wakes).hasValue(-1);
        assertThat(other.nextDeadline()).isEqualTo(WheelTimers.NONE);
    }

    @Test
    void armAgain_byAnotherWorker_movesIt() {
        ofCaller = mine;
        timer.poll(waker);
        timer.cancel();

        ofCaller = other;
        timer.poll(waker);

        assertThat(mine.nextDeadline()).isEqualTo(WheelTimers.NONE);
        fire(other);
        assertThat(wakes).hasValue(1);
    }

    @Test
    void armAgain_whileTheFirstTimersHaveNotLookedAtIt_staysThere() {
        ofCaller = mine;
        timer.poll(waker);
        mine.enter();
        timer.cancel(); // posted

        ofCaller = other;
        timer.poll(waker);
        mine.leave();

        assertThat(other.nextDeadline()).isEqualTo(WheelTimers.NONE);
        fire(mine);
        assertThat(wakes).hasValue(1);

        timer.moveTo(now + MILLI);
        timer.poll(waker); // enters the gate itself
        timer.cancel();
        timer.poll(waker);
        assertThat(mine.nextDeadline()).isEqualTo(WheelTimers.NONE);
        assertThat(other.nextDeadline()).isEqualTo(now + MILLI);
    }

    private void fire(WheelTimers timers) {
        now += 5 * MILLI;
        timers.fireExpired();
    }
}
