package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sink half of a {@link Duplex}, see {@link Streams#split}. It has room for one value of its own.
 *
 * @param <I> the type of the values that go in
 * @param <O> the type of the values that come out of the whole
 */
public final class SplitSink<I, O> implements Sink<I> {

    /** One of the polls of a sink. */
    private interface Operation {
        Poll<@Nullable Void> poll(Context cx) throws Exception;
    }

    final SplitLock<I, O> lock;
    private final HandOver<I> slot;
    private boolean dropped;

    SplitSink(SplitLock<I, O> lock) {
        this.lock = lock;
        this.slot = new HandOver<>(lock.whole);
    }

    void requireEmpty() {
        if (slot.isWaiting()) {
            throw new IllegalStateException("a value waits in " + this + "; flush it first");
        }
    }

    @Override
    public Poll<@Nullable Void> pollReady(Context cx) throws Exception {
        return slot.isWaiting() ? pollWhole(cx, anything -> DONE) : DONE;
    }

    @Override
    public void startSend(I value) {
        if (slot.isWaiting()) {
            throw new IllegalStateException(
                    this + " was sent a value without room for it; call startSend after a pollReady that was ready");
        }
        slot.offer(Objects.requireNonNull(value, "value"));
    }

    @Override
    public Poll<@Nullable Void> pollFlush(Context cx) throws Exception {
        return pollWhole(cx, lock.whole::pollFlush);
    }

    @Override
    public Poll<@Nullable Void> pollClose(Context cx) throws Exception {
        return pollWhole(cx, lock.whole::pollClose);
    }

    /** Hands over the value that waits, if any, and goes on with an operation, while the other half is kept out. */
    private Poll<@Nullable Void> pollWhole(Context cx, Operation next) throws Exception {
        if (!lock.enter(cx.waker())) {
            return Poll.pending();
        }
        try {
            return slot.advance(cx) ? next.poll(cx) : Poll.pending();
        } finally {
            lock.leave();
        }
    }

    /** Drops this half; the whole is dropped with the second one. */
    @Override
    public void drop() {
        if (!dropped) {
            dropped = true;
            slot.forget();
            lock.dropHalf();
        }
    }

    @Override
    public String toString() {
        return "half of " + lock.whole;
    }
}
