package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.GuardedFuture;
import dev.pollux.future.Poll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands at most one value to a sink, and then flushes or closes it or does nothing. The sink is not its own. */
final class SinkFuture<T> extends GuardedFuture<@Nullable Void> {

    enum Then {
        NOTHING,
        FLUSH,
        CLOSE
    }

    private final Sink<T> sink;
    private final Then then;
    private final HandOver<T> handOver;

    SinkFuture(Sink<T> sink, @Nullable T value, Then then) {
        this.sink = sink;
        this.then = then;
        this.handOver = new HandOver<>(sink);
        if (value != null) {
            handOver.offer(value);
        }
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        return handOver.advance(cx) && finish(cx).isReady() ? null : Poll.PENDING;
    }

    private Poll<@Nullable Void> finish(Context cx) throws Exception {
        return switch (then) {
            case NOTHING -> Sink.DONE;
            case FLUSH -> sink.pollFlush(cx);
            case CLOSE -> sink.pollClose(cx);
        };
    }

    @Override
    protected @Nullable Throwable release() {
        return handOver.abort();
    }

    @Override
    protected List<? extends Future<?>> children() {
        return SinkAdapter.awaitedBy(sink);
    }

    @Override
    public String toString() {
        return (handOver.isWaiting() ? "send" : then == Then.CLOSE ? "close" : "flush") + " of " + sink;
    }
}
