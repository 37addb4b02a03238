package dev.pollux.stream;

import dev.pollux.future.AsyncConsumer;
import dev.pollux.future.AsyncFunction;
import dev.pollux.future.Future;
import dev.pollux.future.LosesData;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of {@link Streams} in which several run at once. */
abstract class ConcurrentStreams {

    ConcurrentStreams() {}

    /**
     * Runs several futures at once, and yields their values in the order of the futures. See {@link Stream#buffered}, also for the risk of a
     * futurelock.
     *
     * @param futures never polled before
     * @param limit at most so many are under way, or done and waiting for their turn
     * @param <T> the type of the values
     * @return a stream of the values, which owns the stream of futures
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public static <T> Stream<T> buffered(Stream<? extends Future<? extends T>> futures, int limit) {
        return new Buffered<Future<? extends T>, T>(futures, limit, future -> future);
    }

    /**
     * Runs several futures at once, and yields their values as they come. See {@link Stream#bufferUnordered}, also for the risk of a
     * futurelock.
     *
     * @param futures never polled before
     * @param limit at most so many are under way
     * @param <T> the type of the values
     * @return a stream of the values, which owns the stream of futures
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public static <T> Stream<T> bufferUnordered(Stream<? extends Future<? extends T>> futures, int limit) {
        return new BufferUnordered<Future<? extends T>, T>(futures, limit, future -> future);
    }

    /**
     * Runs several streams at once, and yields their values as they come. See {@link Stream#flatMapUnordered}, also for the risk of a
     * futurelock.
     *
     * @param streams a stream of streams
     * @param limit at most so many at once; {@link Integer#MAX_VALUE} for no limit
     * @param <T> the type of the values
     * @return a stream of all their values, which owns the stream of streams
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public static <T> Stream<T> flattenUnordered(Stream<? extends Stream<? extends T>> streams, int limit) {
        return new FlattenUnordered<Stream<? extends T>, T>(streams, limit, stream -> stream);
    }

    /**
     * Puts streams into a {@link SelectAll}, which yields their values as they come.
     *
     * @param streams nobody else's to poll
     * @param <T> the type of the values
     * @return a set of these streams
     */
    public static <T> SelectAll<T> selectAll(Collection<? extends Stream<? extends T>> streams) {
        SelectAll<T> all = new SelectAll<>();
        streams.forEach(all::push);
        return all;
    }

    /**
     * Cuts something that is both a stream and a sink into two, for two tasks, say. Each half waits while the other is polled.
     *
     * @param whole is dropped with the second half
     * @param <I> the type of the values that go in
     * @param <O> the type of the values that come out
     * @return the halves, which {@link SplitStream#reunite} puts together again
     * @memory What one half did before its poll returned is visible to the next poll of the other.
     * @origin futures-rs StreamExt::split (0.3).
     */
    public static <I, O> Halves<I, O> split(Duplex<I, O> whole) {
        return Halves.of(Objects.requireNonNull(whole, "whole"));
    }

    // ---------------------------------------------------------------- collections

    /**
     * Says how many elements to work on at once.
     *
     * <pre>{@code
     * List<Page> pages = mapAsync(links, concurrent(8), link -> fetch(link).await()).await();
     * }</pre>
     *
     * @param limit at most so many
     * @return for {@code mapAsync} and {@code forEachAsync}
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public static Concurrency concurrent(int limit) {
        return new Concurrency(limit);
    }

    /**
     * Runs a block that may await for each element of a collection, several at once. They share one task: that helps when they wait,
     * not when they compute.
     *
     * @param values iterated when the future is polled, and no further than the runs have come
     * @param concurrency made by {@link #concurrent}
     * @param block a lambda that may await; the first that fails ends all
     * @param <T> the type of the elements
     * @return a future that is ready when the block was run for all
     * @cancel Drops the runs that are not finished.
     */
    @LosesData
    public static <T> Future<@Nullable Void> forEachAsync(
            Iterable<? extends T> values, Concurrency concurrency, AsyncConsumer<? super T> block) {
        return Streams.<T>from(values).forEachConcurrent(concurrency.limit(), block);
    }

    /**
     * Applies a function that may await to each element of a collection, to several at once. They share one task: that helps when they
     * wait, not when they compute.
     *
     * @param values iterated when the future is polled, and no further than the runs have come
     * @param concurrency made by {@link #concurrent}
     * @param function a lambda that may await; the first in the order of the elements that fails ends all
     * @param <T> the type of the elements
     * @param <R> the type of the results, which may be {@code null}
     * @return a future of the results in the order of the elements, an unmodifiable list
     * @cancel Drops the runs that are not finished; what the others yielded is gone.
     */
    @LosesData
    public static <T, R extends @Nullable Object> Future<List<R>> mapAsync(
            Iterable<? extends T> values, Concurrency concurrency, AsyncFunction<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return new MapAsync<R>(new Buffered<T, Optional<Object>>(
                Streams.<T>from(values),
                concurrency.limit(),
                value -> function.future(value).map(Optional::<Object>ofNullable)));
    }
}
