package dev.pollux.task;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task of a scope, and its result.
 *
 * <p>It may be awaited in the scope's body and in its other tasks, by one at a time, any number of times; an await throws what the
 * task threw, or a {@link TaskCancelledException}. Afterwards the result stays readable, also when the scope has ended. Dropping it
 * ends the wait, and nothing else; {@link #abort} cancels the task, which is no failure of the scope.
 *
 * @param <T> the type of the value
 */
public interface Subtask<T extends @Nullable Object> extends JoinHandle<T> {

    /**
     * Returns the value of the finished task.
     *
     * @return the value
     * @throws IllegalStateException if the task is not finished; await it, or end the scope first
     * @throws Exception what the task threw; or a {@link TaskCancelledException}
     */
    T get() throws Exception;

    /**
     * Returns how the task failed. A supervisor scope counts the failure as taken then, as it does after an await and {@link #get}.
     *
     * @return what the task threw, or a {@link TaskCancelledException}; empty if it has a value or is not finished
     */
    Optional<Throwable> failure();
}
