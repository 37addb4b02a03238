package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#selectWithStrategy}. */
final class SelectStreams<T> extends Pair<T, T, T> {

    /** Takes turns. */
    private static final class Alternating implements Supplier<StreamSide> {
        private StreamSide next = StreamSide.LEFT;

        @Override
        public StreamSide get() {
            StreamSide now = next;
            next = now.other();
            return now;
        }

        @Override
        public String toString() {
            return "merge";
        }
    }

    private final Supplier<StreamSide> strategy;

    SelectStreams(Stream<? extends T> left, Stream<? extends T> right, Supplier<StreamSide> strategy) {
        super(left, right);
        this.strategy = Objects.requireNonNull(strategy, "strategy");
    }

    static <T> SelectStreams<T> alternating(Stream<? extends T> left, Stream<? extends T> right) {
        return new SelectStreams<>(left, right, new Alternating());
    }

    @Override
    protected @Nullable Object step(Context cx) throws Exception {
        StreamSide first = Objects.requireNonNull(strategy.get(), "the strategy returned null in place of a side");
        Object raw = poll(first, cx);
        if (raw != null && raw != Poll.PENDING) {
            return raw;
        }
        Object other = poll(first.other(), cx);
        return other == null ? raw : other;
    }

    @Override
    protected SizeHint hint() {
        return hintOf(left).plus(hintOf(right));
    }

    @Override
    protected boolean isOver() {
        return isOver(left) && isOver(right);
    }

    @Override
    public String toString() {
        return strategy instanceof Alternating ? "merge" : "selectWithStrategy";
    }
}
