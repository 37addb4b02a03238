package dev.pollux.time;

import dev.pollux.future.Context;
import dev.pollux.stream.GuardedStream;
import org.jspecify.annotations.Nullable;

/** See {@link DelayQueue#stream}. */
final class DueStream<T> extends GuardedStream<DelayQueue.Expired<T>> {

    private final DelayQueue<T> queue;

    DueStream(DelayQueue<T> queue) {
        this.queue = queue;
    }

    @Override
    protected @Nullable Object step(Context cx) {
        return queue.pollRaw(cx, true);
    }

    @Override
    protected @Nullable Throwable release() {
        queue.stopWaiting();
        return null;
    }

    @Override
    public String toString() {
        return "stream of " + queue;
    }
}
