package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** See {@link Streams#repeatWith}. */
final class RepeatStream<T> extends GuardedStream<T> {

    private final Callable<? extends T> maker;

    RepeatStream(Callable<? extends T> maker) {
        this.maker = maker;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        return cx.consume() ? UserFunctions.made("repeatWith", maker.call()) : Poll.PENDING;
    }

    @Override
    protected @Nullable Throwable release() {
        return null;
    }

    @Override
    protected SizeHint hint() {
        return SizeHint.atLeast(Long.MAX_VALUE);
    }

    @Override
    public String toString() {
        return "repeat";
    }
}
