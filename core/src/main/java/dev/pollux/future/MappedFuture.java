package dev.pollux.future;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link Future#map} and {@link Future#inspect}. */
final class MappedFuture<T extends @Nullable Object, R extends @Nullable Object> extends AdapterFuture<R> {

    private final String name;
    private @Nullable Mapping<? super T, ? extends R> mapping;

    MappedFuture(String name, Future<T> source, Mapping<? super T, ? extends R> mapping) {
        super(source);
        this.name = name;
        this.mapping = mapping;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // a raw answer of a Future<T> other than PENDING is a T
    protected @Nullable Object step(Context cx) throws Exception {
        Object raw = pollSource(cx);
        if (raw == Poll.PENDING) {
            return raw;
        }
        Mapping<? super T, ? extends R> applied = Objects.requireNonNull(mapping);
        mapping = null;
        return applied.apply((T) raw);
    }

    @Override
    protected @Nullable Throwable release() {
        mapping = null;
        return super.release();
    }

    @Override
    public String toString() {
        return name;
    }
}
