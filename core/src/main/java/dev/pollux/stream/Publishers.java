package dev.pollux.stream;

import dev.pollux.future.Future;
import java.util.Objects;
import java.util.concurrent.Flow.Publisher;
import java.util.function.Consumer;

/**
 * Goes from streams to {@link java.util.concurrent.Flow} and back. In both directions nobody is sent more than they asked for.
 *
 * @origin Reactive Streams for the JVM (1.0.4), whose test kit both directions pass.
 */
public final class Publishers {

    private Publishers() {}

    /**
     * Makes a stream of what a publisher sends.
     *
     * <p>It subscribes when it is first polled, and asks for more when it is polled, never when it is not. A failure that the publisher
     * sends comes after the values before it, and ends the stream. So does a publisher that sends more than it was asked for: the
     * stream then fails with an {@link IllegalStateException}.
     *
     * @param publisher subscribed to once
     * @param prefetch at most so many values wait in the stream for being taken; a quarter of them is asked for at a time
     * @param <T> the type of the values
     * @return the stream; dropping it cancels the subscription
     * @throws IllegalArgumentException if {@code prefetch} is not positive
     * @wakeup The latest waker is woken by a signal of the publisher, on whatever thread that comes.
     * @memory What happened before the publisher sent a value is visible after the poll that yields it.
     */
    public static <T> Stream<T> toStream(Publisher<? extends T> publisher, int prefetch) {
        return new PublisherStream<T>(
                Objects.requireNonNull(publisher, "publisher"), Limits.positive(prefetch, "prefetch"));
    }

    /**
     * Makes a publisher of a stream.
     *
     * <p>The first subscriber gets the values; each later one gets an {@link IllegalStateException}, since a stream has each value once. For
     * every subscription a future is spawned, which polls the stream when the subscriber wants values. If that future is dropped, as
     * by a runtime that ends, the subscriber gets a {@link java.util.concurrent.CancellationException}.
     *
     * @param stream the publisher's from now on; it is dropped when the subscriber cancels
     * @param spawner runs the future, such as {@code Pollux::spawn}; the failure of the future, if any, is what a subscriber threw against
     *     the rules
     * @param <T> the type of the values
     * @return the publisher
     * @memory What happened before the stream yielded a value is visible to the subscriber that gets it.
     */
    public static <T> Publisher<T> ofStream(Stream<? extends T> stream, Consumer<? super Future<?>> spawner) {
        return new StreamPublisher<T>(
                Objects.requireNonNull(stream, "stream"), Objects.requireNonNull(spawner, "spawner"));
    }
}
