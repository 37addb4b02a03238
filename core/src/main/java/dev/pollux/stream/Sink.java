package dev.pollux.stream;

import dev.pollux.future.AsyncFunction;
import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.LosesData;
import dev.pollux.future.LosesPlace;
import dev.pollux.future.Mapping;
import dev.pollux.future.Poll;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where values go, one after the other: the counterpart of {@link Stream}.
 *
 * <p>Inside an async block one writes
 *
 * <pre>{@code
 * sink.feed(first).await();
 * sink.feed(second).await();
 * sink.close().await();
 * }</pre>
 *
 * <h2>Rules for who polls</h2>
 *
 * <ul>
 *   <li>Each {@link #startSend} follows a {@link #pollReady} that was ready; nothing else comes between.
 *   <li>A value that was sent may wait in the sink until {@link #pollFlush} is ready. {@link #pollClose} flushes, too.
 *   <li>One call at a time. After {@link #pollClose} was called nothing is sent any more.
 *   <li>A sink that was used, was not closed and is no longer wanted must be {@linkplain #drop dropped}.
 * </ul>
 *
 * <h2>Rules for who implements</h2>
 *
 * <ul>
 *   <li>A pending poll has arranged that the waker of its context is woken when a poll is worth repeating. Only the waker of the
 *       latest poll counts.
 *   <li>A poll never waits. Polls without a wake-up before them happen, and must be harmless. After the end {@code pollClose} is ready.
 * </ul>
 *
 * @param <T> the type of the values, none of which is {@code null}
 */
public interface Sink<T> {

    /** The answer of a poll that has nothing to wait for. */
    Poll<@Nullable Void> DONE = Poll.ready(null);

    /**
     * Waits for room for one value.
     *
     * @param cx carries the waker to call when another poll is worth while
     * @return {@link #DONE} if {@link #startSend} may be called; {@link Poll#pending()} after arranging a wake-up
     * @throws Exception a failure of the sink, perhaps with values that it took earlier
     */
    Poll<@Nullable Void> pollReady(Context cx) throws Exception;

    /**
     * Hands a value over. It begins its way, and need not have ended it.
     *
     * @param value the value
     * @throws Exception a failure of the sink
     * @throws IllegalStateException if the sink can tell that the latest {@link #pollReady} was not ready
     */
    void startSend(T value) throws Exception;

    /**
     * Waits until the values that were handed over are where they belong.
     *
     * @param cx as for {@link #pollReady}
     * @return {@link #DONE}; {@link Poll#pending()} after arranging a wake-up
     * @throws Exception as for {@link #pollReady}
     */
    Poll<@Nullable Void> pollFlush(Context cx) throws Exception;

    /**
     * Flushes and then closes the sink.
     *
     * @param cx as for {@link #pollReady}
     * @return {@link #DONE}; {@link Poll#pending()} after arranging a wake-up
     * @throws Exception as for {@link #pollReady}
     */
    Poll<@Nullable Void> pollClose(Context cx) throws Exception;

    /**
     * Says that no {@link #startSend} will follow after all, so that room which {@link #pollReady} waits for, or got, is for others. The
     * futures of this interface say so when they are dropped in between. By default this does nothing, as is right for a sink whose
     * room nobody else can use.
     */
    default void abortSend() {}

    /** Releases everything the sink holds, without flushing. Harmless after the end, and when repeated. */
    default void drop() {}

    // ---------------------------------------------------------------- futures

    /**
     * Hands a value over, waiting for room.
     *
     * @param value the value
     * @return a future that is ready when the sink has taken the value
     * @cancel The value was not taken, and the place in a queue for room is given up.
     * @cost One object.
     * @origin futures-rs SinkExt::feed (0.3).
     */
    @LosesPlace
    default Future<@Nullable Void> feed(T value) {
        return new SinkFuture<>(this, Objects.requireNonNull(value, "value"), SinkFuture.Then.NOTHING);
    }

    /**
     * Hands a value over and waits until it is where it belongs. For several values {@link #feed} each of them and {@link #flush} once.
     *
     * @param value the value
     * @return a future that is ready when the sink was flushed
     * @cancel Whether the sink has taken the value cannot be told.
     * @cost One object.
     * @origin futures-rs SinkExt::send (0.3).
     */
    @LosesData
    default Future<@Nullable Void> send(T value) {
        return new SinkFuture<>(this, Objects.requireNonNull(value, "value"), SinkFuture.Then.FLUSH);
    }

    /**
     * Hands over all values of a stream, and flushes when there are none for the moment, and at its end. The sink stays open.
     *
     * @param values the caller's: it is not dropped with this future
     * @return a future that is ready when the stream has ended and the sink was flushed; a failure of either ends it
     * @cancel One value may have been taken from the stream that the sink has not taken.
     * @cost One object.
     * @origin futures-rs SinkExt::send_all (0.3).
     */
    @LosesData
    default Future<@Nullable Void> sendAll(Stream<? extends T> values) {
        return Transfer.sendAll(values, this);
    }

    /**
     * Waits until all values are where they belong.
     *
     * @return a future that is ready when the sink was flushed
     * @cancel Safe: the values stay in the sink.
     * @cost One object.
     */
    @CancelSafe
    default Future<@Nullable Void> flush() {
        return new SinkFuture<>(this, null, SinkFuture.Then.FLUSH);
    }

    /**
     * Flushes and closes the sink.
     *
     * @return a future that is ready when that is done
     * @cancel Safe: another {@code close()} goes on with it.
     * @cost One object.
     */
    @CancelSafe
    default Future<@Nullable Void> close() {
        return new SinkFuture<>(this, null, SinkFuture.Then.CLOSE);
    }

    // ---------------------------------------------------------------- adapters

    /**
     * Puts a function before this sink.
     *
     * @param function makes of each value the one that this sink is given; it may await, and the next value waits for it
     * @param <U> the type that the new sink takes
     * @return a sink, which owns this one
     * @cost Three objects for each value.
     * @origin futures-rs SinkExt::with (0.3).
     */
    default <U> Sink<U> with(AsyncFunction<? super U, ? extends T> function) {
        Objects.requireNonNull(function, "function");
        return new WithSink<U, T>(this, function::future);
    }

    /**
     * Puts a function before this sink that makes any number of values of one.
     *
     * @param function makes a stream, whose values this sink is given
     * @param <U> the type that the new sink takes
     * @return a sink, which owns this one
     * @origin futures-rs SinkExt::with_flat_map (0.3).
     */
    default <U> Sink<U> withFlatMap(Mapping<? super U, ? extends Stream<? extends T>> function) {
        return new FlatMapSink<U, T>(this, Objects.requireNonNull(function, "function"));
    }

    /**
     * Lets values wait where this sink has no room for them.
     *
     * @param capacity so many may wait; with 0 this changes nothing
     * @return a sink, which owns this one
     * @throws IllegalArgumentException if {@code capacity} is negative
     * @origin futures-rs SinkExt::buffer (0.3).
     */
    default Sink<T> buffer(int capacity) {
        return new BufferSink<>(this, capacity);
    }

    /**
     * Gives each value to two sinks. There is room when both have room.
     *
     * @param other the other sink, which is given each value second
     * @return a sink, which owns both
     * @origin futures-rs SinkExt::fanout (0.3).
     */
    default Sink<T> fanout(Sink<? super T> other) {
        return new FanoutSink<T>(this, Objects.requireNonNull(other, "other"));
    }

    /**
     * Has the failures of this sink be others.
     *
     * @param function makes of a failure the one that is thrown
     * @return a sink, which owns this one
     * @see Stream#mapErr
     * @origin futures-rs SinkExt::sink_map_err (0.3).
     */
    default Sink<T> sinkMapErr(Mapping<? super Throwable, ? extends Throwable> function) {
        return new MapErrSink<>(this, Objects.requireNonNull(function, "function"));
    }
}
