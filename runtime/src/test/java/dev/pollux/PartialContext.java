package dev.pollux;

import dev.pollux.future.Future;
import dev.pollux.runtime.spi.Clock;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.spi.TimerDriver;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/** A runtime that has nothing: for tests whose subject needs a part of one, which they add. */
public abstract class PartialContext implements RuntimeContext {

    protected PartialContext() {}

    @Override
    public Clock clock() {
        throw new UnsupportedOperationException();
    }

    @Override
    public TimerDriver timers() {
        throw new UnsupportedOperationException();
    }

    @Override
    public IoDriver io() {
        throw new UnsupportedOperationException();
    }

    @Override
    public RandomGenerator random() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Future<T> spawnBlocking(Callable<T> job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void spawnDetached(Future<?> future) {
        throw new UnsupportedOperationException();
    }
}
