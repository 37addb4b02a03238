package dev.pollux.runtime.task;

import dev.pollux.task.Spawner;
import dev.pollux.task.TaskFailure;

/** What scopes ask of the runtime that polls them. */
public interface ScopeHost extends Spawner {

    /**
     * Gives a failure that nobody takes to the failure hook.
     *
     * @param failure of a task that was joined
     */
    void report(TaskFailure failure);

    /**
     * Returns the book of the scopes.
     *
     * @return each scope enters itself
     */
    RunningScopes runningScopes();
}
