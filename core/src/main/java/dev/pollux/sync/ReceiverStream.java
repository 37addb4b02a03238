package dev.pollux.sync;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.stream.RawStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The values of a receiver as a stream, which owns it and ends when the channel is closed. */
final class ReceiverStream<T> extends RawStream<T> {

    /* A channel tells its end by a null, or by a ClosedException where its futures have no value that could be null. */

    private final AutoCloseable receiver;
    private final Supplier<Future<@Nullable T>> receive;
    private final Runnable close;
    private @Nullable Future<@Nullable T> waiting;
    private boolean ended;

    ReceiverStream(AutoCloseable receiver, Supplier<Future<@Nullable T>> receive, Runnable close) {
        this.receiver = receiver;
        this.receive = receive;
        this.close = close;
    }

    @Override
    public @Nullable Object pollNextRaw(Context cx) throws Exception {
        if (ended) {
            return null;
        }
        Future<@Nullable T> polled = waiting == null ? receive.get() : waiting;
        waiting = null; // a failure is that of one value
        try {
            Object raw = polled.pollRaw(cx);
            if (raw == Poll.PENDING) {
                waiting = polled;
            } else if (raw == null) {
                drop();
            }
            return raw;
        } catch (ClosedException e) {
            drop();
            return null;
        }
    }

    @Override
    public boolean isTerminated() {
        return ended;
    }

    @Override
    public void drop() {
        if (ended) {
            return;
        }
        ended = true;
        Future<@Nullable T> dropped = waiting;
        waiting = null;
        if (dropped != null) {
            dropped.drop();
        }
        close.run();
    }

    @Override
    public String toString() {
        return "stream of " + receiver;
    }
}
