package dev.pollux.runtime.task;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import org.jspecify.annotations.Nullable;

/** Pending once, having woken its task: the task is polled again after the others. */
public final class YieldNow implements Future<@Nullable Void> {

    private enum State {
        FRESH,
        YIELDED,
        FINISHED
    }

    private State state = State.FRESH;

    /** Creates the future. */
    public YieldNow() {}

    @Override
    public Poll<@Nullable Void> poll(Context cx) {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) {
        switch (state) {
            case FRESH -> {
                state = State.YIELDED;
                cx.waker().wake();
                return Poll.PENDING;
            }
            case YIELDED -> {
                state = State.FINISHED;
                return null;
            }
            case FINISHED -> throw new IllegalStateException("yieldNow was awaited or polled again after it finished");
        }
        throw new AssertionError(state);
    }

    @Override
    public void drop() {
        state = State.FINISHED;
    }

    @Override
    public String toString() {
        return "yieldNow";
    }
}
