package dev.pollux.runtime.dump;

import dev.pollux.task.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * Who waits, or who others wait for.
 *
 * @param task the task or blocking job; {@code null} for a thread in {@code blockOn}
 * @param name of the task, if it has one; otherwise of the thread
 */
public record WaitParty(@Nullable TaskId task, @Nullable String name) {

    @Override
    public String toString() {
        return task == null ? "blockOn on \"" + name + '"' : task.toString(name);
    }
}
