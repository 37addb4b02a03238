package dev.pollux.stream;

import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** See {@link Stream#collect}. */
final class CollectFuture<T, A extends @Nullable Object, R extends @Nullable Object> extends StreamFuture<T, R> {

    private final Collector<? super T, A, ? extends R> collector;
    private boolean begun;
    private @Nullable A container; // null before it has begun, unless the collector wants it so

    CollectFuture(Stream<T> source, Collector<? super T, A, ? extends R> collector) {
        super(source);
        this.collector = collector;
    }

    @Override
    boolean accept(T value) {
        collector.accumulator().accept(container(), value);
        return true;
    }

    @Override
    R result() {
        return collector.finisher().apply(container());
    }

    @SuppressWarnings("NullAway") // once it has begun, it is an A
    private A container() {
        if (!begun) {
            begun = true;
            container = collector.supplier().get();
        }
        return container;
    }

    @Override
    public String toString() {
        return "collect";
    }
}
