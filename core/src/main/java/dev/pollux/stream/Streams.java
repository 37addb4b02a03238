package dev.pollux.stream;

import dev.pollux.future.AsyncConsumer;
import dev.pollux.future.AsyncFunction;
import dev.pollux.future.Future;
import dev.pollux.future.LosesData;
import dev.pollux.future.PollFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Makes streams, and goes through collections. Meant to be imported statically, beside {@code Pollux} or {@code Futures}. */
public final class Streams extends ConcurrentStreams {

    private Streams() {}

    // ---------------------------------------------------------------- generators

    /**
     * Makes a stream of what a block emits.
     *
     * <pre>{@code
     * Stream<Page> pages = stream(out -> {
     *     for (var link = first; link != null; ) {
     *         Page page = fetch(link).await();
     *         out.emit(page).await();
     *         link = page.next();
     *     }
     * });
     * }</pre>
     *
     * <p>The block runs when the stream is polled, and no further than to the next {@code emit}. When it returns the stream ends; when
     * it fails the stream fails, and ends after that.
     *
     * @param block a lambda that may await; it awaits each {@link Emitter#emit}
     * @param <T> the type of the values
     * @return the stream
     * @cancel Dropping the stream drops the block, whose {@code finally} blocks run.
     * @cost Two objects, besides one for each value.
     */
    public static <T> Stream<T> stream(AsyncConsumer<? super Emitter<T>> block) {
        return new GeneratorStream<>(Objects.requireNonNull(block, "block"));
    }

    /**
     * Makes a stream by repeated runs of a function, each of which is given the state that the one before left.
     *
     * @param seed the state for the first run
     * @param function a lambda that may await; answers {@code null} to end the stream. If it fails the stream ends after that
     * @param <T> the type of the values
     * @param <S> the type of the state
     * @return the stream
     */
    public static <T, S extends @Nullable Object> Stream<T> unfold(
            S seed, AsyncFunction<? super S, @Nullable Unfolded<T, S>> function) {
        return new UnfoldStream<S, T>(seed, Objects.requireNonNull(function, "function"));
    }

    /**
     * Makes a stream whose polls a function answers.
     *
     * @param function answers by the rules of {@link Stream#pollNext}; is not called after it answered the end
     * @param <T> the type of the values
     * @return the stream; dropping it calls nothing, so a function with something to release wants a class instead
     */
    public static <T> Stream<T> pollNextFn(PollFunction<@Nullable T> function) {
        return new FunctionStream<>(Objects.requireNonNull(function, "function"));
    }

    // ---------------------------------------------------------------- values that are there

    /**
     * Returns a stream without values.
     *
     * @param <T> the type of the values that there are none of
     * @return always the same stream
     */
    @SuppressWarnings("unchecked") // it has no values
    public static <T> Stream<T> empty() {
        return (Stream<T>) EmptyStream.INSTANCE;
    }

    /**
     * Returns a stream that neither yields a value nor ends. It wakes nobody.
     *
     * @param <T> the type of the values that there will never be
     * @return always the same stream
     */
    @SuppressWarnings("unchecked") // it has no values
    public static <T> Stream<T> never() {
        return (Stream<T>) NeverStream.INSTANCE;
    }

    /**
     * Makes a stream of some values.
     *
     * @param values none of them {@code null}
     * @param <T> the type of the values
     * @return the stream
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Stream<T> of(T... values) {
        for (T value : values) {
            Objects.requireNonNull(value, "values: a stream has no null, which would mean its end");
        }
        return from(List.of(values));
    }

    /**
     * Makes a stream of the elements of a collection. It is asked for its iterator by the first poll.
     *
     * @param values without {@code null}
     * @param <T> the type of the values
     * @return the stream; a poll gives way to others now and then, although it never has to wait
     */
    public static <T> Stream<T> from(Iterable<? extends T> values) {
        Objects.requireNonNull(values, "values");
        return new IteratorStream<T>(
                values::iterator,
                () -> values instanceof Collection<?> counted ? counted.size() : IteratorStream.UNKNOWN,
                () -> {});
    }

    /**
     * Makes a stream of what is left in an iterator.
     *
     * @param values without {@code null}; belongs to the stream
     * @param <T> the type of the values
     * @return the stream
     */
    public static <T> Stream<T> from(Iterator<? extends T> values) {
        Objects.requireNonNull(values, "values");
        return new IteratorStream<T>(() -> values, () -> IteratorStream.UNKNOWN, () -> {});
    }

    /**
     * Makes a stream of one of the JDK's, which is closed when this ends or is dropped.
     *
     * @param values without {@code null}; belongs to the stream. It is worked in the polls, so its functions must not block
     * @param <T> the type of the values
     * @return the stream
     */
    public static <T> Stream<T> from(java.util.stream.Stream<? extends T> values) {
        Objects.requireNonNull(values, "values");
        return new IteratorStream<T>(values::iterator, () -> IteratorStream.UNKNOWN, values::close);
    }

    /**
     * Makes a stream that yields the same value again and again.
     *
     * @param value not {@code null}
     * @param <T> the type of the value
     * @return a stream without an end
     */
    public static <T> Stream<T> repeat(T value) {
        Objects.requireNonNull(value, "value");
        return new RepeatStream<>(() -> value);
    }

    /**
     * Makes a stream that calls for each value.
     *
     * @param maker makes a value, never {@code null}, without waiting
     * @param <T> the type of the values
     * @return a stream without an end
     */
    public static <T> Stream<T> repeatWith(Callable<? extends T> maker) {
        return new RepeatStream<>(Objects.requireNonNull(maker, "maker"));
    }

    /**
     * Begins a stream again when it has ended, by making another one.
     *
     * @param maker makes the stream for each round, as in {@code cycle(() -> from(list))}
     * @param <T> the type of the values
     * @return a stream that ends only after a round without a value
     */
    public static <T> Stream<T> cycle(Callable<? extends Stream<? extends T>> maker) {
        return new CycleStream<>(Objects.requireNonNull(maker, "maker"));
    }

    // ---------------------------------------------------------------- of futures and streams

    /**
     * Makes a stream of the one value of a future.
     *
     * @param future yields the value, not {@code null}
     * @param <T> the type of the value
     * @return the stream; if the future fails so does the stream, and ends after that
     */
    public static <T> Stream<T> once(Future<? extends T> future) {
        return new OnceStream<>(Objects.requireNonNull(future, "future"));
    }

    /**
     * Waits for a stream and yields its values.
     *
     * @param future yields the stream
     * @param <T> the type of the values
     * @return the stream; if the future fails so does the stream, and ends after that
     */
    public static <T> Stream<T> flattenStream(Future<? extends Stream<? extends T>> future) {
        return new FutureStream<>(Objects.requireNonNull(future, "future"));
    }

    /**
     * Yields the values of streams, of one after the other.
     *
     * @param streams a stream of streams; it is polled for the next when one has ended
     * @param <T> the type of the values
     * @return a stream of all their values
     */
    public static <T> Stream<T> flatten(Stream<? extends Stream<? extends T>> streams) {
        return new FlattenStream<>(streams);
    }

    // ---------------------------------------------------------------- collections

    /**
     * Runs a block that may await for each element of a collection, one after the other.
     *
     * <pre>{@code
     * forEachAsync(users, user -> mail.send(user).await()).await();
     * }</pre>
     *
     * @param values iterated when the future is polled
     * @param block a lambda that may await; if it fails, that is the end
     * @param <T> the type of the elements
     * @return a future that is ready when the block was run for all
     * @cancel Drops the run that is not finished.
     */
    @LosesData
    public static <T> Future<@Nullable Void> forEachAsync(
            Iterable<? extends T> values, AsyncConsumer<? super T> block) {
        return Streams.<T>from(values).forEachAsync(block);
    }

    /**
     * Applies a function that may await to each element of a collection, one after the other.
     *
     * <pre>{@code
     * List<Page> pages = mapAsync(links, link -> fetch(link).await()).await();
     * }</pre>
     *
     * @param values iterated when the future is polled
     * @param function a lambda that may await; if it fails, that is the end
     * @param <T> the type of the elements
     * @param <R> the type of the results, which may be {@code null}
     * @return a future of the results in the order of the elements, an unmodifiable list
     * @cancel Drops the run that is not finished; what the others yielded is gone.
     */
    @LosesData
    public static <T, R extends @Nullable Object> Future<List<R>> mapAsync(
            Iterable<? extends T> values, AsyncFunction<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        List<R> results = new ArrayList<>();
        return new InTurn<T, R, List<R>>(
                from(values), "mapAsync", function::future, results::add, Collections.unmodifiableList(results));
    }
}
