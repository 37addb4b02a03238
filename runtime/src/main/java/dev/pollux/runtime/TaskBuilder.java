package dev.pollux.runtime;

import static dev.pollux.future.Futures.async;

import dev.pollux.future.AsyncAction;
import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Future;
import dev.pollux.task.JoinHandle;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Says something about a task before it is spawned.
 *
 * <pre>{@code
 * task().name("mailer").spawn(() -> sendMails().await());
 * }</pre>
 *
 * @see Handle#task
 */
public final class TaskBuilder {

    private final RuntimeCore core;
    private @Nullable String name;

    TaskBuilder(RuntimeCore core) {
        this.core = core;
    }

    /**
     * Names the task, for failures, dumps and {@link JoinHandle#name}.
     *
     * @param name need not be unique
     * @return this builder
     * @throws IllegalArgumentException if {@code name} is blank
     */
    public TaskBuilder name(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a task must not be blank");
        }
        this.name = name;
        return this;
    }

    /**
     * Starts a task.
     *
     * @param future polled until it is finished, by workers of the runtime
     * @param <T> the type of the value
     * @return the handle of the task
     */
    public <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future) {
        return core.spawn(future, name);
    }

    /**
     * Starts an async block as a task.
     *
     * @param block a lambda that may await
     * @param <T> the type of the value
     * @return the handle of the task
     */
    public <T extends @Nullable Object> JoinHandle<T> spawn(AsyncBlock<T> block) {
        return core.spawn(async(block), name);
    }

    /**
     * Starts an async block without a value as a task.
     *
     * @param block a lambda that may await
     * @return the handle of the task
     */
    public JoinHandle<@Nullable Void> spawn(AsyncAction block) {
        return core.spawn(async(block), name);
    }

    /**
     * Starts a task that stays on the calling thread.
     *
     * @param future need not be able to change threads
     * @param <T> the type of the value
     * @return the handle of the task
     * @throws IllegalStateException as for {@link dev.pollux.Pollux#spawnLocal}: outside a {@link LocalSet}, unless the runtime is a
     *     {@link LocalRuntime} of this thread
     */
    public <T extends @Nullable Object> JoinHandle<T> spawnLocal(Future<T> future) {
        return core.spawnLocal(future, name);
    }

    /**
     * Starts an async block as a task that stays on the calling thread.
     *
     * @param block a lambda that may await
     * @param <T> the type of the value
     * @return the handle of the task
     * @throws IllegalStateException as above
     */
    public <T extends @Nullable Object> JoinHandle<T> spawnLocal(AsyncBlock<T> block) {
        return spawnLocal(async(block));
    }

    /**
     * Starts an async block without a value as a task that stays on the calling thread.
     *
     * @param block a lambda that may await
     * @return the handle of the task
     * @throws IllegalStateException as above
     */
    public JoinHandle<@Nullable Void> spawnLocal(AsyncAction block) {
        return spawnLocal(async(block));
    }

    /**
     * Runs blocking code on a thread made for that.
     *
     * @param job may block
     * @param <T> the type of the value
     * @return the handle of the job
     */
    public <T extends @Nullable Object> JoinHandle<T> spawnBlocking(Callable<T> job) {
        return core.spawnBlocking(job, name);
    }
}
