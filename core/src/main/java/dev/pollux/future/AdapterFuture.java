package dev.pollux.future;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A combinator that waits for one other future at a time. */
abstract class AdapterFuture<T extends @Nullable Object> extends GuardedFuture<T> {

    private @Nullable Future<?> source;

    AdapterFuture(Future<?> source) {
        this.source = source;
    }

    /** Polls the source, and forgets it unless it is pending. */
    final @Nullable Object pollSource(Context cx) throws Exception {
        Future<?> polled = Objects.requireNonNull(source);
        source = null;
        Object raw = polled.pollRaw(cx);
        if (raw == Poll.PENDING) {
            source = polled;
        }
        return raw;
    }

    /** Does the same and makes what the source came to a value; {@code null} while it is pending. */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // the caller knows the source, whose raw answer other than PENDING is a value
    final <V extends @Nullable Object> @Nullable Outcome<V> outcomeOfSource(Context cx) {
        try {
            Object raw = pollSource(cx);
            return raw == Poll.PENDING ? null : new Outcome.Completed<>((V) raw);
        } catch (Throwable failure) {
            return new Outcome.Failed<>(failure);
        }
    }

    /** Replaces a finished source. */
    final void continueWith(Future<?> next) {
        source = next;
    }

    /** Forgets the source and returns it, unless it is finished. */
    final @Nullable Future<?> takeSource() {
        Future<?> taken = source;
        source = null;
        return taken;
    }

    @Override
    protected @Nullable Throwable release() {
        Future<?> dropped = takeSource();
        return dropped == null ? null : Failures.ofDropping(dropped);
    }

    @Override
    protected final List<? extends Future<?>> children() {
        Future<?> seen = source;
        return seen == null ? List.of() : List.of(seen);
    }
}
