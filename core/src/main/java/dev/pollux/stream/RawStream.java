package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import org.jspecify.annotations.Nullable;

/**
 * A stream that speaks the engine's protocol: its author writes {@link #pollNextRaw}, and {@link #pollNext} follows from it.
 *
 * @param <T> the type of the values
 */
public abstract class RawStream<T> implements Stream<T> {

    /** Creates a stream that was not polled yet. */
    protected RawStream() {}

    @Override
    public final Poll<@Nullable T> pollNext(Context cx) throws Exception {
        return Poll.ofRaw(pollNextRaw(cx));
    }

    @Override
    public abstract @Nullable Object pollNextRaw(Context cx) throws Exception;
}
