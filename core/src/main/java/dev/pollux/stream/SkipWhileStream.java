package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Mapping;
import dev.pollux.future.Poll;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#skipWhile}. */
final class SkipWhileStream<T> extends AdapterStream<T, T> {

    private @Nullable Mapping<? super T, Boolean> condition; // null once a value passed

    SkipWhileStream(Stream<T> source, Mapping<? super T, Boolean> condition) {
        super(source);
        this.condition = condition;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        do {
            Object raw = pollSource(cx);
            if (raw == null || raw == Poll.PENDING || condition == null) {
                return raw;
            }
            if (!UserFunctions.holds("skipWhile", condition, valueOf(raw))) {
                condition = null;
                return raw;
            }
        } while (cx.consume());
        return Poll.PENDING;
    }

    @Override
    protected SizeHint hint() {
        return condition == null ? sourceHint() : sourceHint().withoutLower();
    }

    @Override
    public String toString() {
        return "skipWhile";
    }
}
