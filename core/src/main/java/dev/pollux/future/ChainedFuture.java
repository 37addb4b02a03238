package dev.pollux.future;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link Future#andThen} and {@link Futures#flatten}. Its source is a {@code Future<T>} as long as there is a next, and then a {@code Future<R>}. */
final class ChainedFuture<T extends @Nullable Object, R extends @Nullable Object> extends AdapterFuture<R> {

    private final String name;
    private @Nullable Mapping<? super T, ? extends Future<? extends R>> next; // null once it was called

    ChainedFuture(String name, Future<? extends T> first, Mapping<? super T, ? extends Future<? extends R>> next) {
        super(first);
        this.name = name;
        this.next = next;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // a raw answer of a Future<T> other than PENDING is a T
    protected @Nullable Object step(Context cx) throws Exception {
        Object raw = pollSource(cx);
        Mapping<? super T, ? extends Future<? extends R>> applied = next;
        if (raw == Poll.PENDING || applied == null) {
            return raw;
        }
        next = null;
        continueWith(Objects.requireNonNull(applied.apply((T) raw), name + " needs a future"));
        return pollSource(cx);
    }

    @Override
    protected @Nullable Throwable release() {
        next = null;
        return super.release();
    }

    @Override
    public String toString() {
        return name;
    }
}
