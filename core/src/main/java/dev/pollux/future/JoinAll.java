package dev.pollux.future;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A join of any number of branches. It polls only those that were woken. */
final class JoinAll<T extends @Nullable Object> extends GuardedFuture<List<T>> {

    /** One branch: it leaves what it came to among the outcomes, and yields nothing. */
    private static final class Slot extends RawFuture<@Nullable Void> {
        private final int index;
        private final Future<?> branch;
        private final Outcomes outcomes;

        Slot(int index, Future<?> branch, Outcomes outcomes) {
            this.index = index;
            this.branch = branch;
            this.outcomes = outcomes;
        }

        @Override
        public @Nullable Object pollRaw(Context cx) throws Exception {
            return outcomes.poll(index, branch, cx) ? null : Poll.PENDING;
        }

        @Override
        public void drop() {
            branch.drop();
        }
    }

    private final boolean failFast;
    private final int size;
    private final FuturesUnordered<@Nullable Void> slots = new FuturesUnordered<>();
    private @Nullable Outcomes outcomes; // null once finished

    JoinAll(Collection<? extends Future<? extends T>> branches, boolean failFast) {
        List<Future<?>> copy = new ArrayList<>(branches);
        this.failFast = failFast;
        this.size = copy.size();
        Outcomes fresh = new Outcomes(size, failFast);
        for (int i = 0; i < size; i++) {
            slots.push(new Slot(i, Objects.requireNonNull(copy.get(i), "future"), fresh));
        }
        this.outcomes = fresh;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // every outcome is a T by now
    protected @Nullable Object step(Context cx) throws Exception {
        while (!slots.isEmpty()) {
            if (slots.pollNext(cx) == Poll.PENDING) {
                return Poll.PENDING;
            }
        }
        T[] values = (T[]) Objects.requireNonNull(outcomes).values();
        outcomes = null;
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    @Override
    protected @Nullable Throwable release() {
        outcomes = null;
        return slots.release();
    }

    @Override
    protected List<Future<?>> children() {
        List<Future<?>> seen = new ArrayList<>();
        for (Future<?> slot : slots.members()) {
            seen.add(((Slot) slot).branch);
        }
        return seen;
    }

    @Override
    public String toString() {
        return (failFast ? "tryJoinAll of " : "joinAll of ") + size;
    }
}
