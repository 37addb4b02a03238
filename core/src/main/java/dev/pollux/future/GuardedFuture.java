package dev.pollux.future;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules for who polls, kept in one place for every combinator: what is left to them is one step, and what to let go of.
 *
 * @param <T> the type of the value
 */
abstract class GuardedFuture<T extends @Nullable Object> extends RawFuture<T> implements Awaiting {

    /*
     * States
     * ------
     *
     *     FRESH      never polled
     *     PENDING    polled, and waiting
     *     POLLING    step() is on some thread's stack
     *     FINISHED   ready, failed or dropped; holds nothing
     *
     *      FRESH ──poll──► POLLING ──pending──► PENDING ──poll──► POLLING
     *        │                │                    │
     *       drop        ready, failed             drop
     *        └────────────────┴─────► FINISHED ◄───┘
     *
     * The field is plain: whoever owns the future orders its calls. FINISHED is entered before children are dropped, so a
     * child whose drop comes back here finds nothing to do.
     */
    private enum Stage {
        FRESH,
        PENDING,
        POLLING,
        FINISHED
    }

    private Stage stage = Stage.FRESH;

    /**
     * Goes on as far as it gets without waiting. What it throws finishes this future, and the rest is released.
     *
     * <p>Takes each child out of its field before polling it and puts it back only if it is pending: so whatever is left in a
     * field when a step throws is unfinished and wants to be dropped.
     */
    abstract @Nullable Object step(Context cx) throws Exception;

    /** Drops each unfinished child, forgets everything, and returns the failures of the drops as one. */
    abstract @Nullable Throwable release();

    @Override
    public final @Nullable Object pollRaw(Context cx) throws Exception {
        if (stage == Stage.FINISHED) {
            throw Failures.finished(this);
        }
        if (stage == Stage.POLLING) {
            throw misuse("polled");
        }
        stage = Stage.POLLING;
        try {
            Object raw = step(cx);
            stage = raw == Poll.PENDING ? Stage.PENDING : Stage.FINISHED;
            return raw;
        } catch (Throwable failure) {
            stage = Stage.FINISHED;
            Failures.add(failure, release());
            throw failure;
        }
    }

    @Override
    public final void drop() {
        if (stage == Stage.POLLING) {
            throw misuse("dropped");
        }
        if (stage != Stage.FINISHED) {
            stage = Stage.FINISHED;
            Failures.throwIfAny(release());
        }
    }

    @Override
    public List<? extends Future<?>> awaiting() {
        return List.of();
    }

    /** Refuses to be set up once the first poll has begun. */
    final void requireFresh() {
        if (stage != Stage.FRESH) {
            throw misuse("set up");
        }
    }

    private IllegalStateException misuse(String verb) {
        String when = switch (stage) {
            case POLLING -> " from inside its own poll, or by two threads at once";
            case FINISHED -> " after it finished or was dropped";
            default -> " after it was first polled";
        };
        return new IllegalStateException(this + " was " + verb + when);
    }
}
