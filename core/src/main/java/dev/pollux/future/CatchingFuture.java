package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/** See {@link Future#catching}. */
final class CatchingFuture<T extends @Nullable Object> extends AdapterFuture<Outcome<T>> {

    CatchingFuture(Future<T> source) {
        super(source);
    }

    @Override
    protected Object step(Context cx) {
        Outcome<T> outcome = outcomeOfSource(cx);
        return outcome == null ? Poll.PENDING : outcome;
    }

    @Override
    public String toString() {
        return "catching";
    }
}
