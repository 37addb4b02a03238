package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#take}. The source is not polled again after the last value. */
final class TakeStream<T> extends AdapterStream<T, T> {

    private long left;

    TakeStream(Stream<T> source, long count) {
        super(source);
        this.left = count;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        if (left == 0) {
            return null;
        }
        Object raw = pollSource(cx);
        if (raw != null && raw != Poll.PENDING) {
            left--;
        }
        return raw;
    }

    @Override
    protected SizeHint hint() {
        return sourceHint().atMost(left);
    }

    @Override
    protected boolean isOver() {
        return left == 0 || isSourceOver();
    }

    @Override
    public String toString() {
        return "take";
    }
}
