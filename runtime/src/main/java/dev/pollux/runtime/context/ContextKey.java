package dev.pollux.runtime.context;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names one value that tasks carry, and says what a task spawned by its holder gets.
 *
 * @param <T> the type of the value
 */
public final class ContextKey<T> {

    /**
     * Makes the value of a child out of that of its parent.
     *
     * @param <T> the type of the value
     */
    @FunctionalInterface
    public interface Fork<T> {

        /**
         * Makes the value.
         *
         * @param value of the parent
         * @return the child's; {@code null} for none
         */
        @Nullable T forChild(T value);
    }

    private final String name;
    private final @Nullable Fork<T> toChild; // null: the very value

    private ContextKey(String name, @Nullable Fork<T> toChild) {
        this.name = Objects.requireNonNull(name, "name");
        this.toChild = toChild;
    }

    /**
     * Makes a key whose value child tasks share.
     *
     * @param name for people
     * @param <T> the type of the value
     * @return a key
     */
    public static <T> ContextKey<T> inherited(String name) {
        return new ContextKey<>(name, null);
    }

    /**
     * Makes a key for whose value a function makes another one for each child task.
     *
     * @param name for people
     * @param fork called by the spawning thread; {@code null} from it means that the child gets no value
     * @param <T> the type of the value
     * @return a key
     */
    public static <T> ContextKey<T> forked(String name, Fork<T> fork) {
        return new ContextKey<>(name, Objects.requireNonNull(fork, "fork"));
    }

    /**
     * Makes a key whose value child tasks do not see.
     *
     * @param name for people
     * @param <T> the type of the value
     * @return a key
     */
    public static <T> ContextKey<T> ofOneTask(String name) {
        return new ContextKey<>(name, value -> null);
    }

    /**
     * Tells whether child tasks get the very value.
     *
     * @return {@code false} if a function decides
     */
    public boolean isInheritedAsIs() {
        return toChild == null;
    }

    @SuppressWarnings("unchecked") // TaskContext pairs keys with values of their type
    @Nullable Object valueForChild(Object value) {
        return toChild == null ? value : toChild.forChild((T) value);
    }

    @Override
    public String toString() {
        return name;
    }
}
