package dev.pollux.runtime.context;

import org.jspecify.annotations.Nullable;

/**
 * What was said of a task when it was spawned. Most tasks have none.
 *
 * @param name its name, if it was given one
 * @param spawnSite the call that spawned it, if that is recorded
 */
public record TaskLabel(@Nullable String name, @Nullable StackTraceElement spawnSite) {

    /** Where tasks carry it; a child has its own. */
    public static final ContextKey<TaskLabel> KEY = ContextKey.ofOneTask("task label");

    /** Says nothing. */
    public static final TaskLabel NONE = new TaskLabel(null, null);

    /**
     * Reads the label in a context.
     *
     * @param context of a task
     * @return its label, or {@link #NONE}
     */
    public static TaskLabel in(TaskContext context) {
        TaskLabel label = context.get(KEY);
        return label == null ? NONE : label;
    }
}
