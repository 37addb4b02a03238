package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#skip}. */
final class SkipStream<T> extends AdapterStream<T, T> {

    private long left;

    SkipStream(Stream<T> source, long count) {
        super(source);
        this.left = count;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        do {
            Object raw = pollSource(cx);
            if (raw == null || raw == Poll.PENDING || left == 0) {
                return raw;
            }
            left--;
        } while (cx.consume());
        return Poll.PENDING;
    }

    @Override
    protected SizeHint hint() {
        return sourceHint().minus(left);
    }

    @Override
    public String toString() {
        return "skip";
    }
}
