package dev.pollux.task;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;
import org.jspecify.annotations.Nullable;

/** The rule that a future gives its answer once, kept in one place: what is left is one step, and what to let go of. */
abstract class OnceFuture<R extends @Nullable Object> extends RawFuture<R> {

    private boolean finished;

    /** Answers, or arranges a wake-up and returns {@link Poll#PENDING}. */
    abstract @Nullable Object step(Context cx) throws Exception;

    /** Lets go of everything, in the middle of the wait or before it began. */
    abstract void release();

    @Override
    public final @Nullable Object pollRaw(Context cx) throws Exception {
        if (finished) {
            throw new IllegalStateException(this + " was awaited or polled again after it finished or was dropped");
        }
        finished = true; // unless pending, and also if the step throws
        Object raw = step(cx);
        finished = raw != Poll.PENDING;
        return raw;
    }

    @Override
    public final void drop() {
        if (!finished) {
            finished = true;
            release();
        }
    }
}
