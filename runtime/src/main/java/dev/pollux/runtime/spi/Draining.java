package dev.pollux.runtime.spi;

import dev.pollux.future.Future;

/**
 * Work that a shutdown should not cut off: it is asked to finish, and given time.
 *
 * @see RuntimeContext#drainAtShutdown
 */
public interface Draining {

    /**
     * Says what it is, for the report of a shutdown that did not wait long enough.
     *
     * @return for people
     */
    String name();

    /**
     * Begins to finish: takes no new work, and ends what is under way in good order. Called by the thread that shuts
     * the runtime down, and again if the shutdown is repeated; while it drains, tasks of the runtime may still spawn.
     *
     * @return ready when nothing is left; dropped when the time is over
     */
    Future<?> drain();
}
