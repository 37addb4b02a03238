package dev.pollux.runtime.task;

import dev.pollux.future.CleanUp;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.WakeBatch;
import dev.pollux.task.TaskFailure;
import dev.pollux.task.TaskId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The cell of a task: its future until it completes, its outcome afterwards. It is its own waker, and what schedulers queue.
 *
 * <p>{@link TaskState} says who owns which field when.
 */
final class Task<T extends @Nullable Object> extends TaskState implements Waker, Runnable, CleanUp.Owner {

    private final Tasks tasks;
    private final long id;
    private final Context context;

    private @Nullable Future<T> future; // owned by who set RUNNING; null once complete
    private @Nullable Object outcome; // a T or an Outcome
    private @Nullable Waker joinWaker;

    // Links in the book of live tasks; guarded by its lock.
    @Nullable Task<?> next;

    @Nullable Task<?> previous;

    boolean listed;

    Task(Tasks tasks, long id, Future<T> future, boolean joinable) {
        super(joinable);
        this.tasks = tasks;
        this.id = id;
        this.context = Context.of(this, tasks.host());
        this.future = Objects.requireNonNull(future, "future");
    }

    TaskId id() {
        return new TaskId(id);
    }

    /** The id as a bare number, for choosing a shard. */
    long number() {
        return id;
    }

    // ---------------------------------------------------------------- any thread

    @Override
    public void wake() {
        if (notifyTask()) {
            tasks.schedule(this, false);
        }
    }

    void abort() {
        if (tasks.droppedByAborter()) {
            cancelHere();
        } else if (cancelTask()) {
            tasks.schedule(this, false);
        }
    }

    /** Cancels the task and, unless another thread polls it right now, drops it here. */
    void cancelHere() {
        if (shutDown()) {
            cancel();
        }
    }

    // ---------------------------------------------------------------- the worker

    /** Polls the task once. */
    @Override
    public void run() {
        switch (startPoll()) {
            case POLL -> poll();
            case CANCEL -> cancel();
            case SKIP -> {}
        }
    }

    private void poll() {
        Object raw;
        try {
            context.refill();
            raw = CleanUp.poll(Objects.requireNonNull(future), context, this);
        } catch (Throwable t) {
            finish(failed(t));
            return;
        }
        if (raw != Poll.PENDING) {
            finish(raw);
            return;
        }
        switch (endPoll()) {
            case PARK -> {}
            case RESCHEDULE -> tasks.schedule(this, true);
            case CANCEL -> cancel();
        }
    }

    private void cancel() {
        beginDrop();
        if (future instanceof Cleaning<?> cleaning && cleaning.isDecided()) {
            poll(); // it is on its way out, and another abort is no news
            return;
        }
        tasks.countCancelled();
        finish(Outcome.Cancelled.INSTANCE);
    }

    private void finish(@Nullable Object end) {
        Future<T> dropped = Objects.requireNonNull(future);
        Object merged = end;
        CleanUp rest = null;
        try {
            rest = CleanUp.ofDropping(dropped, context);
        } catch (Throwable t) {
            merged = afterFailedDrop(end, t, dropped);
        }
        if (rest == null) {
            future = null;
            complete(merged);
        } else {
            tasks.nowCleaning(this);
            future = Cleaning.before(end, rest, (decided, failure) -> afterFailedDrop(decided, failure, dropped));
            poll();
        }
    }

    private void complete(@Nullable Object end) {
        outcome = end;
        Joiner joiner = complete();
        if (joiner == Joiner.GONE) {
            discardOutcome();
        } else if (joiner == Joiner.WAITING) {
            Waker waker = Objects.requireNonNull(joinWaker); // rule 4
            joinWaker = null;
            WakeBatch.wake(waker);
        }
        tasks.unlist(this);
    }

    /** Takes over what something that was dropped in the middle of a poll has left. */
    @Override
    public void adopt(CleanUp rest) {
        Future<T> polled = Objects.requireNonNull(future);
        tasks.nowCleaning(this);
        future = Cleaning.beside(polled, rest, (end, failure) -> afterFailedDrop(end, failure, polled));
    }

    /** Ends the clean-up of a task that is on its way out, at once, unless another thread is at it. */
    void giveUp() {
        if (!shutDown()) {
            return;
        }
        Object end = Outcome.Cancelled.INSTANCE;
        if (future instanceof Cleaning<?> cleaning) {
            try {
                end = cleaning.giveUp(end);
            } catch (Throwable t) {
                end = failed(t);
            }
        }
        future = null;
        complete(end);
    }

    private @Nullable Object afterFailedDrop(@Nullable Object end, Throwable thrown, Future<T> dropped) {
        if (end == Outcome.Cancelled.INSTANCE) {
            return tasks.failures().record(failure(thrown, dropped));
        }
        if (end instanceof Outcome.Failed failed) {
            Throwable first = failed.failure().failure();
            if (first != thrown) {
                first.addSuppressed(thrown);
            }
        } else {
            tasks.failures().report(failure(thrown, dropped)); // the value counts, but the failure must end somewhere
        }
        return end;
    }

    private Outcome.Failed failed(Throwable thrown) {
        return tasks.failures().record(failure(thrown, Objects.requireNonNull(future)));
    }

    private TaskFailure failure(Throwable thrown, Future<T> future) {
        String label;
        try {
            label = String.valueOf(future);
        } catch (Throwable t) { // foreign code; the failure is what matters
            label = future.getClass().getName();
        }
        return new TaskFailure(id(), label, thrown);
    }

    // ---------------------------------------------------------------- the handle

    /** Returns the value, {@link Poll#PENDING}, or throws what the task ended with. */
    @Nullable Object join(Waker waker) {
        if (!isComplete() && register(waker)) {
            return Poll.PENDING;
        }
        Object end = outcome;
        outcome = null;
        if (end instanceof Outcome instead) {
            throw instead.deliver(this);
        }
        return end;
    }

    /** Puts the waker in place; false if the task completed first. */
    private boolean register(Waker waker) {
        if (hasJoinWaker()) {
            Waker registered = joinWaker; // may be read: only the worker that completes the task clears it
            if (registered != null && registered.willWake(waker)) {
                return true;
            }
            if (!retractWaker()) {
                return false;
            }
        }
        joinWaker = waker;
        if (offerWaker()) {
            return true;
        }
        joinWaker = null;
        return false;
    }

    /** Gives up the outcome. */
    void detach() {
        if (leave()) {
            joinWaker = null;
        } else {
            discardOutcome();
        }
    }

    private void discardOutcome() {
        if (outcome instanceof Outcome.Failed failed) {
            failed.report();
        }
        outcome = null;
    }

    @Override
    public String toString() {
        return id() + "[" + stateNames() + "]";
    }
}
