package dev.pollux.runtime.context;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values that a task carries: an immutable list, shared with the tasks that inherit it.
 *
 * <p>A task has few, mostly none. So this is a linked list without duplicate keys; deriving costs one object as a rule, inheriting
 * nothing, and a chain of tasks that each set the same key does not grow.
 */
public final class TaskContext {

    /** Carries nothing. */
    public static final TaskContext EMPTY = new TaskContext();

    private final @Nullable ContextKey<?> key; // null only in EMPTY, which ends each list
    private final Object value;
    private final TaskContext rest;
    private final boolean inheritedAsIs;

    private TaskContext() {
        key = null;
        value = this;
        rest = this;
        inheritedAsIs = true;
    }

    private TaskContext(ContextKey<?> key, Object value, TaskContext rest) {
        this.key = key;
        this.value = value;
        this.rest = rest;
        this.inheritedAsIs = key.isInheritedAsIs() && rest.inheritedAsIs;
    }

    /**
     * Returns what the calling thread runs with.
     *
     * @return the context of the task that it polls; empty outside a task
     */
    public static TaskContext current() {
        RunningTask task = CurrentTask.get();
        return task == null ? EMPTY : task.carried();
    }

    /**
     * Looks a value up.
     *
     * @param wanted its key
     * @param <T> the type of the value
     * @return the value, if there is one
     */
    @SuppressWarnings("unchecked") // with() pairs keys with values of their type
    public <T> @Nullable T get(ContextKey<T> wanted) {
        for (TaskContext each = this; each != EMPTY; each = each.rest) {
            if (each.key == wanted) {
                return (T) each.value;
            }
        }
        return null;
    }

    /**
     * Adds a value, in the place of one that there is for the same key.
     *
     * @param added its key
     * @param itsValue the value
     * @param <T> the type of the value
     * @return a context with it
     */
    public <T> TaskContext with(ContextKey<T> added, T itsValue) {
        return new TaskContext(added, Objects.requireNonNull(itsValue, "value"), without(added));
    }

    /**
     * Leaves a value out.
     *
     * @param removed its key
     * @return a context without it
     */
    public TaskContext without(ContextKey<?> removed) {
        if (this == EMPTY || key == removed) {
            return rest;
        }
        TaskContext shorter = rest.without(removed);
        return shorter == rest ? this : new TaskContext(Objects.requireNonNull(key), value, shorter);
    }

    /**
     * Leaves all values out but one.
     *
     * @param kept the key of that one
     * @param <T> the type of the value
     * @return a context with that value, if there is one
     */
    public <T> TaskContext only(ContextKey<T> kept) {
        T found = get(kept);
        return found == null ? EMPTY : EMPTY.with(kept, found);
    }

    /**
     * Returns what a task starts with that is spawned by this one.
     *
     * @return this very context, if every key in it is inherited as it is
     */
    public TaskContext forChild() {
        if (inheritedAsIs) {
            return this;
        }
        TaskContext inherited = rest.forChild();
        ContextKey<?> mine = Objects.requireNonNull(key);
        Object passedOn = mine.valueForChild(value);
        return passedOn == null ? inherited : new TaskContext(mine, passedOn, inherited);
    }
}
