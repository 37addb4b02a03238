package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Mapping;
import dev.pollux.future.Poll;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#map}; also what is a map with a name of its own. */
final class MappedStream<T, R> extends AdapterStream<T, R> {

    private final String name;
    private final Mapping<? super T, ? extends R> mapping;

    MappedStream(Stream<T> source, String name, Mapping<? super T, ? extends R> mapping) {
        super(source);
        this.name = name;
        this.mapping = mapping;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Object raw = pollSource(cx);
        return raw == null || raw == Poll.PENDING ? raw : UserFunctions.apply(name, mapping, valueOf(raw));
    }

    @Override
    public String toString() {
        return name;
    }
}
