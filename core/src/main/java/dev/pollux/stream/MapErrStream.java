package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Mapping;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#mapErr} and {@link Stream#inspectErr}. */
final class MapErrStream<T> extends AdapterStream<T, T> {

    private final String name;
    private final Mapping<? super Throwable, ? extends Throwable> mapping;

    MapErrStream(Stream<T> source, String name, Mapping<? super Throwable, ? extends Throwable> mapping) {
        super(source);
        this.name = name;
        this.mapping = mapping;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Throwable failure;
        try {
            return pollSource(cx);
        } catch (Throwable t) {
            failure = t;
        }
        Failures.throwIfAny(UserFunctions.<Throwable, Throwable>apply(name, mapping, failure));
        throw new AssertionError("a mapped failure was not thrown");
    }

    @Override
    public String toString() {
        return name;
    }
}
