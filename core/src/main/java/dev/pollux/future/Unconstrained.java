package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/** See {@link Futures#unconstrained}. */
final class Unconstrained<T extends @Nullable Object> extends AdapterFuture<T> {

    private @Nullable Context unlimited;

    Unconstrained(Future<T> source) {
        super(source);
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        unlimited = cx.withoutLimit(unlimited);
        return pollSource(unlimited);
    }

    @Override
    protected @Nullable Throwable release() {
        unlimited = null;
        return super.release();
    }

    @Override
    public String toString() {
        return "unconstrained";
    }
}
