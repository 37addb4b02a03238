package dev.pollux.task;

import dev.pollux.future.Future;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks can be started that stay on one thread. Collections of tasks take one in their {@code spawnLocalOn} methods.
 *
 * @origin futures-rs LocalSpawn (0.3). Differs: the task has a handle.
 */
public interface LocalSpawner {

    /**
     * Starts a task that stays on the thread that this belongs to.
     *
     * @param future need not be able to change threads
     * @param <T> the type of the value
     * @return the handle of the task
     * @throws IllegalStateException if called by another thread
     */
    <T extends @Nullable Object> JoinHandle<T> spawnLocal(Future<T> future);
}
