package dev.pollux.future;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a few branches at the same time, on the task that awaits, and yields their values as a record.
 *
 * <p>Each poll asks all branches that are unfinished. A different one leads each poll, so that none lives on what the others leave;
 * {@link #biased} does without.
 *
 * @param <T> the type of the record
 * @see Futures#join(Future, Future)
 * @see Futures#tryJoin(Future, Future)
 */
public final class Join<T extends @Nullable Object> extends GuardedFuture<T> {

    private final boolean failFast;
    private final Function<@Nullable Object[], T> shape;
    private final @Nullable Future<?>[] branches; // null where finished
    private @Nullable Outcomes outcomes; // null once finished
    private int unfinished;
    private int first; // leads the next poll
    private boolean biased;

    private Join(boolean failFast, Function<@Nullable Object[], T> shape, Future<?>[] branches) {
        this.failFast = failFast;
        this.shape = shape;
        this.branches = branches;
        this.outcomes = new Outcomes(branches.length, failFast);
        this.unfinished = branches.length;
    }

    static <T extends @Nullable Object> Join<T> all(Function<@Nullable Object[], T> shape, Future<?>... branches) {
        return of(false, shape, branches);
    }

    static <T extends @Nullable Object> Join<T> untilFailure(
            Function<@Nullable Object[], T> shape, Future<?>... branches) {
        return of(true, shape, branches);
    }

    private static <T extends @Nullable Object> Join<T> of(
            boolean failFast, Function<@Nullable Object[], T> shape, Future<?>[] branches) {
        for (Future<?> branch : branches) {
            Objects.requireNonNull(branch, "branch");
        }
        return new Join<>(failFast, shape, branches);
    }

    /**
     * Asks the branches in the order in which they were given, at every poll. For branches of which one prepares what the next one
     * finds; if an earlier one is busy at every poll, the later ones come after all it does.
     *
     * @return this join
     * @throws IllegalStateException if it was polled before
     */
    public Join<T> biased() {
        requireFresh();
        biased = true;
        return this;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Outcomes current = Objects.requireNonNull(outcomes);
        int at = first;
        if (!biased) {
            first = successor(at);
        }
        for (int polled = 0; polled < branches.length; polled++) {
            pollBranch(at, current, cx);
            at = successor(at);
        }
        if (unfinished > 0) {
            return Poll.PENDING;
        }
        outcomes = null;
        return shape.apply(current.values());
    }

    private void pollBranch(int at, Outcomes current, Context cx) throws Exception {
        Future<?> branch = branches[at];
        if (branch == null) {
            return;
        }
        branches[at] = null;
        if (current.poll(at, branch, cx)) {
            unfinished--;
        } else {
            branches[at] = branch;
        }
    }

    private int successor(int at) {
        return at + 1 == branches.length ? 0 : at + 1;
    }

    @Override
    protected @Nullable Throwable release() {
        outcomes = null;
        Throwable failure = null;
        for (int at = 0; at < branches.length; at++) {
            Future<?> dropped = branches[at];
            if (dropped != null) {
                branches[at] = null;
                failure = Failures.add(failure, Failures.ofDropping(dropped));
            }
        }
        return failure;
    }

    @Override
    protected List<Future<?>> children() {
        List<Future<?>> seen = new ArrayList<>(branches.length);
        for (Future<?> branch : branches) {
            if (branch != null) {
                seen.add(branch);
            }
        }
        return seen;
    }

    @Override
    public String toString() {
        return (failFast ? "tryJoin of " : "join of ") + branches.length;
    }
}
