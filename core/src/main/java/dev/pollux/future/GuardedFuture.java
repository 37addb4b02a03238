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
     * While `ending` is set the end is decided, and waits in PENDING for the clean-up of what was dropped on the way.
     *
     * The field is plain: whoever owns the future orders its calls. While children are dropped the stage is POLLING, if a poll
     * drops them, or FINISHED; so a child whose drop comes back here is told off, or finds nothing to do.
     */
    private enum Stage {
        FRESH,
        PENDING,
        POLLING,
        FINISHED
    }

    /** What this future comes to, once what it dropped has cleaned up. */
    @FunctionalInterface
    interface End {

        /** Returns the value or throws the failure, considering the failure of the drops, if any. */
        @Nullable Object come(@Nullable Throwable dropping) throws Exception;
    }

    private record Ending(CleanUp rest, End end) {}

    private Stage stage = Stage.FRESH;
    private @Nullable Ending ending;

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
        boolean pending = false;
        try {
            Object raw = ending == null ? stepOrFail(cx) : pollEnding(ending, cx);
            pending = raw == Poll.PENDING;
            return raw;
        } finally {
            stage = pending ? Stage.PENDING : Stage.FINISHED;
        }
    }

    private @Nullable Object stepOrFail(Context cx) throws Exception {
        try {
            return step(cx);
        } catch (Throwable failure) {
            return end(cx, dropping -> {
                Failures.add(failure, dropping);
                throw failure;
            });
        }
    }

    /** Releases what is left and then comes to an end, which waits for the clean-up of what was released. */
    final @Nullable Object end(Context cx, End end) throws Exception {
        CleanUp rest;
        try {
            rest = CleanUp.ofDropping(this::release, cx);
        } catch (Throwable dropping) {
            return end.come(dropping);
        }
        if (rest == null) {
            return end.come(null);
        }
        ending = new Ending(rest, end);
        return pollEnding(ending, cx);
    }

    private @Nullable Object pollEnding(Ending decided, Context cx) throws Exception {
        Throwable dropping = null;
        try {
            if (decided.rest.pollRaw(cx) == Poll.PENDING) {
                return Poll.PENDING;
            }
        } catch (Throwable t) {
            dropping = t;
        }
        ending = null;
        return decided.end.come(dropping);
    }

    @Override
    public final void drop() {
        if (stage == Stage.POLLING) {
            throw misuse("dropped");
        }
        if (stage != Stage.FINISHED) {
            stage = Stage.FINISHED;
            if (ending == null) {
                Failures.throwIfAny(release());
            } else {
                CleanUp.leave(ending.rest);
                ending = null;
            }
        }
    }

    @Override
    public final List<? extends Future<?>> awaiting() {
        Ending decided = ending;
        return decided == null ? children() : List.of(decided.rest);
    }

    /** What it waits for before the end is decided. */
    List<? extends Future<?>> children() {
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
