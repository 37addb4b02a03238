package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a stream until a future is finished, see {@link Stream#takeUntil}.
 *
 * @param <T> the type of the values
 * @param <R> the type of the value of the future
 */
public final class TakeUntil<T, R extends @Nullable Object> extends AdapterStream<T, T> {

    private @Nullable Future<? extends R> stopper; // null once it has finished
    private boolean stopped;
    private @Nullable Object result;

    TakeUntil(Stream<T> source, Future<? extends R> stopper) {
        super(source);
        this.stopper = stopper;
    }

    /**
     * Tells whether it was the future that ended the stream.
     *
     * @return {@code true} once the future has yielded its value
     */
    public boolean isStopped() {
        return stopped;
    }

    /**
     * Returns the value of the future that ended the stream.
     *
     * @return the value
     * @throws IllegalStateException unless {@link #isStopped}
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // a raw answer of a Future<R> other than PENDING is an R
    public R result() {
        if (!stopped) {
            throw new IllegalStateException(
                    "the future given to takeUntil has not ended the stream; ask isStopped() first");
        }
        return (R) result;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Future<? extends R> polled = stopper;
        if (polled == null) { // it has failed
            return null;
        }
        stopper = null;
        Object raw = polled.pollRaw(cx);
        if (raw == Poll.PENDING) {
            stopper = polled;
            return pollSource(cx);
        }
        result = raw;
        stopped = true;
        return null;
    }

    @Override
    protected @Nullable Throwable release() {
        Future<? extends R> dropped = stopper;
        stopper = null;
        Throwable failure = super.release();
        return dropped == null ? failure : Failures.add(failure, Failures.ofDropping(dropped));
    }

    @Override
    protected SizeHint hint() {
        return sourceHint().withoutLower();
    }

    @Override
    protected boolean isOver() {
        return stopper == null || isSourceOver();
    }

    @Override
    protected List<? extends Future<?>> children() {
        List<Future<?>> seen = new ArrayList<>(super.children());
        Future<? extends R> until = stopper;
        if (until != null) {
            seen.add(until);
        }
        return seen;
    }

    @Override
    public String toString() {
        return "takeUntil";
    }
}
