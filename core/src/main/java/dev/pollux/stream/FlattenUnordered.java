package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Mapping;
import dev.pollux.future.Poll;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#flatMapUnordered}. */
final class FlattenUnordered<S, T> extends AdapterStream<S, T> {

    private final Mapping<? super S, ? extends Stream<? extends T>> mapping;
    private final int limit;
    private final StreamSet<T, StreamChild<T>> inner = new StreamSet<>();

    FlattenUnordered(Stream<? extends S> source, int limit, Mapping<? super S, ? extends Stream<? extends T>> mapping) {
        super(source);
        this.limit = Limits.positive(limit, "limit");
        this.mapping = Objects.requireNonNull(mapping, "function");
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        Object last;
        int before;
        do {
            last = fill(cx);
            before = inner.size();
            Object raw = inner.poll(cx);
            if (raw != null && raw != Poll.PENDING) {
                return raw;
            }
        } while (inner.size() < before && cx.consume()); // there is room now
        return last == null && inner.isEmpty() ? null : Poll.PENDING;
    }

    /** Takes streams as long as there are any, and room; answers {@code null} if the source has ended. */
    private @Nullable Object fill(Context cx) throws Exception {
        while (inner.size() < limit) {
            Object raw = pollSource(cx);
            if (raw == null || raw == Poll.PENDING) {
                return raw;
            }
            Stream<? extends T> stream = mapping.apply(valueOf(raw));
            inner.addQuietly(new StreamChild<>(
                    Objects.requireNonNull(stream, "the function returned null in place of a stream"), inner.ready));
            if (!cx.consume()) {
                break;
            }
        }
        return Poll.PENDING;
    }

    @Override
    protected @Nullable Throwable release() {
        return Failures.add(super.release(), inner.release());
    }

    @Override
    protected SizeHint hint() {
        return isSourceOver() ? inner.hint() : SizeHint.atLeast(inner.hint().lower());
    }

    @Override
    protected boolean isOver() {
        return isSourceOver() && inner.isEmpty();
    }

    @Override
    protected List<? extends Future<?>> children() {
        List<Future<?>> seen = new ArrayList<>(super.children());
        seen.addAll(inner.awaiting());
        return seen;
    }

    @Override
    public String toString() {
        return "flatMapUnordered of " + inner.size();
    }
}
