package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/** See {@link Futures#keep}. */
final class KeptFuture<T extends @Nullable Object> extends AdapterFuture<T> {

    KeptFuture(Future<T> kept) {
        super(kept);
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        return pollSource(cx);
    }

    @Override
    protected @Nullable Throwable release() {
        takeSource(); // without dropping it: that is the point
        return null;
    }

    @Override
    public String toString() {
        return "keep";
    }
}
