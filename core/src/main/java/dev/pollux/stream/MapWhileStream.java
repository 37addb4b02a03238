package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Mapping;
import dev.pollux.future.Poll;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#mapWhile}, {@link Stream#takeWhile} and {@link Stream#scan}. */
final class MapWhileStream<T, R> extends AdapterStream<T, R> {

    private final String name;
    private final Mapping<? super T, @Nullable R> mapping; // null is the end

    MapWhileStream(Stream<T> source, String name, Mapping<? super T, @Nullable R> mapping) {
        super(source);
        this.name = name;
        this.mapping = mapping;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Object raw = pollSource(cx);
        return raw == null || raw == Poll.PENDING ? raw : mapping.apply(valueOf(raw));
    }

    @Override
    protected SizeHint hint() {
        return sourceHint().withoutLower();
    }

    @Override
    public String toString() {
        return name;
    }
}
