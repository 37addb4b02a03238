package dev.pollux.task;

import dev.pollux.future.AwaitTree;
import org.jspecify.annotations.Nullable;

/**
 * A task as it was seen at some moment: what it does, and what it waits for.
 *
 * @param id which task
 * @param state what it was about
 * @param awaits what its future waited for, down to the leaves; {@code null} if it could not be read, because the future was just
 *     being polled or dropped
 */
public record TaskDump(TaskId id, State state, @Nullable AwaitTree awaits) {

    /** What a task that is alive does. */
    public enum State {
        /** It waits for its turn. */
        READY,
        /** It is being polled or dropped. */
        RUNNING,
        /** It waits for a wake-up; a blocking job, for the thread that runs it. */
        WAITING
    }

    /**
     * Names the task and prints what it waits for, one line per level.
     *
     * @return several lines, each with an end
     */
    @Override
    public String toString() {
        String head = id + ", " + state;
        return awaits == null ? head + "\n" : head + "\n" + awaits.toString().indent(2);
    }
}
