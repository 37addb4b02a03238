package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * A future that may be polled after its end: it is pending then, for ever, and wakes nobody. Made by {@link Future#fuse}.
 *
 * <p>It fits loops around a {@code select}, in which a branch that has given its value should simply never win again.
 *
 * @param <T> the type of the value
 * @origin futures-rs Fuse (0.3).
 */
public final class Fused<T extends @Nullable Object> extends AdapterFuture<T> {

    Fused(Future<T> source) {
        super(source);
    }

    /**
     * Tells whether this future is at its end. Not for use by two threads at once.
     *
     * @return {@code true} once it yielded its value, failed or was dropped
     */
    public boolean isTerminated() {
        return isFinished();
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        return pollSource(cx);
    }

    @Override
    Object pollFinished() {
        return Poll.PENDING;
    }

    @Override
    public String toString() {
        return "fuse";
    }
}
