package dev.pollux.runtime.io;

import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.spi.IoDriver.Interest;
import dev.pollux.runtime.spi.WakeBatch;

/** Something whose two directions become ready. */
public abstract class ReadySource implements IoDriver.Source {

    /** For the sources of a driver. */
    protected ReadySource() {}

    /**
     * Returns one direction.
     *
     * @param interest which
     * @return its readiness
     */
    protected abstract Readiness direction(Interest interest);

    @Override
    public final boolean pollReady(Interest interest, Waker waker) {
        return direction(interest).poll(waker);
    }

    @Override
    public final void clearWaker(Interest interest) {
        direction(interest).clearWaker();
    }

    @Override
    public final void wake(Interest interest) {
        WakeBatch.wake(direction(interest).raise());
    }
}
