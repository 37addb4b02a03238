package dev.pollux.runtime.io;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * The life cycle that the futures of sockets and streams share: polled until it is ready or fails, or dropped; then finished.
 *
 * @param <T> the type of the value
 */
public abstract class LeafFuture<T extends @Nullable Object> implements Future<T>, Waiting {

    private boolean finished;

    /** Creates a future that was not polled yet. */
    protected LeafFuture() {}

    /**
     * Moves forward as far as it goes without waiting.
     *
     * @param cx as for {@link Future#poll}
     * @return the value, or {@link Poll#PENDING}
     * @throws Exception the failure, after which the future is finished
     */
    protected abstract @Nullable Object advance(Context cx) throws Exception;

    /** Releases what a pending poll holds. Called at most once, after ready, failure or drop. */
    protected abstract void release();

    @Override
    public final Poll<T> poll(Context cx) throws Exception {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public final @Nullable Object pollRaw(Context cx) throws Exception {
        if (finished) {
            throw new IllegalStateException(this + " was awaited or polled again after it finished");
        }
        boolean pending = false;
        try {
            Object answer = advance(cx);
            pending = answer == Poll.PENDING;
            return answer;
        } finally {
            if (!pending) {
                drop();
            }
        }
    }

    @Override
    public Resource waitingFor() {
        return Resource.OUTSIDE;
    }

    @Override
    public final void drop() {
        if (!finished) {
            finished = true;
            release();
        }
    }
}
