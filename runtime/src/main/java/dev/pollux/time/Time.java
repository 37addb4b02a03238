package dev.pollux.time;

import dev.pollux.future.Future;
import dev.pollux.runtime.spi.Clock;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.time.PausableClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the current runtime, to be stopped and set by tests.
 *
 * <p>A paused clock stands still while there is something to do. It moves when it is {@linkplain #advance told to}, and by itself
 * when the runtime is idle: when no task is ready, no blocking job is queued or runs, and all wait, it jumps to the next deadline.
 * So a test of an hour of timeouts takes no time, and takes the same course each time. What waits for the world outside, such as a
 * socket, does not keep the clock from jumping.
 *
 * <p>Only deadlines follow this clock, not what reads {@link System#nanoTime} itself.
 *
 * @see dev.pollux.runtime.RuntimeBuilder#startPaused
 * @origin tokio::time::pause, resume, advance (1.53). Differs: also on multi-thread runtimes.
 */
public final class Time {

    private Time() {}

    /**
     * Stops the clock of the current runtime.
     *
     * @throws IllegalStateException if it stands still already, or cannot be paused because it was given to the builder; or if the
     *     calling thread belongs to no runtime
     */
    public static void pause() {
        pausable("pause").pause();
    }

    /**
     * Lets the clock of the current runtime go on from where it stands.
     *
     * @throws IllegalStateException if it is running, or if the calling thread belongs to no runtime
     */
    public static void resume() {
        pausable("resume").resume();
    }

    /**
     * Moves the clock of the current runtime, by exactly this much, and lets the timers that are due then fire.
     *
     * <p>The clock takes one step: what is armed in consequence of a timer that fires counts from the end of it. To let one thing
     * happen after the other, sleep instead, or advance several times.
     *
     * @param duration how far; zero fires what is due already
     * @return a future that moves the clock at its first poll, and is ready when the tasks whose timers are due were woken and put
     *     in line before the caller
     * @throws IllegalArgumentException if {@code duration} is negative
     * @throws IllegalStateException if the clock is running, or if the calling thread belongs to no runtime
     * @cancel Safe: once polled the clock has moved.
     * @wakeup By itself.
     * @cost A turn in the queue.
     */
    public static Future<@Nullable Void> advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards: " + duration);
        }
        PausableClock clock = pausable("advance");
        clock.requirePaused("advance");
        return new Advance(clock, Moment.clampedNanos(duration));
    }

    private static PausableClock pausable(String call) {
        Clock clock = RuntimeContext.current().clock();
        if (clock instanceof PausableClock pausable) {
            return pausable;
        }
        throw new IllegalStateException("Time." + call
                + " needs the default clock: the one given to the builder of this runtime cannot be paused");
    }
}
