package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/** A value that was there all along. */
final class ReadyFuture<T extends @Nullable Object> extends GuardedFuture<T> {

    private @Nullable T value;

    ReadyFuture(T value) {
        this.value = value;
    }

    @Override
    protected @Nullable Object step(Context cx) {
        Object handedOver = value;
        value = null;
        return handedOver;
    }

    @Override
    protected @Nullable Throwable release() {
        value = null;
        return null;
    }

    @Override
    public String toString() {
        return "ready";
    }
}
