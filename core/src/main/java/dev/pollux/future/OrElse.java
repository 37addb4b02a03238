package dev.pollux.future;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link Future#orElse}. Its source is the first future as long as there is a next, and then the second. */
final class OrElse<T extends @Nullable Object> extends AdapterFuture<T> {

    private @Nullable Mapping<? super Throwable, ? extends Future<? extends T>> next; // null once it was called

    OrElse(Future<T> first, Mapping<? super Throwable, ? extends Future<? extends T>> next) {
        super(first);
        this.next = next;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Mapping<? super Throwable, ? extends Future<? extends T>> applied = next;
        if (applied == null) {
            return pollSource(cx);
        }
        Throwable failure;
        try {
            return pollSource(cx);
        } catch (Throwable t) {
            failure = t;
        }
        next = null;
        continueWith(Objects.requireNonNull(applied.apply(failure), "orElse needs a future"));
        return pollSource(cx);
    }

    @Override
    protected @Nullable Throwable release() {
        next = null;
        return super.release();
    }

    @Override
    public String toString() {
        return "orElse";
    }
}
