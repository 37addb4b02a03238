package dev.pollux.runtime.task;

import dev.pollux.future.Future;
import dev.pollux.future.Host;
import dev.pollux.runtime.spi.BlockingPool;
import dev.pollux.runtime.spi.Scheduler;
import dev.pollux.task.JoinHandle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Spawns the tasks of a runtime and keeps the book of those alive, so that a shutdown reaches every one.
 *
 * <p>Blocking jobs are tasks too: their scheduler is the blocking pool, and their future runs the job at its first poll.
 */
public final class Tasks {

    /** A power of two; spawning threads rarely meet in one shard. */
    private static final int SHARDS = 16;

    private static final AtomicLong LAST_ID = new AtomicLong();

    private final Scheduler scheduler;
    private final FailureReports failures;
    private final Host host;
    private final boolean droppedByAborter;
    private final Shard[] shards = new Shard[SHARDS];
    private final AtomicInteger cancelled = new AtomicInteger();
    private volatile Runnable whenEmpty = () -> {};
    private final Set<Task<?>> cleaning = ConcurrentHashMap.newKeySet(); // those with clean-up that takes time

    private Tasks(Scheduler scheduler, FailureReports failures, Host host, boolean droppedByAborter) {
        this.scheduler = scheduler;
        this.failures = failures;
        this.host = host;
        this.droppedByAborter = droppedByAborter;
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new Shard();
        }
    }

    /**
     * Creates the book of tasks that are polled, and dropped, by a scheduler's workers.
     *
     * @param scheduler runs the tasks
     * @param failures hears of failures that nobody takes
     * @param host lends the tasks' futures randomness and patience
     * @return an empty book
     */
    public static Tasks polledBy(Scheduler scheduler, FailureReports failures, Host host) {
        return new Tasks(scheduler, failures, host, false);
    }

    /**
     * Creates the book of blocking jobs, each spawned as a {@link BlockingCall}.
     *
     * @param pool runs the jobs
     * @param failures hears of failures that nobody takes
     * @param host as for tasks
     * @return an empty book
     */
    public static Tasks blockingOn(BlockingPool pool, FailureReports failures, Host host) {
        return new Tasks((job, yielded) -> pool.execute(job), failures, host, true);
    }

    /**
     * Starts a task. After {@link #cancelAll} it is cancelled at once.
     *
     * @param future driven to its end
     * @param <T> the type of the value
     * @return the handle
     */
    public <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future) {
        Task<T> task = new Task<>(this, LAST_ID.incrementAndGet(), future, true);
        start(task);
        return task;
    }

    /**
     * Starts a task without a handle.
     *
     * @param future driven to its end
     */
    public void spawnDetached(Future<?> future) {
        start(new Task<>(this, LAST_ID.incrementAndGet(), future, false));
    }

    /**
     * Takes no more tasks and cancels those there are. A task that is being polled is cancelled by its worker after the poll.
     * Several threads may call this, and share the work.
     */
    public void cancelAll() {
        for (Shard shard : shards) {
            for (Task<?> task = shard.closeAndNext(); task != null; task = shard.closeAndNext()) {
                task.cancelHere();
            }
        }
        callIfEmpty();
    }

    /**
     * Tells whether no task has clean-up left to do.
     *
     * @return {@code true} if none has
     */
    public boolean isClean() {
        return cleaning.isEmpty();
    }

    /** Ends all clean-up that is left, at once. */
    public void giveUpCleanUp() {
        cleaning.forEach(Task::giveUp);
    }

    /**
     * Returns how many tasks were cancelled, by whomever.
     *
     * @return the number since this object was made
     */
    public int cancelled() {
        return cancelled.get();
    }

    private void start(Task<?> task) {
        if (shard(task).add(task)) {
            schedule(task, false);
        } else {
            task.cancelHere();
        }
    }

    /**
     * Names what a scheduler runs, for people.
     *
     * @param ran a task, or something else
     * @return its id and what it does
     */
    public static String describe(@Nullable Runnable ran) {
        return ran instanceof Task<?> task ? task.describe() : String.valueOf(ran);
    }

    // ---------------------------------------------------------------- called by tasks

    void schedule(Task<?> task, boolean yielded) {
        try {
            scheduler.schedule(task, yielded);
        } catch (RejectedExecutionException e) {
            task.cancelHere(); // the pool closed between the look at the book and now
        }
    }

    /** Tells whether an abort drops the future at once: a blocking job need not wait for a thread to be forgotten. */
    boolean droppedByAborter() {
        return droppedByAborter;
    }

    void nowCleaning(Task<?> task) {
        cleaning.add(task);
    }

    void unlist(Task<?> task) {
        cleaning.remove(task);
        if (shard(task).remove(task)) {
            callIfEmpty();
        }
    }

    /**
     * Sets what is called, by any thread and perhaps more than once, when no task is alive after {@link #cancelAll}.
     *
     * @param action must not throw
     */
    public void whenEmpty(Runnable action) {
        whenEmpty = action;
    }

    private void callIfEmpty() {
        for (Shard shard : shards) {
            if (!shard.isOver()) {
                return;
            }
        }
        whenEmpty.run();
    }

    /**
     * Tells whether no task is alive.
     *
     * @return {@code true} if every task has ended; spawning in the meantime makes that a thing of the past
     */
    public boolean isEmpty() {
        for (Shard shard : shards) {
            if (!shard.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    void countCancelled() {
        cancelled.incrementAndGet();
    }

    /**
     * Returns what the tasks' futures are lent.
     *
     * @return as given
     */
    public Host host() {
        return host;
    }

    FailureReports failures() {
        return failures;
    }

    private Shard shard(Task<?> task) {
        return shards[(int) task.number() & (SHARDS - 1)];
    }

    /** Doubly linked lists through the tasks themselves: listing one costs no memory. */
    private static final class Shard {

        private @Nullable Task<?> first; // this and all links: guarded by this
        private @Nullable Task<?> firstCancelled;
        private boolean closed;

        synchronized boolean add(Task<?> task) {
            if (closed) {
                return false;
            }
            link(task, first);
            first = task;
            task.listed = true;
            return true;
        }

        /** Returns whether the shard is closed and now empty. */
        synchronized boolean remove(Task<?> task) {
            if (!task.listed) {
                return false;
            }
            task.listed = false;
            unlink(task);
            return isOver();
        }

        /** Takes no more tasks, and gives each once to whoever cancels it. It stays listed until it has ended. */
        synchronized @Nullable Task<?> closeAndNext() {
            closed = true;
            Task<?> task = first;
            if (task != null) {
                unlink(task);
                link(task, firstCancelled);
                firstCancelled = task;
            }
            return task;
        }

        synchronized boolean isOver() {
            return closed && isEmpty();
        }

        synchronized boolean isEmpty() {
            return first == null && firstCancelled == null;
        }

        private static void link(Task<?> task, @Nullable Task<?> second) {
            task.next = second;
            if (second != null) {
                second.previous = task;
            }
        }

        private void unlink(Task<?> task) {
            Task<?> before = task.previous;
            Task<?> after = task.next;
            if (before != null) {
                before.next = after;
            } else if (first == task) {
                first = after;
            } else {
                firstCancelled = after;
            }
            if (after != null) {
                after.previous = before;
            }
            task.previous = null;
            task.next = null;
        }
    }
}
