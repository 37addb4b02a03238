package dev.pollux.task;

import dev.pollux.future.AsyncBlock;
import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Holding;
import dev.pollux.future.Resource;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts tasks and tells when the last one is gone. For an orderly end: cancel a {@link CancellationToken}, close the tracker,
 * wait until it is {@link #drained}.
 *
 * <p>Unlike a {@link JoinSet} it keeps no results: a task that ends leaves nothing behind, so a server may track a task for each
 * connection as long as it runs. It aborts nothing. A task counts until its future is finished or dropped, clean-up included.
 *
 * <p>Every method may be called by any thread. A tracker that is closed still takes tasks; closing says that its emptiness means
 * something.
 *
 * @origin tokio_util::task::TaskTracker (0.7). Differs: {@code wait} is called {@link #drained}, since objects of Java have that
 *     method already; tokens are closed, not dropped.
 */
public final class TaskTracker {

    private final TaskCount count = new TaskCount();

    /** Creates an open tracker without tasks. */
    public TaskTracker() {}

    // ---------------------------------------------------------------- tasks

    /**
     * Starts a task on the current runtime and tracks it.
     *
     * @param future polled until it is finished
     * @param <T> the type of the value
     * @return the handle of the task
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future) {
        return spawnOn(CurrentSpawner.get(), future);
    }

    /**
     * Starts an async block as a task on the current runtime and tracks it.
     *
     * @param block a lambda that may await
     * @param <T> the type of the value
     * @return the handle of the task
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public <T extends @Nullable Object> JoinHandle<T> spawn(AsyncBlock<T> block) {
        return spawn(Futures.async(block));
    }

    /**
     * Starts a task and tracks it.
     *
     * @param runtime where to start it
     * @param future polled until it is finished
     * @param <T> the type of the value
     * @return the handle of the task
     */
    public <T extends @Nullable Object> JoinHandle<T> spawnOn(Spawner runtime, Future<T> future) {
        Objects.requireNonNull(future, "future");
        return counted(token -> runtime.spawn(new TrackedFuture<>(future, token)));
    }

    /**
     * Starts an async block as a task and tracks it.
     *
     * @param runtime where to start it
     * @param block a lambda that may await
     * @param <T> the type of the value
     * @return the handle of the task
     */
    public <T extends @Nullable Object> JoinHandle<T> spawnOn(Spawner runtime, AsyncBlock<T> block) {
        return spawnOn(runtime, Futures.async(block));
    }

    /**
     * Runs blocking code on a thread of the current runtime made for that, and tracks it.
     *
     * @param job may block
     * @param <T> the type of the value
     * @return the handle of the job
     * @throws IllegalStateException if the calling thread belongs to no runtime
     */
    public <T extends @Nullable Object> JoinHandle<T> spawnBlocking(Callable<T> job) {
        return spawnBlockingOn(CurrentSpawner.get(), job);
    }

    /**
     * Runs blocking code on a thread made for that, and tracks it until it ends or is forgotten before it began.
     *
     * @param runtime whose thread
     * @param job may block
     * @param <T> the type of the value
     * @return the handle of the job
     */
    public <T extends @Nullable Object> JoinHandle<T> spawnBlockingOn(Spawner runtime, Callable<T> job) {
        Objects.requireNonNull(job, "job");
        return counted(token -> runtime.spawnBlocking(new TrackedJob<>(job, token)));
    }

    /**
     * Starts a task that stays on the calling thread, and tracks it.
     *
     * @param future need not be able to change threads
     * @param <T> the type of the value
     * @return the handle of the task
     * @throws IllegalStateException if the calling thread is neither inside a set of local tasks nor that of a local runtime
     */
    public <T extends @Nullable Object> JoinHandle<T> spawnLocal(Future<T> future) {
        return spawnLocalOn(CurrentSpawner.local(), future);
    }

    /**
     * Starts a task that stays on one thread, and tracks it.
     *
     * @param local a set of local tasks, or a local runtime, of the calling thread
     * @param future need not be able to change threads
     * @param <T> the type of the value
     * @return the handle of the task
     * @throws IllegalStateException if {@code local} belongs to another thread
     */
    public <T extends @Nullable Object> JoinHandle<T> spawnLocalOn(LocalSpawner local, Future<T> future) {
        Objects.requireNonNull(future, "future");
        return counted(token -> local.spawnLocal(new TrackedFuture<>(future, token)));
    }

    /** Counts a task that is about to start, unless the start is refused. */
    private <H> H counted(Function<Token, H> start) {
        Token token = token();
        try {
            return start.apply(token);
        } catch (RuntimeException | Error refused) {
            token.close();
            throw refused;
        }
    }

    /**
     * Tracks a future that somebody else polls, from now until it is finished or dropped.
     *
     * @param future any future
     * @param <T> the type of the value
     * @return a future that does the same; to be polled, or dropped, or it counts for ever
     * @cancel As safe as {@code future}.
     * @wakeup As {@code future}.
     * @cost Two small objects.
     */
    public <T extends @Nullable Object> Future<T> trackFuture(Future<T> future) {
        Objects.requireNonNull(future, "future");
        return new TrackedFuture<>(future, token());
    }

    /**
     * Adds something that counts as a task until it is closed.
     *
     * @return counts from now on
     */
    public Token token() {
        count.add();
        return new Token(this);
    }

    // ---------------------------------------------------------------- the end

    /**
     * Closes this tracker: once it is empty, it is drained.
     *
     * @return {@code false} if it was closed already
     */
    public boolean close() {
        return count.close();
    }

    /**
     * Opens this tracker again. Those who wait already are not affected: a draining that they waited for has happened.
     *
     * @return {@code false} if it was open
     */
    public boolean reopen() {
        return count.reopen();
    }

    /**
     * Waits until this tracker is closed and empty at the same time, once.
     *
     * @return a future that is ready after that, if it is so now or was so at any time since this call
     * @cancel Safe.
     * @wakeup By the end of the last task, or by {@link #close}.
     * @memory What the tasks did happens-before the return of the poll that is ready.
     */
    @CancelSafe
    public Future<@Nullable Void> drained() {
        return count.drained();
    }

    /**
     * Tells whether this tracker is closed.
     *
     * @return {@code true} after {@link #close}, until {@link #reopen}
     */
    public boolean isClosed() {
        return count.isClosed();
    }

    /**
     * Tells whether nothing is tracked now.
     *
     * @return {@code true} if no task or token counts
     */
    public boolean isEmpty() {
        return size() == 0;
    }

    /**
     * Returns how much is tracked now.
     *
     * @return the number of tasks and tokens
     */
    public long size() {
        return count.tasks();
    }

    @Override
    public String toString() {
        return "TaskTracker[" + (isClosed() ? "closed" : "open") + ", size=" + size() + "]";
    }

    /** Counts as a task of a tracker until it is closed. */
    public static final class Token implements AutoCloseable, Holding {

        private final TaskTracker tracker;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Token(TaskTracker tracker) {
            this.tracker = tracker;
        }

        /**
         * Returns whose token this is.
         *
         * @return the tracker
         */
        public TaskTracker tracker() {
            return tracker;
        }

        @Override
        public @Nullable Resource holds() {
            return closed.get() ? null : tracker.count.end();
        }

        /** Ends the counting. Repeated calls do nothing. */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                tracker.count.remove();
            }
        }
    }
}
