package dev.pollux.future;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A poll function, guarded against polls after its end. */
final class FunctionFuture<T extends @Nullable Object> extends GuardedFuture<T> {

    private @Nullable PollFunction<T> function;

    FunctionFuture(PollFunction<T> function) {
        this.function = function;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        PollFunction<T> polled = Objects.requireNonNull(function);
        function = null;
        if (polled.poll(cx) instanceof Poll.Ready<T> ready) {
            return ready.value();
        }
        function = polled;
        return Poll.PENDING;
    }

    @Override
    protected @Nullable Throwable release() {
        function = null;
        return null;
    }

    @Override
    public String toString() {
        return "pollFn";
    }
}
