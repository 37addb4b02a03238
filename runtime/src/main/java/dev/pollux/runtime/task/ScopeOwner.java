package dev.pollux.runtime.task;

import dev.pollux.runtime.context.CurrentTask;
import dev.pollux.runtime.context.RunningTask;
import dev.pollux.runtime.context.TaskLabel;
import dev.pollux.task.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * Where a scope runs, for people.
 *
 * @param task {@code null} if it is the future of a {@code blockOn}
 * @param name of the task or, if there is none, of the thread
 */
record ScopeOwner(@Nullable TaskId task, @Nullable String name) {

    static ScopeOwner current() {
        RunningTask running = CurrentTask.get();
        return running == null || running.number() == RunningTask.NO_TASK
                ? new ScopeOwner(null, Thread.currentThread().getName())
                : new ScopeOwner(
                        new TaskId(running.number()),
                        TaskLabel.in(running.carried()).name());
    }

    @Override
    public String toString() {
        return task == null ? "scope in blockOn on " + name : "scope in " + task.toString(name);
    }
}
