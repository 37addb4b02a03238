package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.FuturesUnordered;
import dev.pollux.future.Mapping;
import dev.pollux.future.Poll;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a future of each value of its source, and has a limited number of them under way.
 *
 * @param <S> the type of the values of the source
 * @param <C> the type of what the futures yield to this stream
 */
abstract class InFlight<S, C extends @Nullable Object, T> extends AdapterStream<S, T> {

    private final Mapping<? super S, ? extends Future<? extends T>> start;
    private final int limit;
    final FuturesUnordered<C> running = new FuturesUnordered<>();

    InFlight(Stream<? extends S> source, int limit, Mapping<? super S, ? extends Future<? extends T>> start) {
        super(source);
        this.limit = Limits.positive(limit, "limit");
        this.start = Objects.requireNonNull(start, "function");
    }

    /** Puts a future under way; it is polled later in the same step. */
    abstract void begin(Future<? extends T> future);

    /** Counts the futures whose values were not yielded. */
    abstract int inFlight();

    /** Begins as many futures as there are values and room; answers {@code null} if the source has ended. */
    final @Nullable Object fill(Context cx) throws Exception {
        while (inFlight() < limit) {
            Object raw = pollSource(cx);
            if (raw == null || raw == Poll.PENDING) {
                return raw;
            }
            begin(futureOf(valueOf(raw)));
            if (!cx.consume()) {
                break;
            }
        }
        return Poll.PENDING;
    }

    private Future<? extends T> futureOf(S value) {
        try {
            return Objects.requireNonNull(start.apply(value), "the function returned null in place of a future");
        } catch (Throwable failure) {
            return Futures.failed(failure); // so that it comes when it is its turn
        }
    }

    /** Refuses {@code null}, which would be taken for the end. */
    static @Nullable Object valueOrPending(@Nullable Object raw) {
        return Objects.requireNonNull(
                raw, "a future yielded null, and streams have no null values; map it to something else");
    }

    @Override
    protected @Nullable Throwable release() {
        return Failures.add(super.release(), running.release());
    }

    @Override
    protected SizeHint hint() {
        return sourceHint().plus(SizeHint.exactly(inFlight()));
    }

    @Override
    protected boolean isOver() {
        return isSourceOver() && inFlight() == 0;
    }

    @Override
    protected List<? extends Future<?>> children() {
        List<Future<?>> seen = new ArrayList<>(super.children());
        seen.addAll(running.members());
        return seen;
    }
}
