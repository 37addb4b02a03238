package dev.pollux.task;

import dev.pollux.runtime.context.CurrentTask;
import dev.pollux.runtime.context.RunningTask;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names a task. No two tasks of one JVM have the same id.
 *
 * @param value a positive number, larger for tasks spawned later by the same thread
 */
public record TaskId(long value) {

    /**
     * Returns the task that runs the caller, be it in a poll, in clean-up or as a blocking job.
     *
     * @return its id
     * @throws IllegalStateException outside a task, as on a plain thread or in the future that {@code run} or {@code blockOn} polls
     * @origin tokio::task::id (1.53).
     */
    public static TaskId current() {
        return tryCurrent()
                .orElseThrow(() -> new IllegalStateException("TaskId.current() was called outside a task: on a plain"
                        + " thread, or in the future given to run(...) or blockOn(...), which is no task; use"
                        + " TaskId.tryCurrent() there"));
    }

    /**
     * Returns the task that runs the caller, if one does.
     *
     * @return its id; empty outside a task
     */
    public static Optional<TaskId> tryCurrent() {
        RunningTask task = CurrentTask.get();
        return task == null || task.number() == RunningTask.NO_TASK
                ? Optional.empty()
                : Optional.of(new TaskId(task.number()));
    }

    /**
     * Writes the id, with a name if there is one.
     *
     * @param name of the task
     * @return such as {@code task 7} or {@code task 7 "mailer"}
     */
    public String toString(@Nullable String name) {
        return name == null ? toString() : this + " \"" + name + '"';
    }

    @Override
    public String toString() {
        return "task " + value;
    }
}
