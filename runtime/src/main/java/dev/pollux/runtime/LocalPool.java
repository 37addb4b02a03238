package dev.pollux.runtime;

import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.runtime.schedule.AsyncThreads;
import dev.pollux.task.JoinHandle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Threads of which each runs a {@link LocalRuntime}: for tasks that must stay on one thread, but not on a certain one.
 *
 * <pre>{@code
 * try (LocalPool pool = AsyncRuntime.currentThread().buildLocalPool(4)) {
 *     JoinHandle<String> page = pool.spawnPinned(() -> render(newScriptEngine()));
 *     ...
 * }
 * }</pre>
 *
 * <p>The future is made on the thread that runs it, so what it uses never meets another thread. In it, {@code spawnLocal} starts more tasks
 * on the same thread. A task that blocks its thread blocks the others there; no other thread takes them over.
 *
 * <p>All methods may be called by any thread.
 *
 * @see RuntimeBuilder#buildLocalPool
 * @origin tokio_util::task::LocalPoolHandle (0.7). Differs: it is closed, and counts what tasks spawn as load, too.
 */
public final class LocalPool implements AutoCloseable {

    private final List<PinnedThread> threads = new ArrayList<>();

    LocalPool(RuntimeBuilder builder, int size) {
        try {
            for (int i = 1; i <= size; i++) {
                threads.add(PinnedThread.start(builder, i));
            }
        } catch (Throwable t) {
            end();
            throw t;
        }
    }

    /**
     * Starts a task on the thread that has the fewest.
     *
     * @param create called on that thread, once, to make the future; what it throws, the task fails with
     * @param <T> the type of the value
     * @return the handle of the task; after {@link #close} of one that was cancelled
     * @cost Looks at each thread. Several callers at the same moment may choose the same one.
     */
    public <T extends @Nullable Object> JoinHandle<T> spawnPinned(Callable<? extends Future<T>> create) {
        return spawnOn(leastLoaded(), create);
    }

    /**
     * Starts a task on a certain thread: where another one keeps what it needs.
     *
     * @param create called on that thread, once, to make the future; what it throws, the task fails with
     * @param index of the thread, from 0 to one less than {@link #numThreads}
     * @param <T> the type of the value
     * @return the handle of the task; after {@link #close} of one that was cancelled
     * @throws IndexOutOfBoundsException if there is no such thread
     */
    public <T extends @Nullable Object> JoinHandle<T> spawnPinnedByIndex(
            Callable<? extends Future<T>> create, int index) {
        return spawnOn(threads.get(Objects.checkIndex(index, threads.size())), create);
    }

    private static <T extends @Nullable Object> JoinHandle<T> spawnOn(
            PinnedThread thread, Callable<? extends Future<T>> create) {
        Future<Future<T>> created = Futures.lazy(Objects.requireNonNull(create, "create"));
        return thread.handle().spawn(created.andThen(future -> future));
    }

    private PinnedThread leastLoaded() {
        return threads.stream()
                .min(Comparator.comparingLong(PinnedThread::load))
                .orElseThrow();
    }

    /**
     * Returns how many threads there are.
     *
     * @return as given to the builder
     */
    public int numThreads() {
        return threads.size();
    }

    /**
     * Returns how many tasks each thread has, by index.
     *
     * @return those that have not ended, also those that tasks spawned
     */
    public List<Long> taskLoads() {
        return threads.stream().map(PinnedThread::load).toList();
    }

    /**
     * Cancels all tasks, and waits for their clean-up and the end of the threads. Repeated calls wait as well. An interrupt does not end the
     * waiting, and is kept.
     *
     * @throws IllegalStateException if called in async code, which would block a thread that tasks need
     */
    @Override
    public void close() {
        AsyncThreads.refuse("LocalPool.close()", "Close it on a plain thread, or in spawnBlocking(...).");
        end();
    }

    private void end() {
        threads.forEach(PinnedThread::stop);
        threads.forEach(PinnedThread::join);
    }

    @Override
    public String toString() {
        return "LocalPool" + taskLoads();
    }
}
