package dev.pollux.task;

/**
 * Names a task. No two tasks of one JVM have the same id.
 *
 * @param value a positive number, larger for tasks spawned later by the same thread
 */
public record TaskId(long value) {

    @Override
    public String toString() {
        return "task " + value;
    }
}
