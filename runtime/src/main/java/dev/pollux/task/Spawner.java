package dev.pollux.task;

import dev.pollux.future.Future;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks can be started: a runtime, or a handle to one. Collections of tasks take one in their {@code spawnOn} methods.
 *
 * @origin futures-rs Spawn (0.3). Differs: the task has a handle.
 */
public interface Spawner {

    /**
     * Starts a task.
     *
     * @param future polled until it is finished
     * @param <T> the type of the value
     * @return the handle of the task; after a shutdown, of a task that was cancelled at once
     * @memory What happens before this call happens-before the first poll.
     */
    <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future);

    /**
     * Runs blocking code on a thread made for that.
     *
     * @param job may block
     * @param <T> the type of the value
     * @return the handle of the job; aborting it helps only while it is queued
     */
    <T extends @Nullable Object> JoinHandle<T> spawnBlocking(Callable<T> job);
}
