package dev.pollux.task;

import dev.pollux.future.Future;
import dev.pollux.runtime.context.ContextKey;
import dev.pollux.runtime.context.InContext;
import dev.pollux.runtime.context.TaskContext;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value that belongs to a task instead of a thread, for as long as a future of the task runs. Each local says when it is made what
 * child tasks get.
 *
 * <pre>{@code
 * static final TaskLocal<User> USER = TaskLocal.inherited("user");
 *
 * USER.scope(ada, handle(request)).await();      // inside handle, and in tasks that it spawns: USER.get() == ada
 * }</pre>
 *
 * <p>The value is there in every poll of the future, in its {@code finally} blocks, also those that await, and in its drop. Scopes
 * nest: the inner one's end brings the outer value back. Blocking jobs are child tasks. Other tasks never see it, whichever thread
 * runs them.
 *
 * @param <T> the type of the value, which is never null
 * @origin tokio::task_local (1.53). Differs: children may inherit.
 */
public final class TaskLocal<T> {

    private final ContextKey<T> key;

    private TaskLocal(ContextKey<T> key) {
        this.key = key;
    }

    /**
     * Makes a local whose value child tasks share: who the request is for, say.
     *
     * @param name for error messages
     * @param <T> the type of the value
     * @return a local, to be kept in a constant
     */
    public static <T> TaskLocal<T> inherited(String name) {
        return new TaskLocal<>(ContextKey.inherited(name));
    }

    /**
     * Makes a local of which each child task gets its own: a span of a trace, say.
     *
     * @param name for error messages
     * @param fork makes the child's value, in the thread and at the moment of the spawn; what it throws, the spawn throws;
     *     {@code null} gives the child none
     * @param <T> the type of the value
     * @return a local, to be kept in a constant
     */
    public static <T> TaskLocal<T> forked(String name, Function<? super T, ? extends @Nullable T> fork) {
        return new TaskLocal<>(ContextKey.forked(name, fork::apply));
    }

    /**
     * Makes a local that child tasks do not see: a transaction, say.
     *
     * @param name for error messages
     * @param <T> the type of the value
     * @return a local, to be kept in a constant
     */
    public static <T> TaskLocal<T> ofOneTask(String name) {
        return new TaskLocal<>(ContextKey.ofOneTask(name));
    }

    /**
     * Runs a future with a value.
     *
     * @param value seen by the future
     * @param future any future
     * @param <R> the type of its value
     * @return a future of the same value
     * @cancel As safe as {@code future}.
     * @wakeup As {@code future}.
     * @cost Two small objects; a few nanoseconds a poll.
     */
    public <R extends @Nullable Object> Future<R> scope(T value, Future<R> future) {
        return new InContext<>("TaskLocal[" + key + "]", future, setting(value));
    }

    /**
     * Calls something with a value. Also outside a task, and outside a runtime.
     *
     * @param value seen by the callable
     * @param body called at once; it must not await
     * @param <R> the type of its result
     * @return what it returns
     * @throws Exception what it throws
     */
    public <R extends @Nullable Object> R syncScope(T value, Callable<R> body) throws Exception {
        return InContext.call(setting(value), body);
    }

    private UnaryOperator<TaskContext> setting(T value) {
        Objects.requireNonNull(value, "value");
        return found -> found.with(key, value);
    }

    /**
     * Returns the value.
     *
     * @return that of the innermost scope around the caller
     * @throws NoSuchElementException if there is none
     */
    public T get() {
        T value = TaskContext.current().get(key);
        if (value == null) {
            throw new NoSuchElementException(
                    "task local \"" + key + "\" has no value here: set it around this code with"
                            + " scope(value, future)"
                            + (key.isInheritedAsIs() ? "" : "; a task does not get the value of its parent as it is"));
        }
        return value;
    }

    /**
     * Returns the value, if there is one.
     *
     * @return that of the innermost scope around the caller
     */
    public Optional<T> tryGet() {
        return Optional.ofNullable(TaskContext.current().get(key));
    }

    /**
     * Applies a function to the value.
     *
     * @param function given the value
     * @param <R> the type of its result
     * @return what it returns
     * @throws NoSuchElementException if there is no value
     */
    public <R extends @Nullable Object> R with(Function<? super T, ? extends R> function) {
        return function.apply(get());
    }

    @Override
    public String toString() {
        return "TaskLocal[" + key + "]";
    }
}
