package dev.pollux.signal;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.stream.GuardedStream;
import org.jspecify.annotations.Nullable;

/** See {@link SignalListener#stream}. */
final class SignalStream extends GuardedStream<String> {

    private final SignalListener listener;
    private final String name;
    private @Nullable Future<@Nullable Void> next; // pending

    SignalStream(SignalListener listener, String name) {
        this.listener = listener;
        this.name = name;
    }

    @Override
    protected Object step(Context cx) throws Exception {
        Future<@Nullable Void> polled = next == null ? listener.recv() : next;
        next = null;
        if (polled.pollRaw(cx) == Poll.PENDING) {
            next = polled;
            return Poll.PENDING;
        }
        return name;
    }

    @Override
    protected @Nullable Throwable release() {
        Future<@Nullable Void> dropped = next;
        next = null;
        return dropped == null ? null : Failures.ofDropping(dropped);
    }

    @Override
    public String toString() {
        return "stream of " + listener;
    }
}
