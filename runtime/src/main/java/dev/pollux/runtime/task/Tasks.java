package dev.pollux.runtime.task;

import dev.pollux.future.AwaitTree;
import dev.pollux.future.Future;
import dev.pollux.future.Host;
import dev.pollux.runtime.context.TaskContext;
import dev.pollux.runtime.context.TaskLabel;
import dev.pollux.runtime.spi.BlockingPool;
import dev.pollux.runtime.spi.Scheduler;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskFailure;
import dev.pollux.task.TaskId;
import dev.pollux.task.Unfinished;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Spawns the tasks of a runtime and keeps the book of those alive, so that a shutdown reaches every one.
 *
 * <p>Blocking jobs are tasks too: their scheduler is the blocking pool, and their future runs the job at its first poll.
 */
public final class Tasks {

    /** A power of two; spawning threads rarely meet in one shard. */
    private static final int SHARDS = 16;

    /** The last ids given, for each group of threads one, a cache line or two apart: so threads do not fight for the next. */
    private static final AtomicLongArray LAST_IDS = new AtomicLongArray(SHARDS * SHARDS);

    private final Scheduler scheduler;
    private final FailureReports failures;
    private final Host host;
    private final TaskHooks hooks;
    private final boolean droppedByAborter;
    private final Ledger ledger;
    private final TaskShard[] shards = new TaskShard[SHARDS];
    private final CompletableFuture<@Nullable Void> emptied = new CompletableFuture<>(); // after close()
    private final AtomicLong forcedYields = new AtomicLong();
    private @Nullable TaskObserver observer; // set before the first task
    private @Nullable Consumer<? super TaskFailure> onFailure; // set before the first task
    private final Set<Task<?>> cleaning = ConcurrentHashMap.newKeySet(); // those with clean-up that takes time

    private Tasks(
            Scheduler scheduler,
            FailureReports failures,
            Host host,
            TaskHooks hooks,
            Ledger ledger,
            boolean droppedByAborter) {
        this.scheduler = scheduler;
        this.failures = failures;
        this.host = host;
        this.hooks = hooks;
        this.ledger = ledger;
        this.droppedByAborter = droppedByAborter;
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new TaskShard(ledger);
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
        return polledBy(scheduler, failures, host, TaskHooks.NONE, new Ledger());
    }

    /**
     * Creates such a book.
     *
     * @param scheduler runs the tasks
     * @param failures hears of failures that nobody takes
     * @param host lends the tasks' futures randomness and patience
     * @param hooks called at the turns of a task's life
     * @param ledger told how each task ends, once the book counts
     * @return an empty book
     */
    public static Tasks polledBy(
            Scheduler scheduler, FailureReports failures, Host host, TaskHooks hooks, Ledger ledger) {
        return new Tasks(scheduler, failures, host, hooks, ledger, false);
    }

    /** Creates the book of blocking jobs, which need no worker to be dropped. */
    static Tasks runBy(BlockingPool pool, FailureReports failures, Host host, TaskHooks hooks, Ledger ledger) {
        return new Tasks((job, yielded) -> pool.execute(job), failures, host, hooks.withoutPolls(), ledger, true);
    }

    /**
     * Starts a task. After {@link #close} it is cancelled at once.
     *
     * @param future driven to its end
     * @param <T> the type of the value
     * @return the handle
     */
    public <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future) {
        return spawn(future, TaskLabel.NONE);
    }

    /**
     * Starts a task with a label.
     *
     * @param future driven to its end
     * @param label tells it apart, for people
     * @param <T> the type of the value
     * @return the handle
     */
    public <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future, TaskLabel label) {
        Task<T> task = make(future, label, true);
        start(task);
        return task;
    }

    /**
     * Makes a task that was cancelled before it started.
     *
     * @param future dropped
     * @param <T> the type of the value
     * @return the handle
     */
    public <T extends @Nullable Object> JoinHandle<T> refuse(Future<T> future) {
        Task<T> task = make(future, TaskLabel.NONE, true);
        task.cancelHere();
        return task;
    }

    /**
     * Starts a task without a handle.
     *
     * @param future driven to its end
     */
    public void spawnDetached(Future<?> future) {
        start(make(future, TaskLabel.NONE, false));
    }

    private <T extends @Nullable Object> Task<T> make(Future<T> future, TaskLabel label, boolean joinable) {
        TaskContext carried = contextOfChild(label);
        TaskObserver watching = observer;
        return watching == null
                ? new Task<>(this, nextId(), future, carried, joinable)
                : ObservedTask.of(this, nextId(), future, carried, joinable, watching);
    }

    /**
     * Has somebody told what each task does. To be called before the first task is spawned.
     *
     * @param watching is told
     */
    public void observe(TaskObserver watching) {
        observer = watching;
    }

    /**
     * Tells whether somebody is.
     *
     * @return {@code true} after {@link #observe}
     */
    public boolean isObserved() {
        return observer != null;
    }

    /**
     * Has somebody told of each task that fails, also if its failure is taken later. The failure hook then hears of it at once, too. To
     * be called before the first task is spawned.
     *
     * @param listener told in the middle of the poll, before the handle answers; must not throw; {@code null} for none
     */
    public void onFailure(@Nullable Consumer<? super TaskFailure> listener) {
        onFailure = listener;
    }

    /**
     * Tells which task a scheduler runs.
     *
     * @param ran a task, or something else
     * @return its id; {@code null} for anything else
     */
    public static @Nullable TaskId idOf(@Nullable Runnable ran) {
        return ran instanceof Task<?> task ? task.id() : null;
    }

    static TaskContext contextOfChild(TaskLabel label) {
        TaskContext inherited = TaskContext.current().forChild();
        return label == TaskLabel.NONE ? inherited : inherited.with(TaskLabel.KEY, label);
    }

    /**
     * Names what a scheduler runs, for people.
     *
     * @param ran a task, or something else
     * @return its id and its name
     */
    public static String describe(@Nullable Runnable ran) {
        return ran instanceof Task<?> task ? task.id().toString(task.label().name()) : String.valueOf(ran);
    }

    static long nextId() {
        int group = (int) Thread.currentThread().getId() & (SHARDS - 1); // which is then the shard, too
        return LAST_IDS.incrementAndGet(group * SHARDS) * SHARDS + group;
    }

    // ---------------------------------------------------------------- the end

    /** Has the ledger told of every task that is alive now or comes later. */
    public void count() {
        for (TaskShard shard : shards) {
            ledger.add(shard.count());
        }
    }

    /** Takes no more tasks. */
    public void close() {
        for (TaskShard shard : shards) {
            shard.close();
        }
        tellIfEmpty();
    }

    /** Aborts every task: its worker drops it, and finishes its clean-up. */
    public void abortAll() {
        forEach(Task::abort);
    }

    /**
     * Takes no more tasks and ends those there are, at once: each is dropped on the calling thread, and its clean-up given up. One
     * that is being polled is left to its worker. Several threads may call this, and share the work.
     */
    public void sweep() {
        close();
        forEach(task -> {
            task.cancelHere();
            task.giveUp();
        });
    }

    /**
     * Returns when there are no tasks any more.
     *
     * @return completed after {@link #close}, when the last task ended; a copy, which may be cancelled
     */
    public CompletableFuture<@Nullable Void> emptied() {
        return emptied.copy();
    }

    /**
     * Visits the tasks that are alive.
     *
     * @param visitor called without a lock
     */
    void forEach(Consumer<? super Task<?>> visitor) {
        for (TaskShard shard : shards) {
            shard.tasks().forEach(visitor);
        }
    }

    /**
     * Names the tasks that are alive.
     *
     * @param threads which of them are polled, and where
     * @return each, with what its thread does
     */
    public List<Unfinished> alive(Map<Runnable, Thread> threads) {
        List<Unfinished> alive = new ArrayList<>();
        forEach(task -> {
            Thread thread = threads.get(task);
            alive.add(
                    thread == null
                            ? Unfinished.waiting(task.id(), task.activity(), "")
                            : Unfinished.running(task.id(), task.activity(), thread));
        });
        return alive;
    }

    private void tellIfEmpty() {
        for (TaskShard shard : shards) {
            if (!shard.isClosedAndEmpty()) {
                return;
            }
        }
        emptied.complete(null);
    }

    // ---------------------------------------------------------------- called by tasks

    void start(Task<?> task) {
        hooks.spawned(task);
        if (shard(task).add(task)) {
            schedule(task, false);
        } else {
            task.cancelHere();
        }
    }

    void schedule(Task<?> task, boolean yielded) {
        if (observer != null) {
            ((ObservedTask<?>) task).nowQueued();
        }
        try {
            scheduler.schedule(task, yielded);
        } catch (RuntimeException | Error e) { // a pool that is closed, or has no thread to give
            if (isClosed(task)) {
                task.cancelHere(); // the pool closed between the look at the book and now
            } else {
                task.refuse(e);
            }
        }
    }

    /** Tells whether no task is taken any more that would share the shard of this one. */
    boolean isClosed(Task<?> task) {
        return shard(task).isClosed();
    }

    /** Tells whether an abort drops the future at once: a blocking job need not wait for a thread to be forgotten. */
    boolean droppedByAborter() {
        return droppedByAborter;
    }

    void nowCleaning(Task<?> task) {
        cleaning.add(task);
    }

    /** Tells whether the ledger is told of a task that is alive. */
    boolean isCounting(long number) {
        return shard(number).isCounting();
    }

    void givingUp(Task<?> task, Cleaning<?> cleaning) {
        if (isCounting(task.number())) {
            ledger.givingUp(task.number(), Unfinished.waiting(task.id(), task.activity(), chainOf(cleaning)));
        }
    }

    private static String chainOf(Cleaning<?> cleaning) {
        try {
            return AwaitTree.of(cleaning).toString();
        } catch (RuntimeException | StackOverflowError e) { // of a foreign future that cannot say what it is
            return "unknown: " + e;
        }
    }

    void ended(Task<?> task, boolean cancelled) {
        boolean cleaned =
                !cleaning.isEmpty() && cleaning.remove(task); // which makes hash codes for tasks that need none
        if (shard(task).remove(task, cancelled, cleaned)) {
            tellIfEmpty();
        }
    }

    /**
     * Tells whether no task is alive.
     *
     * @return {@code true} if every task has ended; spawning in the meantime makes that a thing of the past
     */
    public boolean isEmpty() {
        for (TaskShard shard : shards) {
            if (!shard.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns how many tasks were started.
     *
     * @return the number since this object was made
     */
    public long spawned() {
        long sum = 0;
        for (TaskShard shard : shards) {
            sum += shard.added();
        }
        return sum;
    }

    /**
     * Returns how many tasks have not ended.
     *
     * @return the number now; spawning in the meantime may or may not be seen
     */
    public long size() {
        long sum = 0;
        for (TaskShard shard : shards) {
            sum += shard.size();
        }
        return sum;
    }

    /**
     * Returns how often a task was made to give way because its budget was spent.
     *
     * @return the number since this object was made
     */
    public long forcedYields() {
        return forcedYields.get();
    }

    void countForcedYield() {
        forcedYields.incrementAndGet();
    }

    /**
     * Returns what the tasks' futures are lent.
     *
     * @return as given
     */
    public Host host() {
        return host;
    }

    TaskHooks hooks() {
        return hooks;
    }

    /** Makes the outcome of a task that failed. */
    Outcome.Failed failed(Failure failure) {
        Outcome.Failed outcome = failures.record(failure);
        if (onFailure != null) {
            outcome.report();
            onFailure.accept(failure.toReport());
        }
        return outcome;
    }

    /** Reports the failure of a task that ends with a value all the same. */
    void failedBeside(Failure failure) {
        TaskFailure report = failure.toReport();
        failures.report(report);
        if (onFailure != null) {
            onFailure.accept(report);
        }
    }

    FailureReports failures() {
        return failures;
    }

    private TaskShard shard(Task<?> task) {
        return shard(task.number());
    }

    private TaskShard shard(long number) {
        return shards[(int) number & (SHARDS - 1)];
    }
}
