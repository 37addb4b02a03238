package dev.pollux.runtime.task;

import dev.pollux.future.Awaiting;
import dev.pollux.future.CleanUp;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.task.RaceScope;
import dev.pollux.task.TaskId;
import dev.pollux.task.TaskScope;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A scope: a body that runs in the task that polls this, and the tasks that were spawned into it.
 *
 * @param <T> the type of the value
 */
public final class ScopeFuture<T extends @Nullable Object> implements Future<T>, Awaiting {

    /*
     * States
     * ------
     *
     *     fresh       `scope` is null
     *     open        body and tasks run
     *     cancelled   decided, failed or dropped: the tasks are aborted, the body is dropped, and their clean-up waited for
     *     finished    no task is alive
     *
     *      fresh ──poll──► open ──body and all tasks ended──────────────────► finished
     *                        │                                                   ▲
     *                        └─ a failure, a winner, drop() ──► cancelled ──all──┘
     *                                                               └─ the owner of the drop gives up: tasks are left to themselves
     *
     * The body and the end of each task are members of one FuturesUnordered, so a poll costs what was woken. A task's end is seen
     * here first, and its result given to whoever awaits it afterwards: a failure cancels the body before that could notice.
     *
     * drop() cannot wait. It leaves a Rest, which goes on exactly as a poll of a cancelled scope does, to the owner of the drop.
     * So "no task is alive afterwards" holds for it as well, until the owner's patience ends (Host.cleanUpLimit).
     */

    private final ScopePolicy policy;
    private final Function<Scope, Future<?>> block;
    private final ScopeMembers members = new ScopeMembers();
    private final ScopeFailures failures = new ScopeFailures();

    private @Nullable ScopeHost spawner;
    private @Nullable ScopeOwner owner;
    private @Nullable Scope scope;
    private @Nullable ScopeBody body; // these four: null while fresh
    private @Nullable Child<?> winner;
    private boolean cancelled;
    private boolean finished;

    private ScopeFuture(ScopePolicy policy, Function<Scope, Future<?>> block) {
        this.policy = policy;
        this.block = block;
    }

    /**
     * Makes a scope that yields what its body does.
     *
     * @param policy what a failure of a task means
     * @param block makes the body, at the first poll
     * @param <T> the type of the value
     * @return a future
     */
    public static <T extends @Nullable Object> ScopeFuture<T> of(
            ScopePolicy policy, Function<TaskScope, Future<T>> block) {
        return new ScopeFuture<>(policy, block::apply);
    }

    /**
     * Makes a scope that yields what the first of its tasks does that succeeds.
     *
     * @param block makes the body, at the first poll
     * @param <T> the type of the value
     * @return a future
     */
    public static <T extends @Nullable Object> ScopeFuture<T> race(Function<RaceScope<T>, Future<?>> block) {
        return new ScopeFuture<>(ScopePolicy.RACE, scope -> block.apply(scope.asRace()));
    }

    // ---------------------------------------------------------------- polls

    @Override
    public Poll<T> poll(Context cx) throws Exception {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        if (finished) {
            throw new IllegalStateException("scope was awaited or polled again after it finished or was dropped");
        }
        if (scope == null) {
            begin();
        }
        if (!advance(cx)) {
            return Poll.PENDING;
        }
        over();
        return end();
    }

    private void begin() {
        if (!(RuntimeContext.current() instanceof ScopeHost tasks)) {
            throw new IllegalStateException("the current runtime was not built by AsyncRuntime and has no scopes");
        }
        spawner = tasks;
        Scope opened = new Scope(tasks);
        scope = opened;
        ScopeBody made = new ScopeBody(bodyIn(opened));
        body = made;
        members.add(made);
        owner = ScopeOwner.current();
        tasks.runningScopes().begin(this);
    }

    /** A block that throws may have spawned tasks by then. So that is a failure of the body like any other. */
    private Future<?> bodyIn(Scope opened) {
        try {
            return Objects.requireNonNull(block.apply(opened), "body of the scope");
        } catch (Throwable t) {
            return Futures.failed(t);
        }
    }

    /** No shutdown need wait for this any more. */
    private void over() {
        finished = true;
        if (owner != null) {
            Objects.requireNonNull(spawner).runningScopes().end(this);
        }
    }

    /** Goes on as far as it gets. Returns whether all is over. */
    private boolean advance(Context cx) throws Exception {
        Scope open = Objects.requireNonNull(scope);
        open.beginLooking();
        do {
            admitArrivals(open);
            drain(cx);
        } while (open.awaitArrival(cx.waker()));
        return Objects.requireNonNull(body).isFinished() && open.endIfEmpty();
    }

    private void admitArrivals(Scope open) {
        for (Child<?> child = open.takeArrival(); child != null; child = open.takeArrival()) {
            members.add(child);
            if (cancelled) {
                child.cancel();
            }
        }
    }

    private void drain(Context cx) throws Exception {
        for (Object ended = members.pollEnded(cx); ended != null; ended = members.pollEnded(cx)) {
            note(ended);
        }
    }

    private void note(Object ended) {
        Child<?> child = ended instanceof Child<?> task ? task : null;
        Throwable thrown;
        if (child != null) {
            Objects.requireNonNull(scope).left();
            thrown = child.failureOfScope(cancelled);
        } else {
            thrown = Objects.requireNonNull(body).failure();
        }
        boolean decided = child == null ? thrown != null : policy.isDecidedBy(child, thrown != null);
        if (!decided || cancelled) {
            failures.add(thrown, child);
            return;
        }
        failures.addDecisive(thrown, child);
        winner = child;
        cancel();
    }

    private void cancel() {
        cancelled = true;
        Objects.requireNonNull(scope).cancel();
        members.cancelTasks();
        Objects.requireNonNull(body).cancel();
    }

    private @Nullable Object end() throws Exception {
        Child<?> first = winner;
        if (policy == ScopePolicy.RACE && first != null) {
            failures.reportTasks(Objects.requireNonNull(spawner)); // losers do not concern who waits for the winner
            throwFailures(); // the body's clean-up does, as in a select
            return first.value();
        }
        throwFailures();
        if (policy == ScopePolicy.RACE) {
            throw new NoSuchElementException(
                    "a race scope ended without a winner: no task was spawned into it, or all were aborted");
        }
        return Objects.requireNonNull(body).value();
    }

    private void throwFailures() throws Exception {
        if (policy == ScopePolicy.COLLECT_ALL) {
            failures.removeTaken();
        }
        failures.throwAll();
    }

    // ---------------------------------------------------------------- the drop

    @Override
    public void drop() {
        if (finished) {
            return;
        }
        over(); // what is left is clean-up, for which a shutdown has another time
        if (body != null) {
            cancel();
            CleanUp.leave(new Rest());
        }
    }

    /** What is left to do after a drop. */
    private final class Rest implements Future<@Nullable Void>, Awaiting {

        private boolean over;

        @Override
        public Poll<@Nullable Void> poll(Context cx) throws Exception {
            if (!advance(cx)) {
                return Poll.pending();
            }
            over = true;
            throwFailures();
            return Poll.ready(null);
        }

        /** The tasks are aborted, but not waited for. Their failures go to the failure hook. */
        @Override
        public void drop() {
            if (over) {
                return;
            }
            over = true;
            Objects.requireNonNull(scope).abandon();
            try {
                members.drop();
                throwFailures();
            } catch (Exception e) {
                throw Thrown.<RuntimeException>rethrow(e);
            }
        }

        @Override
        public List<Future<?>> awaiting() {
            return ScopeFuture.this.awaiting();
        }

        @Override
        public String toString() {
            return "scope, being dropped";
        }
    }

    // ---------------------------------------------------------------- what it can say about itself

    ScopeOwner owner() {
        return Objects.requireNonNull(owner);
    }

    void addTasksTo(Set<TaskId> tasks) {
        members.addIdsTo(tasks);
    }

    @Override
    public List<Future<?>> awaiting() {
        List<Future<?>> seen = new ArrayList<>();
        ScopeBody unfinished = body;
        if (unfinished != null && !unfinished.isFinished()) {
            seen.add(unfinished);
        }
        members.forEachTask(seen::add);
        return seen;
    }

    @Override
    public String toString() {
        return "scope";
    }
}
