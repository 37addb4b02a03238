package dev.pollux.runtime.schedule;

import dev.pollux.runtime.spi.IoDriver;
import dev.pollux.runtime.time.WheelTimers;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a runtime waits for: sockets, timers, and the call that ends the wait. One thread at a time takes a turn. */
public final class Drivers {

    private final IoDriver io;
    private final WheelTimers timers;

    /**
     * Combines the two.
     *
     * @param io waits
     * @param timers say how long
     */
    public Drivers(IoDriver io, WheelTimers timers) {
        this.io = io;
        this.timers = timers;
    }

    /**
     * Wakes the tasks whose sockets are ready or whose timers are due.
     *
     * @param mayWait whether to wait until there is one, or {@link #wakeup} is called
     * @throws UncheckedIOException if the I/O driver is broken
     */
    void turn(boolean mayWait) {
        try {
            if (mayWait) {
                await();
            } else {
                io.poll(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the I/O driver of this Pollux runtime is broken", e);
        }
        timers.fireExpired();
    }

    private void await() throws IOException {
        long timeout = timers.beginWait();
        try {
            io.poll(timeout);
        } finally {
            timers.endWait();
        }
    }

    /** Makes the current wait, or the next one, return at once. */
    void wakeup() {
        io.wakeup();
    }

    /** Ends all timers, then all sockets. */
    void close() {
        timers.close();
        try {
            io.close();
        } catch (IOException e) {
            System.getLogger("dev.pollux").log(System.Logger.Level.WARNING, "the I/O driver did not close cleanly", e);
        }
    }
}
