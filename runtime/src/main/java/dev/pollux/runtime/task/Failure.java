package dev.pollux.runtime.task;

import dev.pollux.runtime.context.TaskLabel;
import dev.pollux.task.TaskFailure;
import dev.pollux.task.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * How a task failed: what a report would say, before it is known whether there will be one.
 *
 * @param task which one
 * @param label of the task
 * @param activity what the task says of itself
 * @param thrown what it threw
 * @param delivery how that came to the task, if it was made elsewhere
 */
record Failure(
        TaskId task,
        TaskLabel label,
        String activity,
        Throwable thrown,
        @Nullable Delivery delivery) {

    TaskFailure toReport() {
        return new TaskFailure(task, label.name(), activity, label.spawnSite(), AwaitChain.of(this), thrown);
    }
}
