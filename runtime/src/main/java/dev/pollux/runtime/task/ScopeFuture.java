package dev.pollux.runtime.task;

import dev.pollux.future.Awaiting;
import dev.pollux.future.CleanUp;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.FuturesUnordered;
import dev.pollux.future.Poll;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.task.RaceScope;
import dev.pollux.task.TaskFailure;
import dev.pollux.task.TaskId;
import dev.pollux.task.TaskScope;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
     *
     * Which failures go where: `failures` has them in the order of their coming. The first is thrown, by the poll or as the failure
     * of the clean-up; the others are suppressed in it. No other object keeps them, so each is delivered once.
     */

    /** One failure, and whose it is; {@code null} means the body. */
    private record Failure(Throwable thrown, @Nullable Child<?> of) {}

    private final ScopePolicy policy;
    private final Function<Scope, Future<?>> block;
    private final FuturesUnordered<Object> members = new FuturesUnordered<>(); // ScopeBody and Child<?>
    private final Set<Child<?>> alive = ConcurrentHashMap.newKeySet(); // read by dumps
    private final List<Failure> failures = new ArrayList<>(0);

    private @Nullable ScopeHost spawner;
    private @Nullable ScopeOwner owner;
    private @Nullable Scope scope;
    private @Nullable ScopeBody body; // these four: null while fresh
    private @Nullable Future<Object> next; // of `members`, while it is pending
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
        ScopeBody made = new ScopeBody(block.apply(opened));
        body = made;
        members.push(made);
        owner = ScopeOwner.current();
        tasks.runningScopes().begin(this);
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
            alive.add(child);
            members.push(child.end());
            if (cancelled) {
                child.cancel();
            }
        }
    }

    private void drain(Context cx) throws Exception {
        while (!members.isEmpty()) {
            Future<Object> polled = next != null ? next : members.next();
            next = polled;
            Object ended = polled.pollRaw(cx);
            if (ended == Poll.PENDING) {
                return;
            }
            next = null;
            note(ended);
        }
    }

    private void note(@Nullable Object ended) {
        Child<?> child = ended instanceof Child<?> task ? task : null;
        Throwable thrown;
        if (child != null) {
            alive.remove(child);
            Objects.requireNonNull(scope).left();
            thrown = child.failureOfScope(cancelled);
        } else {
            thrown = Objects.requireNonNull(body).failure();
        }
        if (thrown != null) {
            failures.add(new Failure(thrown, child));
        }
        boolean decided = child == null ? thrown != null : policy.isDecidedBy(child, thrown != null);
        if (decided && !cancelled) {
            winner = child;
            cancel();
        }
    }

    private void cancel() {
        cancelled = true;
        Objects.requireNonNull(scope).cancel();
        alive.forEach(Child::cancel);
        Objects.requireNonNull(body).cancel();
    }

    private @Nullable Object end() throws Exception {
        Child<?> first = winner;
        if (policy == ScopePolicy.RACE && first != null) {
            reportLosers();
            throwFailures();
            return first.value();
        }
        throwFailures();
        if (policy == ScopePolicy.RACE) {
            throw new NoSuchElementException(
                    "a race scope ended without a winner: no task was spawned into it, or all were aborted");
        }
        return Objects.requireNonNull(body).value();
    }

    /** A loser's failure does not concern who waits for the winner. That of the body's clean-up does, as in a select. */
    private void reportLosers() {
        for (Failure failure : List.copyOf(failures)) {
            Child<?> loser = failure.of;
            if (loser != null) {
                failures.remove(failure);
                if (!loser.isTaken()) {
                    String name = loser.name().orElse(null);
                    Objects.requireNonNull(spawner)
                            .report(new TaskFailure(
                                    loser.id(), name, "a task that lost in a race scope", failure.thrown));
                }
            }
        }
    }

    private void throwFailures() throws Exception {
        Throwable first = null;
        for (Failure failure : failures) {
            if (policy == ScopePolicy.COLLECT_ALL && failure.of != null && failure.of.isTaken()) {
                continue;
            }
            if (first == null) {
                first = failure.thrown;
            } else if (first != failure.thrown) {
                first.addSuppressed(failure.thrown);
            }
        }
        failures.clear();
        if (first != null) {
            throw Thrown.<Exception>rethrow(first);
        }
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
            alive.clear();
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
        alive.forEach(child -> tasks.add(child.id()));
    }

    @Override
    public List<Future<?>> awaiting() {
        List<Future<?>> seen = new ArrayList<>();
        ScopeBody unfinished = body;
        if (unfinished != null && !unfinished.isFinished()) {
            seen.add(unfinished);
        }
        seen.addAll(alive);
        return seen;
    }

    @Override
    public String toString() {
        return "scope";
    }
}
