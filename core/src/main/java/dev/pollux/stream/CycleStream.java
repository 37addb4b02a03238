package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** See {@link Streams#cycle}. */
final class CycleStream<T> extends AdapterStream<T, T> {

    private final Callable<? extends Stream<? extends T>> maker;
    private boolean sawValue = true; // in this round; a round without any is the last

    CycleStream(Callable<? extends Stream<? extends T>> maker) {
        super(Streams.empty());
        this.maker = maker;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Object raw = pollSource(cx);
        while (raw == null && sawValue) {
            if (!cx.consume()) {
                return Poll.PENDING;
            }
            sawValue = false;
            continueWith(UserFunctions.made("cycle", maker.call()));
            raw = pollSource(cx);
        }
        sawValue |= raw != null && raw != Poll.PENDING;
        return raw;
    }

    @Override
    protected SizeHint hint() {
        return SizeHint.UNKNOWN; // the next round may be empty
    }

    @Override
    protected boolean isOver() {
        return !sawValue && isSourceOver();
    }

    @Override
    public String toString() {
        return "cycle";
    }
}
