package dev.pollux.task;

import dev.pollux.future.AsyncAction;
import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Future;
import org.jspecify.annotations.Nullable;

/**
 * Starts tasks that do not outlive a block: the scope's future is finished only when all of them are, in whatever way it ends. Given
 * to the body of {@code scope} and {@code supervisorScope}.
 *
 * <p>Any thread may spawn into a scope, as long as it is open: until the body and all tasks are finished, or the scope is cancelled.
 * A task may spawn into the scope that it belongs to.
 *
 * @memory What happens before a spawn happens-before the task; what the task did happens-before the end of the scope.
 */
public interface TaskScope {

    /**
     * Starts a task in the scope.
     *
     * @param future polled until it is finished, by workers of the runtime
     * @param <T> the type of the value
     * @return the task, and later its result
     * @throws ScopeClosedException if the scope has ended or is being cancelled
     */
    <T extends @Nullable Object> Subtask<T> spawn(Future<T> future);

    /**
     * Starts an async block in the scope.
     *
     * @param block a lambda that may await
     * @param <T> the type of the value
     * @return the task, and later its result
     * @throws ScopeClosedException if the scope has ended or is being cancelled
     */
    <T extends @Nullable Object> Subtask<T> spawn(AsyncBlock<T> block);

    /**
     * Starts an async block without a value in the scope.
     *
     * @param block a lambda that may await
     * @return the task
     * @throws ScopeClosedException if the scope has ended or is being cancelled
     */
    Subtask<@Nullable Void> spawn(AsyncAction block);
}
