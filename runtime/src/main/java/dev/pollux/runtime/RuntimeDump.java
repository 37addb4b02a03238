package dev.pollux.runtime;

import dev.pollux.task.TaskDump;
import java.util.List;

/**
 * What a runtime was about at some moment.
 *
 * @param runtime the name of the runtime
 * @param tasks the tasks that were alive, and the blocking jobs that were queued or running, oldest first
 */
public record RuntimeDump(String runtime, List<TaskDump> tasks) {

    /**
     * Copies the list of tasks.
     *
     * @param runtime as above
     * @param tasks as above
     */
    public RuntimeDump {
        tasks = List.copyOf(tasks);
    }

    /**
     * Prints the runtime and its tasks.
     *
     * @return several lines, each with an end
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("runtime " + runtime + ", tasks alive: " + tasks.size() + "\n");
        tasks.forEach(task -> text.append(task.toString().indent(2)));
        return text.toString();
    }
}
