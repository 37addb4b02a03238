package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.GuardedFuture;
import dev.pollux.future.Poll;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Moves values from a stream to a sink: {@link Sink#sendAll} and {@link Stream#forward}. */
final class Transfer<T> extends GuardedFuture<@Nullable Void> {

    private final Stream<? extends T> stream;
    private final Sink<T> sink;
    private final boolean forward; // owns both, and closes the sink at the end of the stream
    private boolean streamEnded;
    private boolean sinkEnded;
    private final HandOver<T> handOver;

    private Transfer(Stream<? extends T> stream, Sink<T> sink, boolean forward) {
        this.stream = Objects.requireNonNull(stream, "stream");
        this.sink = Objects.requireNonNull(sink, "sink");
        this.forward = forward;
        this.handOver = new HandOver<>(sink);
    }

    static <T> Transfer<T> sendAll(Stream<? extends T> stream, Sink<T> sink) {
        return new Transfer<>(stream, sink, false);
    }

    static <T> Transfer<T> forward(Stream<? extends T> stream, Sink<T> sink) {
        return new Transfer<>(stream, sink, true);
    }

    @Override
    @SuppressWarnings("unchecked") // a raw answer of a Stream<T> that is neither the end nor PENDING is a T
    protected @Nullable Object step(Context cx) throws Exception {
        while (handOver.advance(cx) && !streamEnded) {
            Object raw = stream.pollNextRaw(cx);
            if (raw == Poll.PENDING) {
                sink.pollFlush(cx); // while there is nothing else to do; what it waits for wakes this, too
                return raw;
            }
            if (raw == null) {
                streamEnded = true;
            } else {
                handOver.offer((T) raw);
            }
            if (!cx.consume()) {
                return Poll.PENDING;
            }
        }
        return !handOver.isWaiting() && finish(cx) ? null : Poll.PENDING;
    }

    private boolean finish(Context cx) throws Exception {
        sinkEnded = (forward ? sink.pollClose(cx) : sink.pollFlush(cx)).isReady();
        return sinkEnded;
    }

    @Override
    protected @Nullable Throwable release() {
        if (!forward) {
            return handOver.abort();
        }
        handOver.forget();
        Throwable failure = streamEnded ? null : AwaitedStream.ofDropping(stream);
        return sinkEnded ? failure : Failures.add(failure, SinkAdapter.ofDropping(sink));
    }

    @Override
    protected List<? extends Future<?>> children() {
        List<Future<?>> listed = new ArrayList<>(SinkAdapter.awaitedBy(sink));
        if (!streamEnded && !handOver.isWaiting()) {
            listed.addAll(AwaitedStream.listOf(stream));
        }
        return listed;
    }

    @Override
    public String toString() {
        return (forward ? "forward to " : "sendAll to ") + sink;
    }
}
