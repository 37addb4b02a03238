package dev.pollux.stream;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sink that is made of another one.
 *
 * @param <T> the type that the other one takes
 * @param <U> the type that this one takes
 */
abstract class SinkAdapter<U, T> implements Sink<U>, Awaiting {

    final Sink<T> sink;

    SinkAdapter(Sink<T> sink) {
        this.sink = sink;
    }

    /** Drops a sink, and returns what its clean-up threw, if anything. */
    static @Nullable Throwable ofDropping(Sink<?> sink) {
        try {
            sink.drop();
            return null;
        } catch (Throwable t) {
            return t;
        }
    }

    /** What these sinks wait for, as far as they can tell. */
    static List<Future<?>> awaitedBy(Sink<?>... sinks) {
        List<Future<?>> listed = new ArrayList<>();
        for (Sink<?> sink : sinks) {
            if (sink instanceof Awaiting awaiting) {
                listed.addAll(awaiting.awaiting());
            }
        }
        return listed;
    }

    /** Brings what waits here to the other sink, as far as that has room; answers whether nothing waits any more. */
    abstract boolean advance(Context cx) throws Exception;

    @Override
    public Poll<@Nullable Void> pollReady(Context cx) throws Exception {
        return advance(cx) ? sink.pollReady(cx) : Poll.pending();
    }

    @Override
    public Poll<@Nullable Void> pollFlush(Context cx) throws Exception {
        return advance(cx) ? sink.pollFlush(cx) : Poll.pending();
    }

    @Override
    public Poll<@Nullable Void> pollClose(Context cx) throws Exception {
        return advance(cx) ? sink.pollClose(cx) : Poll.pending();
    }

    @Override
    public void abortSend() {
        sink.abortSend();
    }

    @Override
    public List<? extends Future<?>> awaiting() {
        return awaitedBy(sink);
    }

    /** Forgets what waits here, dropping it if need be. */
    abstract @Nullable Throwable release();

    @Override
    public void drop() {
        Throwable failure = release();
        Failures.throwIfAny(Failures.add(failure, ofDropping(sink)));
    }

    /** Refuses a value for which there is no room. */
    final IllegalStateException notReady() {
        return new IllegalStateException(
                this + " was sent a value without room for it; call startSend after a pollReady that was ready");
    }
}
