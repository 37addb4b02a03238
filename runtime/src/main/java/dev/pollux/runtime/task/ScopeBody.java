package dev.pollux.runtime.task;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.runtime.context.Dropping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a scope, as one of those it waits for. Yields itself, and never fails. */
final class ScopeBody implements Future<ScopeBody>, Awaiting {

    private Future<?> current; // the body, or its drop once it is cancelled
    private @Nullable Waker waker;
    private @Nullable Object value;
    private @Nullable Throwable failure;
    private boolean cancelled;
    private boolean finished;

    ScopeBody(Future<?> body) {
        current = body;
    }

    /** Has the next poll drop the body where it stands. */
    void cancel() {
        if (finished || cancelled) {
            return;
        }
        cancelled = true;
        current = new Dropping(current);
        if (waker != null) {
            waker.wake();
        }
    }

    boolean isFinished() {
        return finished;
    }

    @Nullable Object value() {
        return value;
    }

    /** Of the body, or of its clean-up. */
    @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public Poll<ScopeBody> poll(Context cx) {
        waker = cx.waker();
        try {
            Object raw = current.pollRaw(cx);
            if (raw == Poll.PENDING) {
                return Poll.pending();
            }
            value = raw;
        } catch (Throwable t) {
            failure = t;
        }
        finished = true;
        return Poll.ready(this);
    }

    @Override
    public void drop() {
        if (!finished) {
            finished = true;
            current.drop();
        }
    }

    @Override
    public List<Future<?>> awaiting() {
        return finished ? List.of() : List.of(current);
    }

    @Override
    public String toString() {
        return "body of the scope";
    }
}
