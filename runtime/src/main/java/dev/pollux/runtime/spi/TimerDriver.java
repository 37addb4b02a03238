package dev.pollux.runtime.spi;

/**
 * Wakes tasks at deadlines.
 *
 * <p>Its timers are {@link TimerNode}s: the future that waits is the entry of the driver's data structure. A driver works on them
 * through {@link TimerNodes}.
 */
public interface TimerDriver {

    /**
     * Returns what deadlines are measured by.
     *
     * @return the clock of this runtime
     */
    Clock clock();

    /**
     * Takes a node in that was armed: it has a waker, and a deadline that is rounded up to a whole millisecond.
     *
     * @param node a node whose waker is to be called once its deadline has passed; maybe during this very call
     * @throws IllegalStateException if the runtime was shut down
     */
    void arm(TimerNode node);

    /**
     * Looks again at a node that was armed here: it was disarmed, or its deadline moved forward. Never waits for another thread.
     * A deadline that moved back needs no call: the driver reads it again before it fires the node.
     *
     * @param node a node whose driver this is
     */
    void review(TimerNode node);
}
