package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is made of another one, which it owns: it drops it with itself.
 *
 * <p>For authors of adapters.
 *
 * @param <S> the type of the values of the source
 * @param <T> the type of the values
 */
public abstract class AdapterStream<S, T> extends GuardedStream<T> {

    private @Nullable Stream<? extends S> source; // null once it has ended

    /**
     * Creates a stream that was not polled yet.
     *
     * @param source nobody else's to poll from now on
     */
    protected AdapterStream(Stream<? extends S> source) {
        this.source = Objects.requireNonNull(source, "stream");
    }

    /**
     * Polls the source, and forgets it at its end.
     *
     * @param cx the context of this poll
     * @return what {@link Stream#pollNextRaw} answers; {@code null} also after the end
     * @throws Exception the failure of the source
     */
    protected final @Nullable Object pollSource(Context cx) throws Exception {
        Stream<? extends S> polled = source;
        if (polled == null) {
            return null;
        }
        Object raw = polled.pollNextRaw(cx);
        if (raw == null) {
            source = null;
        }
        return raw;
    }

    /**
     * Takes what the source yielded for what it is.
     *
     * @param raw neither the end nor {@link dev.pollux.future.Poll#PENDING}
     * @return the value
     */
    @SuppressWarnings("unchecked") // a raw answer of a Stream<S> that is neither the end nor PENDING is an S
    protected final S valueOf(Object raw) {
        return (S) raw;
    }

    /** Replaces a source that has ended. */
    final void continueWith(Stream<? extends S> next) {
        source = next;
    }

    /** Forgets the source and returns it, unless it has ended. */
    final @Nullable Stream<? extends S> takeSource() {
        Stream<? extends S> taken = source;
        source = null;
        return taken;
    }

    /**
     * Tells what is still to come from the source.
     *
     * @return its hint
     */
    protected final SizeHint sourceHint() {
        Stream<? extends S> seen = source;
        return seen == null ? SizeHint.NONE : seen.sizeHint();
    }

    /**
     * Tells whether nothing more will come from the source.
     *
     * @return whether that is known
     */
    protected final boolean isSourceOver() {
        Stream<? extends S> seen = source;
        return seen == null || seen.isTerminated();
    }

    @Override
    protected @Nullable Throwable release() {
        return AwaitedStream.ofDropping(takeSource());
    }

    @Override
    protected SizeHint hint() {
        return sourceHint();
    }

    @Override
    protected boolean isOver() {
        return isSourceOver();
    }

    @Override
    protected List<? extends Future<?>> children() {
        return AwaitedStream.listOf(source);
    }
}
