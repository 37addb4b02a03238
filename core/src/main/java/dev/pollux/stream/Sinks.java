package dev.pollux.stream;

import dev.pollux.future.Future;
import java.util.Collection;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Makes sinks. */
public final class Sinks {

    private Sinks() {}

    /**
     * Makes a sink that forgets what it is given.
     *
     * @param <T> the type of the values
     * @return a sink that always has room
     */
    public static <T> Sink<T> drain() {
        return new ConsumerSink<>("drain", value -> {});
    }

    /**
     * Makes a sink that adds what it is given to a collection.
     *
     * @param collection gets each value by {@link Collection#add}
     * @param <T> the type of the values
     * @return a sink that always has room
     */
    public static <T> Sink<T> into(Collection<? super T> collection) {
        return new ConsumerSink<>("into a collection", Objects.requireNonNull(collection, "collection")::add);
    }

    /**
     * Makes a sink of a state and a function that carries it on.
     *
     * <pre>{@code
     * Sink<byte[]> file = Sinks.unfold(0L, (at, bytes) -> async(() -> {
     *     write(at, bytes).await();
     *     return at + bytes.length;
     * }));
     * }</pre>
     *
     * @param initial the state before the first value
     * @param function makes a future of the next state from the state and a value; the next value waits for it
     * @param <S> the type of the state
     * @param <T> the type of the values
     * @return the sink; if a future fails, the state is what it was before
     * @origin futures-rs sink::unfold (0.3). Differs: a failure does not end it.
     */
    public static <S extends @Nullable Object, T> Sink<T> unfold(
            S initial, BiFunction<? super S, ? super T, ? extends Future<? extends S>> function) {
        return new UnfoldSink<S, T>(initial, Objects.requireNonNull(function, "function"));
    }
}
