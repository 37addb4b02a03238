package dev.pollux.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a runtime had to leave behind, or to end before its time, when it was shut down.
 *
 * @param task which task or blocking job it is; {@code null} for a thread that was in no task
 * @param label what the task says of itself, for an async block the place where it starts
 * @param awaits what its clean-up waited for, as an await chain; empty for what was not waiting
 * @param thread the name of the thread that was busy with it; {@code null} if it was waiting
 * @param stack what that thread did; empty if it was waiting
 */
public record Unfinished(
        @Nullable TaskId task,
        String label,
        String awaits,
        @Nullable String thread,
        List<StackTraceElement> stack) {

    /**
     * Copies the stack.
     *
     * @param task as above
     * @param label as above
     * @param awaits as above
     * @param thread as above
     * @param stack as above
     */
    public Unfinished {
        stack = List.copyOf(stack);
    }

    /**
     * Describes something that waits.
     *
     * @param task which task
     * @param label what it is
     * @param awaits its await chain
     * @return without a thread
     */
    public static Unfinished waiting(TaskId task, String label, String awaits) {
        return new Unfinished(task, label, awaits, null, List.of());
    }

    /**
     * Describes something that keeps a thread busy.
     *
     * @param task which task, if any
     * @param label what it is
     * @param thread asked for its stack
     * @return without an await chain
     */
    public static Unfinished running(@Nullable TaskId task, String label, Thread thread) {
        return new Unfinished(task, label, "", thread.getName(), List.of(thread.getStackTrace()));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(task == null ? label : task + " (" + label + ")");
        if (thread != null) {
            text.append(" on ").append(thread);
        }
        awaits.lines().forEach(line -> text.append("\n    ").append(line));
        stack.forEach(frame -> text.append("\n    at ").append(frame));
        return text.toString();
    }
}
