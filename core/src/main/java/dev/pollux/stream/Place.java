package dev.pollux.stream;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Polls a future and keeps what it came to, be it a failure, until it is asked for. It yields nothing itself. */
final class Place extends RawFuture<@Nullable Void> implements Awaiting {

    private final Future<?> future;
    private @Nullable Object outcome = Poll.PENDING;
    private @Nullable Throwable failure;

    Place(Future<?> future) {
        this.future = future;
    }

    @Override
    public @Nullable Object pollRaw(Context cx) {
        try {
            outcome = future.pollRaw(cx);
        } catch (Throwable t) {
            outcome = null;
            failure = t;
        }
        return isPending() ? Poll.PENDING : null;
    }

    boolean isPending() {
        return outcome == Poll.PENDING;
    }

    /** Returns the value or throws the failure. */
    @Nullable Object take() {
        Failures.throwIfAny(failure);
        return outcome;
    }

    @Override
    public void drop() {
        future.drop();
    }

    @Override
    public List<? extends Future<?>> awaiting() {
        return List.of(future);
    }

    @Override
    public String toString() {
        return "in order";
    }
}
