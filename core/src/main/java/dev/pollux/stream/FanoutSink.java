package dev.pollux.stream;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link Sink#fanout}. */
final class FanoutSink<T> implements Sink<T>, Awaiting {

    private final Sink<? super T> first;
    private final Sink<? super T> second;

    FanoutSink(Sink<? super T> first, Sink<? super T> second) {
        this.first = first;
        this.second = second;
    }

    /** Polls both, whatever the first answers, so that both know the waker. */
    private static Poll<@Nullable Void> both(Poll<@Nullable Void> one, Poll<@Nullable Void> other) {
        return one.isReady() ? other : one;
    }

    @Override
    public Poll<@Nullable Void> pollReady(Context cx) throws Exception {
        return both(first.pollReady(cx), second.pollReady(cx));
    }

    @Override
    public void startSend(T value) throws Exception {
        first.startSend(value);
        second.startSend(value);
    }

    @Override
    public Poll<@Nullable Void> pollFlush(Context cx) throws Exception {
        return both(first.pollFlush(cx), second.pollFlush(cx));
    }

    @Override
    public Poll<@Nullable Void> pollClose(Context cx) throws Exception {
        return both(first.pollClose(cx), second.pollClose(cx));
    }

    @Override
    public void abortSend() {
        first.abortSend();
        second.abortSend();
    }

    @Override
    public List<? extends Future<?>> awaiting() {
        return SinkAdapter.awaitedBy(first, second);
    }

    @Override
    public void drop() {
        Throwable failure = SinkAdapter.ofDropping(first);
        Failures.throwIfAny(Failures.add(failure, SinkAdapter.ofDropping(second)));
    }

    @Override
    public String toString() {
        return "fanout of " + first + " and " + second;
    }
}
