package dev.pollux.task;

import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Future;
import org.jspecify.annotations.Nullable;

/**
 * Starts tasks of which the first to succeed wins; the others are cancelled. Given to the body of {@code raceScope}.
 *
 * @param <T> the type of the value
 */
public interface RaceScope<T extends @Nullable Object> {

    /**
     * Starts a task that takes part in the race.
     *
     * @param future polled until it is finished, by workers of the runtime
     * @return the task, and later its result
     * @throws ScopeClosedException if the race is over
     */
    Subtask<T> spawn(Future<T> future);

    /**
     * Starts an async block that takes part in the race.
     *
     * @param block a lambda that may await
     * @return the task, and later its result
     * @throws ScopeClosedException if the race is over
     */
    Subtask<T> spawn(AsyncBlock<T> block);
}
