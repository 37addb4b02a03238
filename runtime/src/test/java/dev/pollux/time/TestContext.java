package dev.pollux.time;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.Clock;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.spi.TimerDriver;
import dev.pollux.runtime.spi.TimerNode;
import dev.pollux.runtime.time.WheelTimers;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/** A runtime of nothing but a clock that is set by hand and the timers on it. */
final class TestContext implements RuntimeContext, AutoCloseable {

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

    @Override
    public IoDriver io() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Future<T> spawnBlocking(Callable<T> job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RandomGenerator random() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void spawnDetached(Future<?> future) {
        throw new UnsupportedOperationException();
    }
}
