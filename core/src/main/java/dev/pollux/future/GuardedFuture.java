package dev.pollux.future;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules for who polls, kept in one place for every combinator: what is left to them is one step, and what to let go of.
 *
 * <p>For authors of combinators. The base sees to misuse, to drops, to failures of drops, and to clean-up of children that takes
 * time.
 *
 * @param <T> the type of the value
 */
public abstract class GuardedFuture<T extends @Nullable Object> extends RawFuture<T> implements Awaiting {

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
    public interface End {

        /**
         * Returns the value or throws the failure.
         *
         * @param dropping the failure of the drops, if any
         * @return the value
         * @throws Exception the failure
         */
        @Nullable Object come(@Nullable Throwable dropping) throws Exception;
    }

    private record Ending(CleanUp rest, End end) {}

    private Stage stage = Stage.FRESH;
    private @Nullable Ending ending;

    /** Creates a future that was not polled yet. */
    protected GuardedFuture() {}

    /**
     * Goes on as far as it gets without waiting. What it throws finishes this future, and the rest is released.
     *
     * <p>Takes each child out of its field before polling it and puts it back only if it is pending: so whatever is left in a
     * field when a step throws is unfinished and wants to be dropped.
     *
     * @param cx the context of this poll
     * @return the value, or {@link Poll#PENDING}
     * @throws Exception the failure
     */
    protected abstract @Nullable Object step(Context cx) throws Exception;

    /**
     * Drops each unfinished child and forgets everything.
     *
     * @return the failures of the drops as one, as {@link Failures#add} makes it; {@code null} if there are none
     */
    protected abstract @Nullable Throwable release();

    @Override
    public final @Nullable Object pollRaw(Context cx) throws Exception {
        if (stage == Stage.FINISHED) {
            return pollFinished();
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

    /**
     * Releases what is left and then comes to an end, which waits for the clean-up of what was released. For the last line of a step.
     *
     * @param cx the context of this poll
     * @param end what this future comes to
     * @return what the step returns
     * @throws Exception what {@code end} throws
     */
    protected final @Nullable Object end(Context cx, End end) throws Exception {
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

    /**
     * Tells what this future waits for before its end is decided. Any thread may ask.
     *
     * @return the unfinished children
     */
    protected List<? extends Future<?>> children() {
        return List.of();
    }

    /** Answers a poll after the end. */
    @Nullable Object pollFinished() {
        throw Failures.finished(this);
    }

    /** Tells whether this is the end: a value, a failure or a drop. */
    final boolean isFinished() {
        return stage == Stage.FINISHED;
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
