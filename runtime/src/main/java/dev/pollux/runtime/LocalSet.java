package dev.pollux.runtime;

import static dev.pollux.future.Futures.async;

import dev.pollux.future.AsyncAction;
import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.schedule.LocalQueue;
import dev.pollux.runtime.task.FailureReports;
import dev.pollux.runtime.task.Ledger;
import dev.pollux.runtime.task.TaskObserver;
import dev.pollux.runtime.task.Tasks;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.LocalSpawner;
import dev.pollux.task.TaskFailure;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that are confined to one thread: the one that made the set. They may use what is not safe for threads, or belongs to the
 * thread, and interleave only where they await.
 *
 * <pre>{@code
 * try (LocalSet local = new LocalSet(runtime.handle())) {
 *     local.blockOn(async(() -> {
 *         var one = spawnLocal(() -> cache.refresh().await());
 *         one.await();
 *     }));
 * }
 * }</pre>
 *
 * <p>The tasks make progress while the owner polls one of the set's futures: {@link #blockOn}, {@link #runUntil}, or the set itself,
 * which is ready when all tasks have ended. Timers and sockets are those of the runtime. Handles of the tasks may be used by any
 * thread; a task that is aborted or woken from elsewhere is still polled and dropped by the owner.
 *
 * <p>Closing the set, or dropping it, cancels the tasks; clean-up that has to wait is given up then.
 *
 * @cancel Safe: a future of {@link #runUntil} that is dropped leaves the tasks for the next one.
 * @origin tokio::task::LocalSet (1.53). Differs: it is made for a runtime, and confinement is checked when it runs.
 */
public final class LocalSet implements Future<@Nullable Void>, LocalSpawner, AutoCloseable {

    private final RuntimeCore core;
    private final LocalQueue queue = new LocalQueue();
    private final FailureReports failures;
    private final Tasks tasks;
    private final @Nullable FailStop failStop; // null: a task that fails ends nothing but itself
    private boolean closed;

    /**
     * Makes an empty set that the calling thread owns.
     *
     * @param handle the runtime that lends timers and sockets and hears of failures that nobody takes; when a task of the set fails, the
     *     same becomes of the set as of that runtime when one of its own tasks does
     */
    public LocalSet(Handle handle) {
        this(handle, handle.core().unhandledFailure());
    }

    /**
     * Makes an empty set that the calling thread owns, and says what becomes of it when a task fails.
     *
     * @param handle the runtime that lends timers and sockets and hears of failures that nobody takes
     * @param policy {@link UnhandledFailure#SHUT_DOWN} ends the set, not the runtime: its tasks are cancelled, and whatever polls
     *     the set or its {@link #runUntil} gets a {@link RuntimeShutdownException}
     */
    public LocalSet(Handle handle, UnhandledFailure policy) {
        Objects.requireNonNull(policy, "policy");
        this.core = handle.core();
        this.failures = new FailureReports(core::report);
        this.tasks = Tasks.polledBy(queue, failures, core, core.taskHooks(), new Ledger());
        this.failStop = policy == UnhandledFailure.SHUT_DOWN ? new FailStop("the " + this, this::cancelAll) : null;
        tasks.onFailure(failStop);
        core.localTasks().add(tasks, queue.owner());
        if (core.observesTasks()) {
            tasks.observe(TaskObserver.NONE); // for the hooks; the numbers of the runtime are those of its workers
        }
    }

    // ---------------------------------------------------------------- spawning

    /**
     * Starts a task on this thread. It is polled when the set is.
     *
     * @param future need not be able to change threads
     * @param <T> the type of the value
     * @return the handle of the task; after the set was closed, of a task that was cancelled at once
     * @throws IllegalStateException if called by another thread
     */
    @Override
    public <T extends @Nullable Object> JoinHandle<T> spawnLocal(Future<T> future) {
        return spawnLocal(future, null);
    }

    <T extends @Nullable Object> JoinHandle<T> spawnLocal(Future<T> future, @Nullable String name) {
        requireOwner("spawnLocal");
        core.localTasks().countSpawn();
        return tasks.spawn(future, core.labelOf(name));
    }

    /**
     * Starts an async block as a task on this thread.
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
     * Starts an async block without a value as a task on this thread.
     *
     * @param block a lambda that may await
     * @return the handle of the task
     * @throws IllegalStateException if called by another thread
     */
    public JoinHandle<@Nullable Void> spawnLocal(AsyncAction block) {
        return spawnLocal(async(block));
    }

    /**
     * Makes this set the one that {@link dev.pollux.Pollux#spawnLocal} on this thread means, and its runtime the current one, until the guard is closed.
     *
     * @return ends this when closed
     * @throws IllegalStateException if called by another thread
     */
    public LocalGuard enter() {
        requireOwner("enter");
        return new LocalGuard(this, core);
    }

    // ---------------------------------------------------------------- running

    /**
     * Polls a future, and the tasks beside it, on the calling thread until the future is finished.
     *
     * @param future what to wait for
     * @param <T> the type of the value
     * @return its value
     * @throws Exception what the future throws; or {@link InterruptedException}, after the future was dropped
     * @throws IllegalStateException if called by another thread, inside async code, or after the runtime was shut down
     */
    public <T extends @Nullable Object> T blockOn(Future<T> future) throws Exception {
        requireOwner("blockOn");
        return core.blockOn(runUntil(future));
    }

    /**
     * Runs the tasks for as long as a future takes.
     *
     * @param future polled beside the tasks, and able to spawn more
     * @param <T> the type of the value
     * @return the future to await or poll, on this thread
     */
    public <T extends @Nullable Object> Future<T> runUntil(Future<T> future) {
        return new LocalRun<>(
                this, failStop == null ? future : failStop.guard("runUntil", future, () -> core.allEnded(tasks)));
    }

    @Override
    public Poll<@Nullable Void> poll(Context cx) {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) {
        runSome(cx);
        if (!tasks.isEmpty()) {
            return Poll.PENDING;
        }
        TaskFailure failure = failStop == null ? null : failStop.failure();
        if (failure != null) {
            throw new RuntimeShutdownException("poll", "the " + this, failure);
        }
        return null;
    }

    void runSome(Context cx) {
        requireOwner("poll");
        LocalSet before = CurrentLocal.replace(this);
        try {
            queue.runSome(cx.waker());
        } finally {
            CurrentLocal.replace(before);
        }
    }

    void requireOwner(String operation) {
        if (Thread.currentThread() != queue.owner()) {
            throw new IllegalStateException(operation + " of a LocalSet was called on "
                    + Thread.currentThread().getName() + ", but the set belongs to the thread that made it, "
                    + queue.owner().getName() + ". Poll it there, by blockOn; its tasks cannot move.");
        }
    }

    // ---------------------------------------------------------------- the end

    private void cancelAll() {
        tasks.close();
        tasks.abortAll();
    }

    /**
     * Cancels all tasks. Repeated calls do nothing.
     *
     * @throws IllegalStateException if called by another thread
     */
    @Override
    public void close() {
        requireOwner("close");
        if (closed) {
            return;
        }
        closed = true;
        try (LocalGuard inside = enter()) {
            Objects.requireNonNull(inside);
            tasks.sweep();
        }
        core.localTasks().remove(tasks);
        failures.reportAll();
    }

    @Override
    public void drop() {
        close();
    }

    @Override
    public String toString() {
        return "LocalSet of " + queue.owner().getName();
    }
}
