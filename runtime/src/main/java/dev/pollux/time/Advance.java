package dev.pollux.time;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;
import dev.pollux.runtime.time.PausableClock;
import org.jspecify.annotations.Nullable;

/** Moves a clock, and gives way to the timers and tasks until all that is due has fired. */
final class Advance extends RawFuture<@Nullable Void> {

    private enum State {
        FRESH,
        MOVED,
        FINISHED
    }

    private final PausableClock clock;
    private final long nanos;
    private State state = State.FRESH;

    Advance(PausableClock clock, long nanos) {
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public @Nullable Object pollRaw(Context cx) {
        switch (state) {
            case FRESH -> {
                clock.advance(nanos);
                state = State.MOVED;
                return giveWay(cx);
            }
            case MOVED -> {
                if (!clock.isSettled()) { // another worker has yet to fire its timers
                    return giveWay(cx);
                }
                state = State.FINISHED;
                return null;
            }
            case FINISHED -> throw new IllegalStateException("advance was awaited or polled again after it finished");
        }
        throw new AssertionError(state);
    }

    private static Object giveWay(Context cx) {
        cx.waker().wake();
        return Poll.PENDING;
    }

    @Override
    public void drop() {
        state = State.FINISHED;
    }

    @Override
    public String toString() {
        return "advance";
    }
}
