package dev.pollux.sync;

import dev.pollux.future.AsyncBlock;
import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.GuardedFuture;
import dev.pollux.future.Holding;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link OnceCell#getOrInit}: waits for the turn, and then runs the initialiser. */
@CancelSafe
final class GetOrInit<T> extends GuardedFuture<T> implements Holding {

    private final OnceCell<T> cell;
    private final AsyncBlock<? extends T> initializer;
    private @Nullable Future<?> awaited; // the turn, or the initialiser if the turn is ours
    private boolean isOurs;

    GetOrInit(OnceCell<T> cell, AsyncBlock<? extends T> initializer) {
        this.cell = cell;
        this.initializer = initializer;
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        if (!isOurs) {
            if (!cell.isSet() && pollAwaited(awaited == null ? new OnceCell.Turn(cell) : awaited, cx) == Poll.PENDING) {
                return Poll.PENDING;
            }
            T known = cell.get();
            if (known != null) {
                release();
                return known;
            }
            isOurs = true;
        }
        return initialize(cx);
    }

    private @Nullable Object initialize(Context cx) throws Exception {
        Object raw = pollAwaited(awaited == null ? initializer.future() : awaited, cx);
        if (raw == Poll.PENDING) {
            return Poll.PENDING;
        }
        @SuppressWarnings("unchecked") // pollRaw of a Future<? extends T> returned it
        T computed =
                (T) Objects.requireNonNull(raw, "the initializer of a OnceCell yielded null; a value is never null");
        isOurs = false;
        cell.finish(computed);
        return computed;
    }

    private @Nullable Object pollAwaited(Future<?> polled, Context cx) throws Exception {
        awaited = null;
        Object raw = polled.pollRaw(cx);
        if (raw == Poll.PENDING) {
            awaited = polled;
        }
        return raw;
    }

    @Override
    protected @Nullable Throwable release() {
        Future<?> dropped = awaited;
        awaited = null;
        Throwable failure = dropped == null ? null : Failures.ofDropping(dropped);
        if (isOurs) {
            isOurs = false;
            cell.passOn();
        }
        return failure;
    }

    @Override
    protected List<? extends Future<?>> children() {
        Future<?> seen = awaited;
        return seen == null ? List.of() : List.of(seen);
    }

    @Override
    public @Nullable Resource holds() {
        return isOurs ? cell.asResource() : null;
    }

    @Override
    public String toString() {
        return "getOrInit of " + cell;
    }
}
