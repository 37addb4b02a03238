package dev.pollux.stream;

import dev.pollux.future.Future;
import java.util.Collection;

/** The part of {@link Streams} that makes streams of which several run at once. */
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
}
