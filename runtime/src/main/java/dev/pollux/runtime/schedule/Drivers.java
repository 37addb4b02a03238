package dev.pollux.runtime.schedule;

import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.time.PausableClock;
import dev.pollux.runtime.time.WheelTimers;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What a runtime waits for: sockets, timers, and the call that ends the wait. One thread at a time takes a turn. */
public final class Drivers {

    private final IoDriver io;
    private final WheelTimers timers;
    private final @Nullable PausableClock clock;
    private final Backlog backlog = new Backlog();

    /**
     * Combines them.
     *
     * @param io waits
     * @param timers say how long
     * @param clock moved on when there is nothing but timers to wait for; {@code null} for none
     */
    public Drivers(IoDriver io, WheelTimers timers, @Nullable PausableClock clock) {
        this.io = io;
        this.timers = timers;
        this.clock = clock;
    }

    /**
     * Wakes the tasks whose sockets are ready or whose timers are due.
     *
     * @param mayWait whether to wait until there is one, or {@link #wakeup} is called
     * @param idle whether nothing was polled since the last look, so that a paused clock may move on
     * @throws UncheckedIOException if the I/O driver is broken
     */
    void turn(boolean mayWait, boolean idle) {
        try {
            if (mayWait) {
                await(idle);
            } else {
                poll(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the I/O driver of this Pollux runtime is broken", e);
        }
        timers.fireExpired();
    }

    /**
     * Does what {@link #turn} does, for a thread that has more tasks, except that sockets may have to wait for those they woke before.
     *
     * @param polled how many tasks since the last turn
     * @return whether it looked at the sockets
     */
    boolean busyTurn(int polled) {
        boolean looks = backlog.isDone(polled);
        if (looks) {
            turn(false, false);
        } else {
            timers.fireExpired();
        }
        return looks;
    }

    private void poll(long timeout) throws IOException {
        backlog.found(io.poll(timeout));
    }

    private void await(boolean idle) throws IOException {
        long timeout = timers.beginWait();
        try {
            poll(isClockAhead(idle) ? 0 : timeout);
        } finally {
            timers.endWait();
        }
    }

    /** Instead of waiting for a paused clock: look at the sockets first, and if that woke nobody move the clock. */
    private boolean isClockAhead(boolean idle) {
        return clock != null && !clock.isRunning() && (!idle || clock.advanceIfIdle(() -> true));
    }

    /** Makes the current wait, or the next one, return at once. */
    void wakeup() {
        io.wakeup();
    }

    /** Ends all timers, then all sockets. May be repeated. */
    void close() {
        timers.close();
        try {
            io.close();
        } catch (IOException e) {
            System.getLogger("dev.pollux").log(System.Logger.Level.WARNING, "the I/O driver did not close cleanly", e);
        }
    }
}
