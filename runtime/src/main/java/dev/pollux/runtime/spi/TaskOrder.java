package dev.pollux.runtime.spi;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Decides which of the tasks that are ready runs next.
 *
 * <p>The default is first come, first served. A simulator shuffles instead, to try out other orders, and repeats a run by its
 * seed: on a current-thread runtime with a clock and drivers of the simulator's own, this choice is the only one left.
 */
@FunctionalInterface
public interface TaskOrder {

    /**
     * Picks a task. Called by one thread at a time, under a lock of the runtime, so it must not call back.
     *
     * @param ready how many tasks are ready; at least one
     * @return which of them runs, from 0 for the one that has waited longest to {@code ready - 1} for the newest
     */
    int next(int ready);

    /**
     * Returns the order in which tasks became ready.
     *
     * @return always the same order
     */
    static TaskOrder firstComeFirstServed() {
        return ready -> 0;
    }

    /**
     * Returns an order that picks any task that is ready.
     *
     * @param random the source of the choices; a seeded one makes them repeatable
     * @return the order
     */
    static TaskOrder shuffled(RandomGenerator random) {
        Objects.requireNonNull(random, "random");
        return random::nextInt;
    }
}
