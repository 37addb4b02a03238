package dev.pollux.runtime.task;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.task.BlockingJob;
import dev.pollux.task.TaskId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Blocking code as the future of a task. The first poll takes the job for the calling thread, which runs it after that poll; the
 * last poll yields what it came to. Dropped in between, it lets go of the job and asks it to end.
 *
 * @param <T> the type of the value
 */
final class BlockingCall<T extends @Nullable Object> implements Future<T> {

    /*
     * States
     * ------
     *                 poll                       the job ends
     *     QUEUED ────────────────► a Thread ──────────────────► ENDED        the result is in place
     *       │                         │
     *       │ drop                    │ drop                the job ends
     *       ▼                         ▼                  ┌──────────────► it must wait for LET_GO
     *     DROPPED                  ASKING ───────────────┤
     *                                 │                  │
     *                                 └────────────► LET_GO                  the result is nobody's
     *
     * The thread runs the job outside of any poll, so a task that is aborted is dropped at once, by whoever aborts it.
     *
     * Why exactly this job is interrupted
     * -----------------------------------
     * Two threads want to leave the state "a Thread": the one of the job, and the one that drops. One compare-and-set succeeds.
     * If it is the job's, nobody interrupts any more. If it is the other, the job's thread does not leave before LET_GO, that is
     * before the interrupt was sent, and then clears it. The job's thread may be the one that drops.
     *
     * Memory order
     * ------------
     * The plain fields are written by the job's thread before ENDED and read after it. The job itself is read by that thread only,
     * after a poll that found it queued.
     */

    private enum State {
        QUEUED,
        ENDED,
        ASKING,
        LET_GO,
        DROPPED
    }

    private static final ThreadLocal<@Nullable BlockingCall<?>> CURRENT = new ThreadLocal<>();
    private static final VarHandle STATE = stateHandle();

    private final BlockingJobs jobs;
    private final Class<?> code;
    private final Runnable onLeave;
    private long taskNumber; // written once, before the task starts, like its name
    private @Nullable String taskName;
    private @Nullable Callable<T> call;
    private @Nullable Thread taker; // only compared with the thread that may have written it
    private @Nullable Object result; // a T
    private @Nullable Throwable failure;
    private volatile Object state = State.QUEUED;

    /**
     * Wraps a job.
     *
     * @param onLeave told once, when no thread will run or runs the job any more
     */
    BlockingCall(BlockingJobs jobs, Callable<T> call, Runnable onLeave) {
        this.jobs = jobs;
        this.call = Objects.requireNonNull(call, "job");
        this.code = call.getClass();
        this.onLeave = onLeave;
    }

    /** Returns the job that the calling thread runs. */
    static @Nullable BlockingCall<?> current() {
        return CURRENT.get();
    }

    BlockingJobs jobs() {
        return jobs;
    }

    /** Returns the thread that runs the job and has not been asked to end it. */
    @Nullable Thread runner() {
        return state instanceof Thread thread ? thread : null;
    }

    boolean isQueued() {
        return state == State.QUEUED;
    }

    /** Tells the task whose future this is. */
    void belongTo(long number, @Nullable String name) {
        taskNumber = number;
        taskName = name;
    }

    long taskNumber() {
        return taskNumber;
    }

    @Nullable String taskName() {
        return taskName;
    }

    TaskId taskId() {
        return new TaskId(taskNumber);
    }

    /** Tells the job whether somebody dropped it while it runs. */
    boolean isDropped() {
        Object seen = state;
        return seen == State.ASKING || seen == State.LET_GO;
    }

    // ---------------------------------------------------------------- the task's future

    @Override
    public Poll<T> poll(Context cx) throws Exception {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        if (state == State.QUEUED) {
            taker = Thread.currentThread();
            state = taker; // no race: a future is not polled and dropped at the same time
        }
        if (state != State.ENDED) {
            return Poll.PENDING;
        }
        Throwable thrown = failure;
        if (thrown != null) {
            throw Thrown.rethrow(thrown);
        }
        return result;
    }

    @Override
    public void drop() {
        Object seen = state;
        if (seen == State.QUEUED) {
            state = State.DROPPED;
            forget();
            onLeave.run();
        } else if (seen instanceof Thread thread && STATE.compareAndSet(this, seen, State.ASKING)) {
            jobs.letGo(this, thread);
            state = State.LET_GO;
        }
    }

    private void forget() {
        Callable<T> forgotten = call;
        call = null;
        if (forgotten instanceof BlockingJob<?> job) {
            job.drop();
        }
    }

    // ---------------------------------------------------------------- the thread that took it

    boolean isTakenHere() {
        return taker == Thread.currentThread();
    }

    /** Runs the job on the thread that took it. Returns whether the result is wanted. */
    boolean run() {
        taker = null;
        BlockingCall<?> outer = CURRENT.get();
        CURRENT.set(this);
        RuntimeContext before = RuntimeContext.replace(jobs.context());
        try {
            runUnlessDropped();
        } finally {
            RuntimeContext.replace(before);
            CURRENT.set(outer);
            onLeave.run();
        }
        return endRun();
    }

    private void runUnlessDropped() {
        if (isDropped()) {
            forget();
            return;
        }
        Callable<T> job = Objects.requireNonNull(call);
        call = null;
        try {
            result = job.call();
        } catch (Throwable t) { // carried to whoever joins
            failure = t;
        }
    }

    /** Leaves the state in which the job may be interrupted. */
    private boolean endRun() {
        if (STATE.compareAndSet(this, Thread.currentThread(), State.ENDED)) {
            return true;
        }
        while (state == State.ASKING) {
            Thread.onSpinWait(); // for the few instructions around the interrupt
        }
        Thread.interrupted(); // it was meant for the job
        jobs.ended(this);
        return false;
    }

    /** Returns the failure of a job that was let go; {@code null} if there is none, or none but that it was asked to end. */
    @Nullable Throwable lateFailure() {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException
                    || cause instanceof ClosedByInterruptException
                    || cause instanceof CancellationException) {
                return null;
            }
        }
        return failure;
    }

    @Override
    public String toString() {
        String name = code.getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? "blocking job " + name : "blocking job of " + name.substring(0, lambda);
    }

    private static VarHandle stateHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(BlockingCall.class, "state", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
