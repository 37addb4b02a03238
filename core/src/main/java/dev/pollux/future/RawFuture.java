package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * A future that speaks the engine's protocol: its author writes {@link #pollRaw}, and {@link #poll} follows from it.
 *
 * <p>For leaf futures and combinators that sit in hot paths. An answer costs no allocation there, and the two forms of a poll
 * cannot disagree. Everybody else implements {@link Future#poll}.
 *
 * @param <T> the type of the value
 */
public abstract class RawFuture<T extends @Nullable Object> implements Future<T> {

    /** Creates a future that was not polled yet. */
    protected RawFuture() {}

    @Override
    public final Poll<T> poll(Context cx) throws Exception {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public abstract @Nullable Object pollRaw(Context cx) throws Exception;
}
