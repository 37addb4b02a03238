package dev.pollux.runtime.task;

import dev.pollux.future.Host;
import dev.pollux.runtime.context.TaskLabel;
import dev.pollux.runtime.flight.RuntimeEvents;
import dev.pollux.runtime.spi.BlockingPool;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.Unfinished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The jobs of one pool of threads. */
public final class BlockingJobs {

    /** What an abort does to a job that runs. */
    public enum Abort {
        /** Interrupts its thread. */
        INTERRUPTS,
        /** Lets {@link #isCurrentAborted} answer, for jobs that ask. */
        FLAGS
    }

    private final BlockingPool pool;
    private final RuntimeContext context;
    private final Abort abort;
    private final RuntimeEvents events;
    private final Ledger ledger;
    private final Tasks tasks;
    private final Map<BlockingCall<?>, Thread> letGo = new ConcurrentHashMap<>(); // aborted, and still running

    /**
     * Creates the jobs of a pool.
     *
     * @param pool runs them
     * @param context current in them
     * @param host of the tasks that stand for them
     * @param failures hears of failures that nobody takes
     * @param hooks called at the beginning and the end of each job
     * @param ledger told how each job ends, once they are counted
     * @param abort what an abort does to a job that runs
     * @param events told of each job that has run
     */
    public BlockingJobs(
            BlockingPool pool,
            RuntimeContext context,
            Host host,
            FailureReports failures,
            TaskHooks hooks,
            Ledger ledger,
            Abort abort,
            RuntimeEvents events) {
        this.pool = pool;
        this.context = context;
        this.abort = abort;
        this.events = events;
        this.ledger = ledger;
        this.tasks = Tasks.runBy(pool, failures, host, hooks, ledger);
    }

    // ---------------------------------------------------------------- work

    /**
     * Queues a job.
     *
     * @param job called once
     * @param label tells it apart, for people
     * @param <T> the type of the value
     * @return its handle; after {@link #close} of one that was cancelled
     */
    public <T extends @Nullable Object> JoinHandle<T> spawn(Callable<T> job, TaskLabel label) {
        return spawn(job, label, () -> {});
    }

    /**
     * Queues a job.
     *
     * @param job called once
     * @param label tells it apart, for people
     * @param onLeave called once, when no thread runs the job any more or ever will; must not throw
     * @param <T> the type of the value
     * @return its handle; after {@link #close} of one that was cancelled
     */
    public <T extends @Nullable Object> JoinHandle<T> spawn(Callable<T> job, TaskLabel label, Runnable onLeave) {
        BlockingTask<T> task = new BlockingTask<>(
                tasks, Tasks.nextId(), new BlockingCall<>(this, job, onLeave), Tasks.contextOfChild(label));
        tasks.start(task);
        return task;
    }

    /**
     * Makes a job that was cancelled before it started.
     *
     * @param job not called
     * @param <T> the type of the value
     * @return its handle
     */
    public <T extends @Nullable Object> JoinHandle<T> refuse(Callable<T> job) {
        return tasks.refuse(new BlockingCall<>(this, job, () -> {}));
    }

    /**
     * Tells a job whether it was aborted.
     *
     * @return {@code true} if the calling thread runs a job that was
     */
    public static boolean isCurrentAborted() {
        BlockingCall<?> current = BlockingCall.current();
        return current != null && current.isDropped();
    }

    /**
     * Tells whether the calling thread runs a job of a runtime.
     *
     * @param context of the runtime
     * @return {@code true} if it does
     */
    public static boolean isInside(RuntimeContext context) {
        BlockingCall<?> current = BlockingCall.current();
        return current != null && current.jobs().context == context;
    }

    /**
     * Tells how busy the pool is.
     *
     * @return its load now
     */
    public BlockingPool.Load load() {
        return pool.load();
    }

    /** Those that were not aborted while they ran, for {@link TaskReader}. */
    Tasks tasks() {
        return tasks;
    }

    // ---------------------------------------------------------------- called by calls

    RuntimeEvents events() {
        return events;
    }

    RuntimeContext context() {
        return context;
    }

    /** Asks a running job to end, whose task is being dropped. */
    void letGo(BlockingCall<?> call, Thread thread) {
        letGo.put(call, thread);
        if (tasks.isCounting(call.taskNumber())) {
            ledger.interrupting(call.taskNumber(), Unfinished.running(call.taskId(), call.toString(), thread));
        }
        if (abort == Abort.INTERRUPTS) {
            thread.interrupt();
        }
    }

    void ended(BlockingCall<?> call) {
        letGo.remove(call);
    }

    // ---------------------------------------------------------------- the end

    /** Has the ledger told of every job that is alive now or comes later. */
    public void count() {
        tasks.count();
    }

    /** Cancels the jobs that no thread has begun. */
    public void cancelQueued() {
        tasks.forEach(task -> {
            if (((BlockingTask<?>) task).call().isQueued()) {
                task.abort();
            }
        });
    }

    /** Takes no more jobs. */
    public void close() {
        tasks.close();
    }

    /**
     * Returns when there are no jobs any more.
     *
     * @return completed after {@link #close}, when the last job ended or was let go; a copy, which may be cancelled
     */
    public CompletableFuture<@Nullable Void> emptied() {
        return tasks.emptied();
    }

    /** Aborts all jobs, also those that run. */
    public void abortAll() {
        close();
        tasks.abortAll();
    }

    /**
     * Names the jobs that are not over, in the moment between two steps of theirs.
     *
     * @return with what is known of them
     */
    public List<Unfinished> alive() {
        return tasks.alive(Map.of());
    }

    /**
     * Ends the threads that have nothing to do, and waits for the others.
     *
     * @param timeout how long at most
     * @throws InterruptedException if the calling thread is interrupted
     */
    public void awaitThreads(Duration timeout) throws InterruptedException {
        pool.shutdown(timeout);
    }

    /**
     * Lists the jobs that were aborted and run on.
     *
     * @return with what they do now
     */
    public List<Unfinished> runningOn() {
        List<Unfinished> left = new ArrayList<>();
        forEachRunningOn((call, thread) -> left.add(Unfinished.running(call.taskId(), call.toString(), thread)));
        return left;
    }

    /** Visits the jobs that were aborted and run on. A job is among them before it is no longer among the {@link #tasks}. */
    void forEachRunningOn(BiConsumer<BlockingCall<?>, Thread> visitor) {
        letGo.forEach(visitor);
    }

    @Override
    public String toString() {
        return "jobs of " + pool;
    }
}
