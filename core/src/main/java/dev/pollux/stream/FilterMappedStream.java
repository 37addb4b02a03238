package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Mapping;
import dev.pollux.future.Poll;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#filterMap} and {@link Stream#filter}. */
final class FilterMappedStream<T, R> extends AdapterStream<T, R> {

    private final String name;
    private final Mapping<? super T, @Nullable R> mapping; // null leaves the value out

    FilterMappedStream(Stream<T> source, String name, Mapping<? super T, @Nullable R> mapping) {
        super(source);
        this.name = name;
        this.mapping = mapping;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        do {
            Object raw = pollSource(cx);
            if (raw == null || raw == Poll.PENDING) {
                return raw;
            }
            R result = mapping.apply(valueOf(raw));
            if (result != null) {
                return result;
            }
        } while (cx.consume());
        return Poll.PENDING;
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
