package dev.pollux.task;

import dev.pollux.PartialContext;
import dev.pollux.future.Future;
import dev.pollux.runtime.context.TaskLabel;
import dev.pollux.runtime.flight.RuntimeEvents;
import dev.pollux.runtime.spi.BlockingPool;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.task.BlockingJobs;
import dev.pollux.runtime.task.FailureReports;
import dev.pollux.runtime.task.Ledger;
import dev.pollux.runtime.task.TaskHooks;
import dev.pollux.runtime.task.Tasks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** A runtime that is current on the test's thread and runs tasks and jobs when the test says so. */
final class HandRuntime extends PartialContext implements Spawner, AutoCloseable {

    private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
    private final List<Runnable> queuedJobs = new ArrayList<>();
    final List<TaskFailure> reported = new CopyOnWriteArrayList<>(); // the cleaner adds, too
    private final FailureReports failures = new FailureReports(reported::add);
    private final Tasks tasks = Tasks.polledBy((task, yielded) -> ready.add(task), failures, Random::new);
    private final BlockingJobs jobs = new BlockingJobs(
            new QueuingPool(),
            this,
            Random::new,
            failures,
            TaskHooks.NONE,
            new Ledger(),
            BlockingJobs.Abort.INTERRUPTS,
            RuntimeEvents.NONE);

    HandRuntime() {
        RuntimeContext.replace(this);
    }

    /** Runs tasks until none is ready. */
    void run() {
        while (!ready.isEmpty()) {
            ready.remove().run();
        }
    }

    void runJobs() {
        queuedJobs.forEach(Runnable::run);
        queuedJobs.clear();
    }

    void shutDown() {
        tasks.sweep();
        jobs.abortAll();
        run();
    }

    List<Throwable> reportedFailures() {
        return reported.stream().map(TaskFailure::failure).toList();
    }

    @Override
    public void close() {
        RuntimeContext.replace(null);
    }

    @Override
    public <T> JoinHandle<T> spawn(Future<T> future) {
        return tasks.spawn(future);
    }

    @Override
    public <T> JoinHandle<T> spawnBlocking(Callable<T> job) {
        return jobs.spawn(job, TaskLabel.NONE);
    }

    @Override
    public void spawnDetached(Future<?> future) {
        tasks.spawnDetached(future);
    }

    private final class QueuingPool implements BlockingPool {

        @Override
        public void execute(Runnable job) {
            queuedJobs.add(job);
        }

        @Override
        public int shutdown(Duration timeout) {
            return 0;
        }
    }
}
