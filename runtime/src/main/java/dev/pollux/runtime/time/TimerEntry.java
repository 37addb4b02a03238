package dev.pollux.runtime.time;

import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.TimerDriver;
import org.jspecify.annotations.Nullable;

/** A timer, and its links in the list of the slot where it waits. */
final class TimerEntry implements TimerDriver.Timer {

    /** In no list. */
    static final int NOWHERE = -1;

    private enum State {
        ARMED,
        FIRED,
        CANCELLED,
        SHUT_DOWN
    }

    private final WheelTimers owner;

    /** The tick at which the timer fires. */
    final long tick;

    // The links belong to the wheel, and so to the owner's lock.
    int slot = NOWHERE;

    @Nullable TimerEntry next;

    @Nullable TimerEntry previous;

    private volatile State state = State.ARMED;
    private volatile @Nullable Waker waker;

    TimerEntry(WheelTimers owner, long tick, Waker waker) {
        this.owner = owner;
        this.tick = tick;
        this.waker = waker;
    }

    @Override
    public boolean hasFired() {
        return switch (state) {
            case FIRED -> true;
            case ARMED, CANCELLED -> false;
            case SHUT_DOWN -> throw WheelTimers.shutDown();
        };
    }

    @Override
    public void setWaker(Waker waker) {
        this.waker = waker;
    }

    @Override
    public void cancel() {
        if (state == State.ARMED) {
            owner.cancel(this);
        }
    }

    // ---------------------------------------------------------------- called by the owner, under its lock

    /** Ends the timer and returns whom to wake once the lock is released. */
    @Nullable Waker fire() {
        return end(State.FIRED);
    }

    @Nullable Waker shutDown() {
        return end(State.SHUT_DOWN);
    }

    void markCancelled() {
        if (state == State.ARMED) {
            end(State.CANCELLED);
        }
    }

    private @Nullable Waker end(State last) {
        state = last; // before the waker is read: see WheelTimers, "why no wake-up is lost"
        Waker woken = waker;
        waker = null;
        return woken;
    }

    @Override
    public String toString() {
        return "Timer[tick " + tick + ", " + state + "]";
    }
}
