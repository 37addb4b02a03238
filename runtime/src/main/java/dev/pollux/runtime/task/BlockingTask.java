package dev.pollux.runtime.task;

import dev.pollux.runtime.spi.BlockingPool;
import dev.pollux.task.TaskFailure;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The task of a blocking job, and what its pool queues. */
final class BlockingTask<T extends @Nullable Object> extends Task<T> implements BlockingPool.Job {

    private final BlockingCall<T> call;
    private final FailureReports failures;

    BlockingTask(Tasks tasks, long id, BlockingCall<T> call) {
        super(tasks, id, call, true);
        this.call = call;
        call.belongTo(id);
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
        if (!call.run()) {
            reportLateFailure();
        } else if (notifyTask()) {
            super.run();
        } // else a poll is under way, for which the task is queued again
    }

    private void reportLateFailure() {
        Throwable late = call.lateFailure();
        if (late != null) {
            failures.report(new TaskFailure(id(), call.toString(), late));
        }
    }

    @Override
    public void refuse(RejectedExecutionException cause) {
        super.refuse(cause);
    }
}
