package dev.pollux.runtime.schedule;

import dev.pollux.runtime.time.WheelTimers;

/** Makes the timers of one worker. */
@FunctionalInterface
public interface TimersFactory {

    /**
     * Makes timers.
     *
     * @param onEarlier to be called when a timer was armed that ends before the wait under way
     * @return new timers
     */
    WheelTimers make(Runnable onEarlier);
}
