package dev.pollux.runtime.task;

import dev.pollux.future.Future;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskFailure;
import org.jspecify.annotations.Nullable;

/** What scopes ask of the runtime that polls them. */
public interface Spawner {

    /**
     * Starts a task.
     *
     * @param future driven to its end
     * @param <T> the type of the value
     * @return the handle
     */
    <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future);

    /**
     * Gives a failure that nobody takes to the failure hook.
     *
     * @param failure of a task that was joined
     */
    void report(TaskFailure failure);
}
