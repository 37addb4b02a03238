package dev.pollux.future;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first of several branches, drops the others, and yields what the handler of the winner makes of its value.
 *
 * <p>Each poll asks the branches in a fresh random order, so that of several that are ready each wins as often as any other.
 * The randomness is that of the {@link Context} unless there is a {@link #seed}; {@link #biased} does without.
 *
 * <p>A branch wins by failing, too; the failure is then that of this future. In every case the losers are dropped first, in
 * branch order, and the winner's handler runs after that. If drops fail, the handler still gets the value, which is not
 * lost; then the first of these failures is thrown, or suppressed in the failure of the winner or its handler, and the
 * handler's result is given up.
 *
 * @param <R> the type of the result
 * @see Futures#select(Branch[])
 */
public final class Select<R extends @Nullable Object> extends GuardedFuture<R> {

    private final @Nullable Branch<? extends R>[] branches; // null where finished or dropped
    private final int[] order; // the branches in the order of the latest poll
    private boolean biased;
    private @Nullable RandomGenerator seeded;

    Select(Branch<? extends R>[] branches) {
        if (branches.length == 0) {
            throw new IllegalArgumentException("select needs at least one branch");
        }
        this.branches = branches.clone();
        this.order = new int[branches.length];
        for (int at = 0; at < order.length; at++) {
            if (branches[at] == null) {
                throw new NullPointerException("branch " + at);
            }
            order[at] = at;
        }
    }

    /**
     * Asks the branches in the order in which they were given: an earlier one that is ready always wins over a later one.
     *
     * @return this select
     * @throws IllegalStateException if it was polled before
     */
    public Select<R> biased() {
        requireFresh();
        biased = true;
        return this;
    }

    /**
     * Makes the random order repeatable.
     *
     * @param seed equal seeds give equal orders
     * @return this select
     * @throws IllegalStateException if it was polled before
     */
    public Select<R> seed(long seed) {
        requireFresh();
        seeded = new SplittableRandom(seed);
        return this;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        if (!biased) {
            shuffle(seeded != null ? seeded : cx.random());
        }
        for (int at : order) {
            Branch<? extends R> branch = branches[at];
            if (branch != null) {
                branches[at] = null;
                Object raw = branch.future.pollRaw(cx);
                if (raw != Poll.PENDING) {
                    return finish(branch, raw, cx);
                }
                branches[at] = branch;
            }
        }
        return Poll.PENDING;
    }

    /** Any order before gives a uniformly random one after. */
    private void shuffle(RandomGenerator random) {
        for (int last = order.length - 1; last > 0; last--) {
            int drawn = random.nextInt(last + 1);
            int at = order[drawn];
            order[drawn] = order[last];
            order[last] = at;
        }
    }

    private @Nullable Object finish(Branch<? extends R> winner, @Nullable Object raw, Context cx) throws Exception {
        return end(cx, dropping -> {
            R result;
            try {
                result = winner.handle(raw);
            } catch (Throwable failure) {
                Failures.add(failure, dropping);
                throw failure;
            }
            Failures.throwIfAny(dropping);
            return result;
        });
    }

    @Override
    protected @Nullable Throwable release() {
        Throwable failure = null;
        for (int at = 0; at < branches.length; at++) {
            Branch<? extends R> dropped = branches[at];
            if (dropped != null) {
                branches[at] = null;
                failure = Failures.add(failure, Failures.ofDropping(dropped.future));
            }
        }
        return failure;
    }

    @Override
    protected List<Future<?>> children() {
        List<Future<?>> seen = new ArrayList<>(branches.length);
        for (Branch<? extends R> branch : branches) {
            if (branch != null) {
                seen.add(branch.future);
            }
        }
        return seen;
    }

    @Override
    public String toString() {
        return "select of " + branches.length;
    }
}
