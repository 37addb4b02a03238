package dev.pollux.runtime.time;

import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.TimerDriver;
import dev.pollux.runtime.spi.TimerNode;

/** A timer without a future. */
final class TestTimer extends TimerNode {

    private Waker latest = Waker.noop();

    TestTimer(TimerDriver driver, long deadlineNanos) {
        super(driver, deadlineNanos);
    }

    /** Arms it, or replaces the waker. */
    boolean poll(Waker waker) {
        latest = waker;
        return pollTimer(waker);
    }

    boolean hasFired() {
        return !isTimerIdle() && pollTimer(latest);
    }

    void cancel() {
        disarm();
    }

    void moveTo(long deadlineNanos) {
        moveDeadline(deadlineNanos);
    }

    long deadline() {
        return deadlineNanos();
    }
}
