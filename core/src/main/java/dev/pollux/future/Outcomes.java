package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/** What the branches of a join came to, in branch order. */
final class Outcomes {

    /** Tells a failure from a value that happens to be an exception. */
    private record Failed(Throwable failure) {}

    private final @Nullable Object[] outcomes;
    private final boolean failFast;
    private boolean failed;

    /** With {@code failFast} a failure is thrown by the poll that meets it, otherwise by {@link #values}. */
    Outcomes(int branches, boolean failFast) {
        this.outcomes = new @Nullable Object[branches];
        this.failFast = failFast;
    }

    /** Polls one branch and tells whether it finished. */
    boolean poll(int branch, Future<?> future, Context cx) throws Exception {
        try {
            Object raw = future.pollRaw(cx);
            if (raw == Poll.PENDING) {
                return false;
            }
            outcomes[branch] = raw;
        } catch (Throwable failure) {
            if (failFast) {
                throw failure;
            }
            outcomes[branch] = new Failed(failure);
            failed = true;
        }
        return true;
    }

    /** Returns the values, or throws the first failure in branch order with the others suppressed in it. */
    @Nullable Object[] values() {
        if (failed) {
            Throwable all = null;
            for (Object outcome : outcomes) {
                if (outcome instanceof Failed one) {
                    all = Failures.add(all, one.failure());
                }
            }
            Failures.throwIfAny(all);
        }
        return outcomes;
    }
}
