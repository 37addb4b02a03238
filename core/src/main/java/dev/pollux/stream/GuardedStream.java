package dev.pollux.stream;

import dev.pollux.future.Awaiting;
import dev.pollux.future.CleanUp;
import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules for who polls a stream, kept in one place: what is left to a source or an adapter is one step, and what to let go of.
 *
 * <p>For authors of streams. The base sees to misuse, to drops, to failures of drops, and to clean-up of children that takes time.
 *
 * @param <T> the type of the values
 */
public abstract class GuardedStream<T> extends RawStream<T> implements Awaiting {

    /*
     * States
     * ------
     *
     *     OPEN       may yield more; holds what it was made of
     *     POLLING    step() is on some thread's stack
     *     ENDED      answered the end; holds nothing, and answers the end again
     *     DROPPED    holds nothing; a poll is a mistake
     *
     *      OPEN ──poll──► POLLING ──value, pending, failure──► OPEN
     *        │               │
     *       drop            end
     *        ▼               ▼
     *     DROPPED          ENDED
     *
     * An end releases whatever is left, such as the source of a takeWhile. While `rest` is set that is decided, and waits in OPEN for
     * clean-up that takes time. A failure stands in the place of a value: it ends nothing, unless the next step answers the end.
     *
     * The fields are plain: whoever owns the stream orders its calls. While children are dropped the stage is POLLING or DROPPED, so
     * a child whose drop comes back here is told off, or finds nothing to do.
     */
    private enum Stage {
        OPEN,
        POLLING,
        ENDED,
        DROPPED
    }

    private Stage stage = Stage.OPEN;
    private @Nullable CleanUp rest;

    /** Creates a stream that was not polled yet. */
    protected GuardedStream() {}

    /**
     * Moves on to the next value as far as it gets without waiting.
     *
     * <p>Takes a child out of its field before it polls it, if the poll could finish it, and puts it back if it is pending: so whatever
     * is in a field is unfinished and wants to be dropped. A stream that failed is not finished.
     *
     * @param cx the context of this poll
     * @return the value, {@code null} at the end, or {@link Poll#PENDING}
     * @throws Exception a failure, in place of a value
     */
    protected abstract @Nullable Object step(Context cx) throws Exception;

    /**
     * Drops each unfinished child and forgets everything.
     *
     * @return the failures of the drops as one, as {@link Failures#add} makes it; {@code null} if there are none
     */
    protected abstract @Nullable Throwable release();

    /**
     * Tells what is still to come, as long as this was neither ended nor dropped.
     *
     * @return the bounds; unknown unless overridden
     */
    protected SizeHint hint() {
        return SizeHint.UNKNOWN;
    }

    /**
     * Tells whether nothing more will come, although the end was not answered yet.
     *
     * @return whether that is known; no unless overridden
     */
    protected boolean isOver() {
        return false;
    }

    /**
     * Tells what this waits for. Any thread may ask.
     *
     * @return the futures, and streams in the place of futures; none unless overridden
     */
    protected List<? extends Future<?>> children() {
        return List.of();
    }

    @Override
    public final @Nullable Object pollNextRaw(Context cx) throws Exception {
        if (stage == Stage.ENDED) {
            return null;
        }
        if (stage != Stage.OPEN) {
            throw misuse("polled");
        }
        stage = Stage.POLLING;
        Stage after = Stage.OPEN;
        try {
            Object raw = rest == null ? step(cx) : null;
            if (raw == null) {
                after = Stage.ENDED; // also if the clean-up fails
                raw = finish(cx);
                after = raw == Poll.PENDING ? Stage.OPEN : Stage.ENDED;
            }
            return raw;
        } finally {
            stage = after;
        }
    }

    private @Nullable Object finish(Context cx) {
        CleanUp left = rest != null ? rest : CleanUp.ofDropping(new Release(this), cx);
        rest = null;
        if (left != null && left.pollRaw(cx) == Poll.PENDING) {
            rest = left;
            return Poll.PENDING;
        }
        return null;
    }

    @Override
    public final void drop() {
        if (stage == Stage.POLLING) {
            throw misuse("dropped");
        }
        if (stage == Stage.OPEN) {
            stage = Stage.DROPPED;
            CleanUp left = rest;
            rest = null;
            if (left == null) {
                Failures.throwIfAny(release());
            } else {
                CleanUp.leave(left);
            }
        }
    }

    @Override
    public final SizeHint sizeHint() {
        return isTerminated() ? SizeHint.NONE : hint();
    }

    @Override
    public final boolean isTerminated() {
        return stage == Stage.ENDED || stage == Stage.DROPPED || rest != null || isOver();
    }

    @Override
    public final List<? extends Future<?>> awaiting() {
        CleanUp left = rest;
        return left == null ? children() : List.of(left);
    }

    private IllegalStateException misuse(String verb) {
        String when = stage == Stage.DROPPED
                ? " after it was dropped"
                : " from inside its own poll, or by two threads at once";
        return new IllegalStateException("the stream " + this + " was " + verb + when);
    }
}
