package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import org.jspecify.annotations.Nullable;

/**
 * The stream half of a {@link Duplex}, see {@link Streams#split}.
 *
 * @param <I> the type of the values that go into the whole
 * @param <O> the type of the values that come out
 */
public final class SplitStream<I, O> extends RawStream<O> {

    final SplitLock<I, O> lock;
    private boolean dropped;

    SplitStream(SplitLock<I, O> lock) {
        this.lock = lock;
    }

    /**
     * Puts the two halves together again. Neither is to be used any more.
     *
     * @param sink the other half
     * @return what was split
     * @throws IllegalArgumentException if the two are no pair
     * @throws IllegalStateException if a value waits in the sink half; flush it first
     */
    public Duplex<I, O> reunite(SplitSink<?, ?> sink) {
        if (!isPairOf(sink)) {
            throw new IllegalArgumentException(
                    "this stream and this sink are halves of different things; reunite what one call of split made");
        }
        sink.requireEmpty();
        return lock.whole;
    }

    /**
     * Tells whether the two are halves of the same.
     *
     * @param sink a sink half
     * @return {@code true} if one call of {@code split} made both
     */
    public boolean isPairOf(SplitSink<?, ?> sink) {
        return lock == sink.lock;
    }

    @Override
    public @Nullable Object pollNextRaw(Context cx) throws Exception {
        if (!lock.enter(cx.waker())) {
            return Poll.PENDING;
        }
        try {
            return lock.whole.pollNextRaw(cx);
        } finally {
            lock.leave();
        }
    }

    /** Drops this half; the whole is dropped with the second one. */
    @Override
    public void drop() {
        if (!dropped) {
            dropped = true;
            lock.dropHalf();
        }
    }

    @Override
    public String toString() {
        return "half of " + lock.whole;
    }
}
