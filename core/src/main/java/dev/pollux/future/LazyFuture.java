package dev.pollux.future;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A computation without waiting, done in the first poll. */
final class LazyFuture<T extends @Nullable Object> extends GuardedFuture<T> {

    private @Nullable Callable<? extends T> computation;

    LazyFuture(Callable<? extends T> computation) {
        this.computation = computation;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Callable<? extends T> called = Objects.requireNonNull(computation);
        computation = null;
        return called.call();
    }

    @Override
    protected @Nullable Throwable release() {
        computation = null;
        return null;
    }

    @Override
    public String toString() {
        return "lazy";
    }
}
