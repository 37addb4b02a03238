package dev.pollux.runtime;

import static dev.pollux.future.Futures.async;

import dev.pollux.future.AsyncAction;
import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Future;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.LocalSpawner;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A current-thread runtime that belongs to one thread, the one that built it, and whose tasks are all polled there: they may use what
 * is confined to that thread.
 *
 * <p>Other threads may spawn through {@link #handle}, but not run, nor {@code spawnLocal}.
 *
 * @see RuntimeBuilder#buildLocal
 * @origin tokio::runtime::LocalRuntime (1.53)
 */
public final class LocalRuntime implements LocalSpawner, AutoCloseable {

    private final RuntimeCore core;
    private final AsyncRuntime runtime;

    LocalRuntime(RuntimeCore core) {
        this.core = core;
        this.runtime = new AsyncRuntime(core);
    }

    /**
     * Polls a future and the tasks on the owner's thread until the future is finished.
     *
     * @param future what to wait for
     * @param <T> the type of the value
     * @return its value
     * @throws Exception what the future throws; or {@link InterruptedException}, after the future was dropped
     * @throws IllegalStateException if called by another thread, inside async code, or after a shutdown
     */
    public <T extends @Nullable Object> T blockOn(Future<T> future) throws Exception {
        return core.blockOn(future);
    }

    /**
     * Starts a task.
     *
     * @param future need not be able to change threads
     * @param <T> the type of the value
     * @return the handle of the task
     * @throws IllegalStateException if called by another thread
     */
    @Override
    public <T extends @Nullable Object> JoinHandle<T> spawnLocal(Future<T> future) {
        core.requireOwner("spawnLocal");
        return core.spawn(future);
    }

    /**
     * Starts an async block as a task.
     *
     * @param block a lambda that may await
     * @param <T> the type of the value
     * @return the handle of the task
     * @throws IllegalStateException if called by another thread
     */
    public <T extends @Nullable Object> JoinHandle<T> spawnLocal(AsyncBlock<T> block) {
        return spawnLocal(async(block));
    }

    /**
     * Starts an async block without a value as a task.
     *
     * @param block a lambda that may await
     * @return the handle of the task
     * @throws IllegalStateException if called by another thread
     */
    public JoinHandle<@Nullable Void> spawnLocal(AsyncAction block) {
        return spawnLocal(async(block));
    }

    /**
     * Returns a way to this runtime, for handing around. Through it other threads may spawn; they may not block on it.
     *
     * @return the handle
     */
    public Handle handle() {
        return core.handle();
    }

    /**
     * Makes this runtime the current one of the calling thread.
     *
     * @return ends this when closed
     * @see Handle#enter
     */
    public EnterGuard enter() {
        return core.handle().enter();
    }

    /**
     * Shuts the runtime down, as {@link AsyncRuntime#shutdown} does.
     *
     * @param timeout how long to wait at most
     * @return what was cancelled and what still runs
     * @throws InterruptedException if the calling thread is interrupted while it waits
     * @throws IllegalStateException if called by another thread
     */
    public ShutdownReport shutdown(Duration timeout) throws InterruptedException {
        core.requireOwner("shutdown");
        return runtime.shutdown(timeout);
    }

    /**
     * Shuts the runtime down, as {@link AsyncRuntime#close} does.
     *
     * @throws IllegalStateException if called by another thread
     */
    @Override
    public void close() {
        core.requireOwner("close");
        runtime.close();
    }

    @Override
    public String toString() {
        return runtime.toString();
    }
}
