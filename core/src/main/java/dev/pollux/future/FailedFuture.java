package dev.pollux.future;

import dev.pollux.internal.Sneaky;
import org.jspecify.annotations.Nullable;

/** A failure that was there all along. */
final class FailedFuture<T extends @Nullable Object> extends GuardedFuture<T> {

    private final Throwable failure;

    FailedFuture(Throwable failure) {
        this.failure = failure;
    }

    @Override
    protected @Nullable Object step(Context cx) {
        throw Sneaky.<RuntimeException>rethrow(failure);
    }

    @Override
    protected @Nullable Throwable release() {
        return null;
    }

    @Override
    public String toString() {
        return "failed(" + failure + ")";
    }
}
