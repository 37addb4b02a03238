package dev.pollux.time;

import dev.pollux.PartialContext;
import dev.pollux.future.Context;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.Clock;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.spi.TimerDriver;
import dev.pollux.runtime.spi.TimerNode;
import dev.pollux.runtime.time.WheelTimers;
import java.time.Duration;

/** A runtime of nothing but a clock that is set by hand and the timers on it. */
final class TestContext extends PartialContext implements AutoCloseable {

    private long now;
    private final WheelTimers wheel = new WheelTimers(() -> now, () -> {});
    int armed; // timers that were armed for the first time
    int wakes;
    final Context polling = Context.of(Waker.of(() -> wakes++));

    TestContext() {
        RuntimeContext.replace(this);
    }

    @Override
    public void close() {
        RuntimeContext.replace(null);
    }

    void advance(Duration time) {
        now += time.toNanos();
        wheel.fireExpired();
    }

    void shutDown() {
        wheel.close();
    }

    @Override
    public Clock clock() {
        return wheel.clock();
    }

    @Override
    public TimerDriver timers() {
        return new TimerDriver() {
            @Override
            public Clock clock() {
                return wheel.clock();
            }

            @Override
            public void arm(TimerNode node) {
                armed++;
                wheel.arm(node);
            }

            @Override
            public void review(TimerNode node) {
                wheel.review(node);
            }
        };
    }
}
