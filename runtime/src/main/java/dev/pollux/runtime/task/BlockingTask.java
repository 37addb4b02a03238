package dev.pollux.runtime.task;

import dev.pollux.runtime.context.CurrentTask;
import dev.pollux.runtime.context.RunningTask;
import dev.pollux.runtime.context.TaskContext;
import dev.pollux.runtime.spi.BlockingPool;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The task of a blocking job, and what its pool queues. */
final class BlockingTask<T extends @Nullable Object> extends Task<T> implements BlockingPool.Job {

    private final BlockingCall<T> call;
    private final FailureReports failures;
    private final long born = System.nanoTime();

    BlockingTask(Tasks tasks, long id, BlockingCall<T> call, TaskContext carried) {
        super(tasks, id, call, carried, true);
        this.call = call;
        call.belongTo(id, label().name());
        this.failures = tasks.failures();
    }

    BlockingCall<T> call() {
        return call;
    }

    /**
     * Runs the job, if nobody has: takes it in a first poll, runs it, and delivers what it came to in a second poll. Any thread that
     * may block can do that, also one that found the job still queued; the entry in the queue is stale then.
     */
    @Override
    public void run() {
        if (call.runner() != null) {
            return; // a stale entry must not get between the two polls
        }
        super.run();
        if (!call.isTakenHere()) {
            return;
        }
        if (!runAsThis()) {
            reportLateFailure();
        } else if (notifyTask()) {
            super.run();
        } // else a poll is under way, for which the task is queued again
    }

    private boolean runAsThis() {
        RunningTask before = CurrentTask.replace(this);
        long begin = System.nanoTime();
        boolean delivers = call.run();
        long queued = begin - born;
        call.jobs().events().jobEnded(number(), name().orElse(call.toString()), queued, System.nanoTime() - begin);
        CurrentTask.replace(before); // no finally: the call keeps what its job throws
        return delivers;
    }

    private void reportLateFailure() {
        Throwable late = call.lateFailure();
        if (late != null) {
            failures.report(new Failure(id(), label(), call.toString(), late, null).toReport());
        }
    }

    /** Keeps nothing: while the job runs, whoever aborts it owns the outcome. */
    @Override
    public void keep(Object delivery) {}

    @Override
    public void refuse(RejectedExecutionException cause) {
        super.refuse(cause);
    }
}
