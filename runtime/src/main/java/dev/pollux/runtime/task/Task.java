package dev.pollux.runtime.task;

import dev.pollux.future.Awaited;
import dev.pollux.future.CleanUp;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Holding;
import dev.pollux.future.Host;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.future.Waker;
import dev.pollux.runtime.context.CurrentTask;
import dev.pollux.runtime.context.RunningTask;
import dev.pollux.runtime.context.TaskContext;
import dev.pollux.runtime.context.TaskLabel;
import dev.pollux.runtime.dump.WaitParty;
import dev.pollux.runtime.spi.WakeBatch;
import dev.pollux.task.AbortHandle;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import dev.pollux.task.TaskId;
import dev.pollux.task.TaskMeta;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cell of a task: its future until it completes, its outcome afterwards.
 *
 * <p>A program has a million of them, and so one object does what several could: it is its own waker, context and handle, and what
 * schedulers queue. {@link TaskState} says who owns which field when.
 */
class Task<T extends @Nullable Object> extends TaskState
        implements Waker, Runnable, RunningTask, CleanUp.Owner, JoinHandle<T>, Awaited {

    /** The answer of a task that keeps no times. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private final Tasks tasks;
    private final long id;

    /** Changed by the thread that polls or drops; its label is always the same, so anybody may read that. */
    private TaskContext carried;

    private @Nullable Future<T> future; // owned by who set RUNNING; null once complete
    private @Nullable Object outcome; // a T or an Outcome; before that, what was kept
    private @Nullable Waker joinWaker;
    private boolean joined; // the handle was ready, has thrown or was dropped; owned by whoever has the handle

    // Links in the book of live tasks; guarded by its lock.
    boolean listed;

    @Nullable Task<?> next;

    @Nullable Task<?> previous;

    Task(Tasks tasks, long id, Future<T> future, TaskContext carried, boolean joinable) {
        super(joinable);
        this.tasks = tasks;
        this.id = id;
        this.carried = carried;
        this.future = Objects.requireNonNull(future, "future");
    }

    @Override
    public TaskId id() {
        return new TaskId(id);
    }

    @Override
    public long number() {
        return id;
    }

    // ---------------------------------------------------------------- the context

    @Override
    public Waker waker() {
        return this;
    }

    @Override
    protected Host host() {
        return tasks.host();
    }

    @Override
    protected final boolean looksWhenParking() {
        return true;
    }

    @Override
    public TaskContext carried() {
        return carried;
    }

    @Override
    public void carry(TaskContext context) {
        carried = context;
    }

    /** A task that has not ended has no outcome, so there is room. */
    @Override
    public void keep(Object delivery) {
        if (future != null) {
            outcome = delivery;
        }
    }

    @Override
    public @Nullable Object kept() {
        return future == null ? null : outcome;
    }

    TaskLabel label() {
        return TaskLabel.in(carried);
    }

    /** What the hooks of spawn and end are told. */
    TaskMeta meta() {
        return meta(null);
    }

    /** What the hooks around a poll are told. */
    TaskMeta metaOfPoll() {
        return meta(null);
    }

    final TaskMeta meta(@Nullable Duration scheduleLatency) {
        TaskLabel label = label();
        return new TaskMeta(id(), label.name(), label.spawnSite(), scheduleLatency);
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(label().name());
    }

    // ---------------------------------------------------------------- any thread

    @Override
    public void wake() {
        if (notifyTask()) {
            tasks.schedule(this, false);
        }
    }

    @Override
    public void abort() {
        if (tasks.droppedByAborter()) {
            cancelHere();
        } else if (cancelTask()) {
            tasks.schedule(this, false);
        }
    }

    /** Cancels the task and, unless another thread polls it right now, drops it here. */
    void cancelHere() {
        if (shutDown()) {
            RunningTask before = CurrentTask.replace(this);
            cancel();
            CurrentTask.replace(before);
        }
    }

    /** Ends a task that cannot be run with a failure, unless another thread polls it. */
    void refuse(Throwable cause) {
        if (shutDown()) {
            finish(failed(cause));
        }
    }

    // ---------------------------------------------------------------- for readers from outside

    /** The future, for {@link TaskReader}; null once the task has ended. */
    final @Nullable Future<?> future() {
        return future;
    }

    /** When the task was last queued, or began or ended to be polled. */
    long changedNanos() {
        return UNKNOWN;
    }

    /** Called once, when the outcome is decided and about to be given. */
    void ended() {}

    WaitParty party() {
        return new WaitParty(id(), label().name());
    }

    String idAndName() {
        return id().toString(label().name());
    }

    /** What who awaits the handle waits for. */
    @Override
    public @Nullable Resource waitingFor() {
        return isComplete() ? null : new Resource(this, "the end of");
    }

    @Override
    public List<Holding> holdings() {
        return isComplete() ? List.of() : List.of(new OwnEnd(this));
    }

    /** That a task keeps who awaits its handle waiting. The handle itself does not: anybody may have it. */
    private record OwnEnd(Task<?> task) implements Holding {

        @Override
        public @Nullable Resource holds() {
            return task.waitingFor();
        }

        @Override
        public Context holder() {
            return task;
        }
    }

    /** For people: what the task does, as far as a thread that does not own it can tell. */
    String describe() {
        return idAndName() + "[" + stateNames() + "]";
    }

    // ---------------------------------------------------------------- the worker

    /** Polls the task once. */
    @Override
    public void run() {
        Start start = startPoll();
        if (start == Start.SKIP) {
            return;
        }
        RunningTask before = CurrentTask.replace(this);
        if (start == Start.CANCEL) {
            cancel();
        } else if (tasks.hooks() == TaskHooks.NONE) {
            pollFuture();
        } else {
            tasks.hooks().aroundPoll(metaOfPoll(), this::pollFuture);
        }
        CurrentTask.replace(before); // no finally: neither of the above throws
    }

    private void pollFuture() {
        Object raw;
        try {
            refill();
            raw = CleanUp.poll(Objects.requireNonNull(future), this, this);
        } catch (Throwable t) {
            finish(endBy(t));
            return;
        }
        if (raw != Poll.PENDING) {
            finish(raw);
            return;
        }
        if (isOverBudget()) {
            tasks.countForcedYield();
        }
        if (isWatched()) {
            parking(Objects.requireNonNull(future));
        }
        switch (endPoll()) {
            case PARK -> {}
            case RESCHEDULE -> tasks.schedule(this, true);
            case CANCEL -> cancel();
        }
    }

    /** When all tasks are being cancelled, one that fails because another was is no news: it is about to be cancelled itself. */
    private Outcome endBy(Throwable thrown) {
        boolean ofShutdown = thrown instanceof TaskCancelledException && tasks.isClosed(this);
        return ofShutdown ? Outcome.Cancelled.INSTANCE : failed(thrown);
    }

    private void cancel() {
        beginDrop();
        if (future instanceof Cleaning<?> cleaning && cleaning.isDecided()) {
            pollFuture(); // it is on its way out, and another abort is no news
            return;
        }
        finish(Outcome.Cancelled.INSTANCE);
    }

    private void finish(@Nullable Object end) {
        Future<T> dropped = Objects.requireNonNull(future);
        Object merged = end;
        CleanUp rest = null;
        try {
            rest = CleanUp.ofDropping(dropped, this);
        } catch (Throwable t) {
            merged = afterFailedDrop(end, t, dropped);
        }
        if (rest == null) {
            future = null;
            complete(merged);
        } else {
            tasks.nowCleaning(this);
            future = Cleaning.before(end, rest, (decided, failure) -> afterFailedDrop(decided, failure, dropped));
            pollFuture();
        }
    }

    private void complete(@Nullable Object end) {
        outcome = end;
        ended();
        tasks.hooks().terminated(this);
        if (carried != TaskContext.EMPTY) {
            carried = carried.only(TaskLabel.KEY); // a handle that is kept must not keep the values
        }
        Joiner joiner = complete();
        if (joiner == Joiner.GONE) {
            discardOutcome();
        } else if (joiner == Joiner.WAITING) {
            Waker waker = Objects.requireNonNull(joinWaker); // rule 4
            joinWaker = null;
            WakeBatch.wake(waker);
        }
        tasks.ended(this, end == Outcome.Cancelled.INSTANCE);
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
        RunningTask before = CurrentTask.replace(this);
        Object end = Outcome.Cancelled.INSTANCE;
        if (future instanceof Cleaning<?> cleaning) {
            tasks.givingUp(this, cleaning);
            try {
                end = cleaning.giveUp(end);
            } catch (Throwable t) {
                end = failed(t);
            }
        }
        future = null;
        complete(end);
        CurrentTask.replace(before);
    }

    private @Nullable Object afterFailedDrop(@Nullable Object end, Throwable thrown, Future<T> dropped) {
        if (end == Outcome.Cancelled.INSTANCE) {
            return tasks.failed(failure(thrown, dropped));
        }
        if (end instanceof Outcome.Failed failed) {
            Throwable first = failed.failure().thrown();
            if (first != thrown) {
                first.addSuppressed(thrown);
            }
        } else {
            tasks.failedBeside(failure(thrown, dropped)); // the value counts, but the failure must end somewhere
        }
        return end;
    }

    private Outcome.Failed failed(Throwable thrown) {
        return tasks.failed(failure(thrown, Objects.requireNonNull(future)));
    }

    private Failure failure(Throwable thrown, Future<T> future) {
        return new Failure(id(), label(), activity(future), thrown, Delivery.of(thrown, kept()));
    }

    private static String activity(Future<?> future) {
        try {
            return String.valueOf(future);
        } catch (Throwable t) { // foreign code; what it is the label of matters more
            return future.getClass().getName();
        }
    }

    /** Says what the task does. If another thread polls it, what it did a moment ago. */
    String activity() {
        Future<T> seen = future;
        return seen == null ? describe() : activity(seen);
    }

    // ---------------------------------------------------------------- the handle

    @Override
    public boolean isFinished() {
        return isComplete();
    }

    @Override
    public AbortHandle abortHandle() {
        return new TaskAbortHandle(this);
    }

    @Override
    public boolean pollFinished(Waker waker) {
        requireNotJoined();
        return isComplete() || !register(waker);
    }

    @Override
    public Poll<T> poll(Context cx) {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) {
        requireNotJoined();
        if (!isComplete() && awaitEnd(cx.waker())) {
            return Poll.PENDING;
        }
        joined = true; // also if the outcome is thrown
        return takeOutcome();
    }

    private void requireNotJoined() {
        if (joined) {
            throw new IllegalStateException(this + " was awaited or polled again after it finished or was dropped");
        }
    }

    @Override
    public void drop() {
        if (!joined) {
            joined = true;
            detach();
        }
    }

    /** Returns the value, or throws what the task ended with. */
    private @Nullable Object takeOutcome() {
        Object end = outcome;
        outcome = null;
        if (end instanceof Outcome instead) {
            throw instead.deliver(this);
        }
        return end;
    }

    /** Puts the waker of who awaits this in place; false if the task completed first. */
    private boolean awaitEnd(Waker waker) {
        SelfWait.refuse(this, id);
        return register(waker);
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
    private void detach() {
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
        return "JoinHandle[" + idAndName() + "]";
    }
}
