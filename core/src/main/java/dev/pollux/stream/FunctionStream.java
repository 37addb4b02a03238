package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.PollFunction;
import org.jspecify.annotations.Nullable;

/** See {@link Streams#pollNextFn}. */
final class FunctionStream<T> extends GuardedStream<T> {

    private final PollFunction<@Nullable T> function;

    FunctionStream(PollFunction<@Nullable T> function) {
        this.function = function;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Poll<@Nullable T> answer = function.poll(cx);
        if (answer == null) {
            throw new NullPointerException(
                    "the function given to pollNextFn returned null; it must return Poll.ready(value), Poll.ready(null), or Poll.pending()");
        }
        return answer instanceof Poll.Ready<@Nullable T> ready ? ready.value() : Poll.PENDING;
    }

    @Override
    protected @Nullable Throwable release() {
        return null;
    }

    @Override
    public String toString() {
        return "pollNextFn";
    }
}
