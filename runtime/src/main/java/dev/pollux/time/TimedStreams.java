package dev.pollux.time;

import dev.pollux.stream.Stream;
import java.time.Duration;
import java.util.List;

/**
 * Adapters of streams that go by the clock of the current runtime. Meant to be imported statically, beside {@code Pollux} and {@code Streams}.
 *
 * <p>Each of them owns the stream that it is given, and throws an {@link IllegalStateException} if the calling thread belongs to no
 * runtime. {@link Interval#stream} and {@link DelayQueue#stream} are streams that come from the clock.
 */
public final class TimedStreams {

    private TimedStreams() {}

    /**
     * Tells when a stream is silent for too long: once in each silence, by a {@link java.util.concurrent.TimeoutException} in the place of a
     * value. The stream goes on after that.
     *
     * <p>A silence begins when somebody asks for a value and there is none, so the time that a consumer takes does not count.
     *
     * @param limit how long a silence may last; zero or less is over at once
     * @param stream what to watch; it is not dropped when time is up, and loses nothing
     * @param <T> the type of the values
     * @return a stream of the same values
     * @wakeup As {@code stream}, and by the runtime's timer.
     * @cost Two objects. The clock is read once in each silence, and not for values that are there.
     * @origin tokio_stream::StreamExt::timeout (0.1). Differs: the time between two polls counts only if the first was pending.
     */
    public static <T> Stream<T> timeout(Duration limit, Stream<? extends T> stream) {
        return new SilenceTimeout<>(stream, limit, false);
    }

    /**
     * Tells again and again that a stream is silent: does what {@link #timeout(Duration, Stream)} does, and begins to count anew.
     *
     * @param period how long a silence may last, and from one exception to the next
     * @param stream what to watch
     * @param <T> the type of the values
     * @return a stream of the same values
     * @throws IllegalArgumentException if {@code period} is not positive
     * @wakeup As {@code stream}, and by the runtime's timer.
     * @cost As {@link #timeout(Duration, Stream)}.
     * @origin tokio_stream::StreamExt::timeout_repeating (0.1). Differs: takes the period in place of an interval.
     */
    public static <T> Stream<T> timeoutRepeating(Duration period, Stream<? extends T> stream) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException(
                    "period is " + period + " but must be positive: it would never give way to a value");
        }
        return new SilenceTimeout<>(stream, period, true);
    }

    /**
     * Slows a stream down: after each value, or failure, it waits before it asks for the next one.
     *
     * @param spacing how long at least from one value to the next; zero or less for no wait
     * @param stream what to slow down; it is not polled in between
     * @param <T> the type of the values
     * @return a stream of the same values, the first at once
     * @wakeup As {@code stream}, or by the runtime's timer.
     * @cost Two objects. The clock is read for each value.
     * @origin tokio_stream::StreamExt::throttle (0.1). Differs: an end that is known does not wait.
     */
    public static <T> Stream<T> throttle(Duration spacing, Stream<? extends T> stream) {
        return new Throttle<>(stream, spacing);
    }

    /**
     * Gathers values into lists, until there are enough or time is up.
     *
     * <p>A failure comes after the values that were gathered before it, which make a short list. Time runs on while nobody asks.
     *
     * @param size at most so many values in each list
     * @param limit how long a list waits, from its first value on, to be full
     * @param stream where the values come from
     * @param <T> the type of the values
     * @return a stream of lists that are not empty; values that were gathered stay in it when its {@code next} is dropped
     * @throws IllegalArgumentException if {@code size} is not positive
     * @wakeup As {@code stream}, and by the runtime's timer.
     * @cost Two objects, and a list for each chunk, for which the clock is read once.
     * @origin tokio_stream::StreamExt::chunks_timeout (0.1).
     */
    public static <T> Stream<List<T>> chunksTimeout(int size, Duration limit, Stream<? extends T> stream) {
        return new TimedChunks<>(stream, size, limit);
    }
}
