package dev.pollux.stream;

import dev.pollux.future.AsyncConsumer;
import dev.pollux.future.AsyncFunction;
import dev.pollux.future.CancelSafe;
import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.Future;
import dev.pollux.future.Join2;
import dev.pollux.future.LosesData;
import dev.pollux.future.Mapping;
import dev.pollux.future.Outcome;
import dev.pollux.future.Poll;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values that come one after the other. Like a future, a stream is a recipe: it does nothing until it is polled.
 *
 * <p>Inside an async block one writes
 *
 * <pre>{@code
 * for (var line = lines.next().await(); line != null; line = lines.next().await()) {
 *     show(line);
 * }
 * }</pre>
 *
 * <p>A value is never {@code null}: that is how the end is told, as {@link java.io.BufferedReader#readLine} does.
 *
 * <p>{@link Streams} makes streams. The methods here that return a stream own this one from then on: only the returned one is polled and
 * dropped. What they are given to call runs inside a poll and must not wait, except for lambdas that may await, where the name ends
 * in {@code Async}. A function that fails does so in the place of a value.
 *
 * <h2>Rules for who polls</h2>
 *
 * <ul>
 *   <li>One poll at a time, and never a poll and a {@link #drop} at the same time.
 *   <li>After the end every poll answers the end again.
 *   <li>A poll that fails says nothing about the next one: unless a stream tells otherwise, it may go on after a failure.
 *   <li>A stream that was polled, has not ended and is no longer wanted must be {@linkplain #drop dropped}.
 * </ul>
 *
 * <h2>Rules for who implements</h2>
 *
 * <ul>
 *   <li>A pending poll has arranged that the waker of its context is woken when a poll is worth repeating. Only the waker of the
 *       latest poll counts.
 *   <li>A poll never waits. Polls without a wake-up before them happen, and must be harmless.
 * </ul>
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface Stream<T> {

    /**
     * Moves on to the next value as far as it goes without waiting.
     *
     * @param cx carries the waker to call when another poll is worth while
     * @return the value; {@code Poll.ready(null)} at the end; {@link Poll#pending()} after arranging a wake-up
     * @throws Exception a failure, in place of a value
     */
    Poll<@Nullable T> pollNext(Context cx) throws Exception;

    /**
     * Polls in the engine's protocol: the bare value, {@code null} at the end, or {@link Poll#PENDING}. For the library's own
     * streams; everybody else implements and calls {@link #pollNext}; the two always agree.
     *
     * @param cx as for {@link #pollNext}
     * @return the value (a {@code T}), {@code null} at the end, or {@link Poll#PENDING}
     * @throws Exception as for {@link #pollNext}
     */
    default @Nullable Object pollNextRaw(Context cx) throws Exception {
        Poll<@Nullable T> answer = pollNext(cx);
        if (answer instanceof Poll.Ready<@Nullable T> ready) {
            return ready.value();
        }
        if (answer == null) { // taken for pending, it would hang without a word
            throw new NullPointerException(
                    "pollNext() of " + getClass().getName()
                            + " returned null; it must return Poll.ready(value), Poll.ready(null) at the end, or Poll.pending()");
        }
        return Poll.PENDING;
    }

    /**
     * Releases everything the stream holds. Harmless before the first poll, after the end, and when repeated. If clean-up code
     * throws, the rest of the clean-up still runs.
     *
     * @throws IllegalStateException if called from inside this stream's own poll
     */
    default void drop() {}

    /**
     * Tells how many values are still to come, as far as that is known.
     *
     * @return the bounds
     */
    default SizeHint sizeHint() {
        return SizeHint.UNKNOWN;
    }

    /**
     * Tells whether it is known that nothing will come any more.
     *
     * @return {@code true} if every further poll would answer the end
     */
    default boolean isTerminated() {
        return false;
    }

    /**
     * Waits for the next value.
     *
     * @return a future of the value, or of {@code null} at the end; it fails with a failure of the stream
     * @cancel Safe: the stream is not dropped with it, and a value that was not taken stays in the stream.
     * @cost One object.
     */
    @CancelSafe
    default Future<@Nullable T> next() {
        return new Next<>(this);
    }

    // ---------------------------------------------------------------- other values

    /**
     * Applies a function to each value.
     *
     * @param mapping runs inside the polls of the stream; never answers {@code null}
     * @param <R> the type of its results
     * @return a stream of the results; a failure of the function stands in the place of one
     */
    default <R> Stream<R> map(Mapping<? super T, ? extends R> mapping) {
        return new MappedStream<>(this, "map", Objects.requireNonNull(mapping, "mapping"));
    }

    /**
     * Makes a future of each value, one after the other.
     *
     * @param next makes the future for a value; it is finished before the next value is asked for
     * @param <R> the type of the values of the futures, which are not {@code null}
     * @return a stream of what the futures yield; a failure of one stands in the place of its value
     * @cancel The stream drops the future that is not finished, and the value that it was made of is gone.
     */
    default <R> Stream<R> then(Mapping<? super T, ? extends Future<? extends R>> next) {
        return new ThenStream<>(this, Objects.requireNonNull(next, "next"));
    }

    /**
     * Does what {@link #map} does, with a function that may await. One value after the other.
     *
     * @param function a lambda that may await; never answers {@code null}
     * @param <R> the type of its results
     * @return a stream of the results
     * @cancel As for {@link #then}.
     */
    default <R> Stream<R> mapAsync(AsyncFunction<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return then(function::future);
    }

    /**
     * Numbers the values, from 0.
     *
     * @return a stream of pairs
     */
    default Stream<Enumerated<T>> enumerate() {
        var next = new AtomicLong();
        return new MappedStream<>(this, "enumerate", value -> new Enumerated<>(next.getAndIncrement(), value));
    }

    /**
     * Yields what a fold has come to after each value.
     *
     * @param initial what it begins with; is not yielded
     * @param folding takes a value in; answers {@code null} to end the stream
     * @param <A> the type of what comes of the values
     * @return a stream with one value for each of this one
     */
    default <A> Stream<A> scan(A initial, Folding<A, ? super T, @Nullable A> folding) {
        var before = new AtomicReference<>(Objects.requireNonNull(initial, "initial"));
        Objects.requireNonNull(folding, "folding");
        return new MapWhileStream<>(this, "scan", value -> {
            A folded = folding.apply(before.get(), value);
            if (folded != null) {
                before.set(folded);
            }
            return folded;
        });
    }

    /**
     * Shows each value to somebody and passes it on.
     *
     * @param observer sees each value
     * @return a stream of the same values
     */
    default Stream<T> inspect(Consumer<? super T> observer) {
        Objects.requireNonNull(observer, "observer");
        return new MappedStream<>(this, "inspect", value -> {
            observer.accept(value);
            return value;
        });
    }

    // ---------------------------------------------------------------- fewer values

    /**
     * Leaves out the values for which a condition does not hold.
     *
     * @param condition asked for each value
     * @return a stream of the others
     */
    default Stream<T> filter(Mapping<? super T, Boolean> condition) {
        Objects.requireNonNull(condition, "condition");
        return new FilterMappedStream<>(
                this, "filter", value -> UserFunctions.holds("filter", condition, value) ? value : null);
    }

    /**
     * Does what {@link #filter} does, with a condition that may await. One value after the other.
     *
     * @param condition a lambda that may await
     * @return a stream of the values for which it holds
     * @cancel The stream drops the run of the condition that is not finished, and the value that it looks at is gone.
     */
    default Stream<T> filterAsync(AsyncFunction<? super T, Boolean> condition) {
        Objects.requireNonNull(condition, "condition");
        Stream<Optional<T>> judged = then(value -> condition
                .future(value)
                .map(holds -> UserFunctions.made("filterAsync", holds) ? Optional.of(value) : Optional.empty()));
        return new FilterMappedStream<>(judged, "filterAsync", value -> value.orElse(null));
    }

    /**
     * Applies a function to each value, and leaves out those for which it answers {@code null}.
     *
     * @param mapping runs inside the polls of the stream
     * @param <R> the type of its results
     * @return a stream of the results that are not {@code null}
     */
    default <R> Stream<R> filterMap(Mapping<? super T, @Nullable R> mapping) {
        return new FilterMappedStream<>(this, "filterMap", Objects.requireNonNull(mapping, "mapping"));
    }

    /**
     * Ends after some values. This stream is dropped when the end is told.
     *
     * @param count so many values
     * @return a stream of the first ones; it does not poll this stream for another one
     * @throws IllegalArgumentException if {@code count} is negative
     */
    default Stream<T> take(long count) {
        return new TakeStream<>(this, UserFunctions.count(count));
    }

    /**
     * Ends before the first value for which a condition does not hold. That value is gone, and this stream is dropped.
     *
     * @param condition asked for each value
     * @return a stream of the values before
     */
    default Stream<T> takeWhile(Mapping<? super T, Boolean> condition) {
        Objects.requireNonNull(condition, "condition");
        return new MapWhileStream<>(
                this, "takeWhile", value -> UserFunctions.holds("takeWhile", condition, value) ? value : null);
    }

    /**
     * Ends when a future is finished. This stream is dropped then; if it ends before, the future is.
     *
     * @param stopper polled before each poll of this stream; if it fails, that is told once, and then the end
     * @param <R> the type of its value
     * @return a stream of the values until then, which has the value of the future in the end
     */
    default <R extends @Nullable Object> TakeUntil<T, R> takeUntil(Future<? extends R> stopper) {
        return new TakeUntil<>(this, Objects.requireNonNull(stopper, "stopper"));
    }

    /**
     * Applies a function to each value, and ends when it answers {@code null}. This stream is dropped then.
     *
     * @param mapping runs inside the polls of the stream
     * @param <R> the type of its results
     * @return a stream of the results
     */
    default <R> Stream<R> mapWhile(Mapping<? super T, @Nullable R> mapping) {
        return new MapWhileStream<>(this, "mapWhile", Objects.requireNonNull(mapping, "mapping"));
    }

    /**
     * Leaves out the first values.
     *
     * @param count so many of them
     * @return a stream of the others
     * @throws IllegalArgumentException if {@code count} is negative
     */
    default Stream<T> skip(long count) {
        return new SkipStream<>(this, UserFunctions.count(count));
    }

    /**
     * Leaves out all values before the first for which a condition does not hold.
     *
     * @param condition not asked any more after that
     * @return a stream that begins with that value
     */
    default Stream<T> skipWhile(Mapping<? super T, Boolean> condition) {
        return new SkipWhileStream<>(this, Objects.requireNonNull(condition, "condition"));
    }

    // ---------------------------------------------------------------- more values

    /**
     * Goes on with another stream after the end of this one.
     *
     * @param next not polled before that
     * @return a stream of the values of both
     */
    default Stream<T> chain(Stream<? extends T> next) {
        return new ChainedStream<>(this, next);
    }

    /**
     * Makes a stream of each value, and yields the values of one after the other.
     *
     * @param mapping makes the stream for a value
     * @param <R> the type of the values of these streams
     * @return a stream of all their values
     */
    default <R> Stream<R> flatMap(Mapping<? super T, ? extends Stream<? extends R>> mapping) {
        Objects.requireNonNull(mapping, "mapping");
        return new FlattenStream<>(new MappedStream<T, Stream<? extends R>>(this, "flatMap", mapping));
    }

    /**
     * Lets the next value be looked at before it is taken.
     *
     * @return a stream of the same values
     */
    default Peekable<T> peekable() {
        return new Peekable<>(this);
    }

    /**
     * Tells the end as a value, too: for streams that are merged with others.
     *
     * @return a stream of the values, and of one empty optional after them
     */
    default Stream<Optional<T>> notifyClose() {
        return new NotifyCloseStream<>(this);
    }

    /**
     * Polls nothing after the end: for streams that break the rule, and go on.
     *
     * @return a stream whose end is the end
     */
    default Stream<T> fuse() {
        return new FusedStream<>(this);
    }

    // ---------------------------------------------------------------- failures

    /**
     * Makes values of what the polls came to. A failure is the last one, and this stream is dropped before it.
     *
     * @return a stream of the outcomes
     */
    default Stream<Outcome<T>> catching() {
        return this.<Outcome<T>>map(value -> new Outcome.Completed<>(value))
                .exceptionally(failure -> new Outcome.Failed<>(failure));
    }

    /**
     * Makes a failure the last value. This stream is dropped before.
     *
     * @param handler makes a value of the failure; what it throws is the failure of the stream, which ends then
     * @return a stream of the values until then, and of that one
     */
    default Stream<T> exceptionally(Mapping<? super Throwable, ? extends T> handler) {
        Objects.requireNonNull(handler, "handler");
        return new OrElseStream<>(
                this,
                "exceptionally",
                failure -> Streams.<T>of(UserFunctions.<Throwable, T>apply("exceptionally", handler, failure)));
    }

    /**
     * Goes on with another stream after a failure. This stream is dropped before; failures of the other stream stay what they are.
     *
     * @param fallback makes the other stream; what it throws is the failure of the stream, which ends then
     * @return a stream of the values of both
     */
    default Stream<T> orElse(Mapping<? super Throwable, ? extends Stream<? extends T>> fallback) {
        return new OrElseStream<>(this, "orElse", Objects.requireNonNull(fallback, "fallback"));
    }

    /**
     * Puts another failure in the place of each.
     *
     * @param mapping makes the failure to throw
     * @return a stream of the same values
     */
    default Stream<T> mapErr(Mapping<? super Throwable, ? extends Throwable> mapping) {
        return new MapErrStream<>(this, "mapErr", Objects.requireNonNull(mapping, "mapping"));
    }

    /**
     * Shows each failure to somebody and passes it on. What the observer throws is suppressed in the failure.
     *
     * @param observer sees each failure
     * @return a stream of the same values
     */
    default Stream<T> inspectErr(Consumer<? super Throwable> observer) {
        Objects.requireNonNull(observer, "observer");
        return new MapErrStream<>(this, "inspectErr", failure -> {
            try {
                observer.accept(failure);
            } catch (Throwable ofObserver) {
                Failures.add(failure, ofObserver);
            }
            return failure;
        });
    }

    // ---------------------------------------------------------------- one result

    /**
     * Waits for the first value, and drops the stream. To go on with the stream, take {@link #next}.
     *
     * @return a future of the value, or of {@code null} if there is none
     * @cancel Drops the stream. So does every future of this group, when it is dropped, when it knows its result, and when it fails,
     *     which it does by the first failure of the stream.
     */
    @LosesData
    default Future<@Nullable T> first() {
        return new SearchFuture<>(this, "first", value -> true, found -> found);
    }

    /**
     * Waits for the end, and yields the value before it.
     *
     * @return a future of the value, or of {@code null} if there is none
     * @cancel As for {@link #first}.
     */
    @LosesData
    default Future<@Nullable T> last() {
        return this.<@Nullable T>folded("last", null, (before, value) -> value);
    }

    /**
     * Waits for the end, and counts the values.
     *
     * @return a future of their number
     * @cancel As for {@link #first}.
     */
    @LosesData
    default Future<Long> count() {
        return folded("count", 0L, (before, value) -> before + 1);
    }

    /**
     * Takes all values in, one after the other.
     *
     * @param initial what it begins with
     * @param folding takes a value in
     * @param <A> the type of what comes of the values
     * @return a future of what comes of all
     * @cancel As for {@link #first}.
     */
    @LosesData
    default <A extends @Nullable Object> Future<A> fold(A initial, Folding<A, ? super T, ? extends A> folding) {
        return folded("fold", initial, Objects.requireNonNull(folding, "folding"));
    }

    private <A extends @Nullable Object> Future<A> folded(
            String name, A initial, Folding<A, ? super T, ? extends A> folding) {
        return new FoldFuture<>(this, name, initial, folding);
    }

    /**
     * Takes all values into the first one.
     *
     * @param folding takes a value in
     * @return a future of what comes of all, or of {@code null} if there are none
     * @cancel As for {@link #first}.
     */
    @LosesData
    default Future<@Nullable T> reduce(Folding<T, ? super T, ? extends T> folding) {
        Objects.requireNonNull(folding, "folding");
        return this.<@Nullable T>folded(
                "reduce", null, (before, value) -> before == null ? value : folding.apply(before, value));
    }

    /**
     * Tells whether a condition holds for all values. The first for which it does not ends the wait.
     *
     * @param condition asked for each value until then
     * @return a future of the answer, {@code true} if there are no values
     * @cancel As for {@link #first}.
     */
    @LosesData
    default Future<Boolean> all(Mapping<? super T, Boolean> condition) {
        Objects.requireNonNull(condition, "condition");
        return new SearchFuture<>(
                this, "all", value -> !UserFunctions.holds("all", condition, value), found -> found == null);
    }

    /**
     * Tells whether a condition holds for any value. The first for which it does ends the wait.
     *
     * @param condition asked for each value until then
     * @return a future of the answer, {@code false} if there are no values
     * @cancel As for {@link #first}.
     */
    @LosesData
    default Future<Boolean> any(Mapping<? super T, Boolean> condition) {
        return new SearchFuture<>(this, "any", Objects.requireNonNull(condition, "condition"), found -> found != null);
    }

    /**
     * Collects all values.
     *
     * @param collector such as {@code Collectors.joining()}
     * @param <R> the type of its result
     * @return a future of the result
     * @cancel As for {@link #first}.
     */
    @LosesData
    default <R extends @Nullable Object> Future<R> collect(Collector<? super T, ?, ? extends R> collector) {
        return new CollectFuture<>(this, Objects.requireNonNull(collector, "collector"));
    }

    /**
     * Collects all values into a list.
     *
     * @return a future of an unmodifiable list
     * @cancel As for {@link #first}.
     */
    @LosesData
    default Future<List<T>> toList() {
        return collect(Collectors.toUnmodifiableList());
    }

    /**
     * Gives each value to somebody.
     *
     * @param consumer runs inside the polls of the future, so it must not wait
     * @return a future that is ready at the end
     * @cancel As for {@link #first}.
     */
    @LosesData
    default Future<@Nullable Void> forEach(Consumer<? super T> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        return this.<@Nullable Void>folded("forEach", null, (none, value) -> {
            consumer.accept(value);
            return null;
        });
    }

    /**
     * Runs a block that may await for each value, one after the other.
     *
     * @param block a lambda that may await; if it fails, that is the end
     * @return a future that is ready when the block was run for all values
     * @cancel As for {@link #first}; the run that is not finished is dropped as well, before the stream.
     */
    @LosesData
    default Future<@Nullable Void> forEachAsync(AsyncConsumer<? super T> block) {
        Objects.requireNonNull(block, "block");
        return new InTurn<T, @Nullable Void, @Nullable Void>(this, "forEachAsync", block::future, none -> {}, null);
    }

    // ---------------------------------------------------------------- several at once

    /**
     * Works on several values at once, and yields the results in the order of the values.
     *
     * <pre>{@code
     * var pages = urls.buffered(8, url -> fetch(url).await());
     * }</pre>
     *
     * <p>A failure of {@code function} comes in the place of its result, one of this stream at once; the stream can go on after both.
     *
     * <p><b>Futurelock:</b> the children run only while this stream is polled, and it is not polled while the consumer awaits something else.
     * A child that was granted a lock or a permit then keeps it without going on; if the consumer awaits the same lock, both wait for ever.
     * Children that take locks belong in tasks of their own, where the runtime drives them.
     *
     * @param limit at most so many values are worked on, or done and waiting for their turn
     * @param function makes a result, never {@code null}; it may await
     * @param <R> the type of the results
     * @return a stream of the results, which owns this one
     * @throws IllegalArgumentException if {@code limit} is not positive
     * @cost Four objects for each value. A poll is linear in the number of children that were woken, and of values that were begun.
     * @origin futures-rs StreamExt::buffered (0.3).
     */
    default <R> Stream<R> buffered(int limit, AsyncFunction<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return new Buffered<T, R>(this, limit, function::future);
    }

    /**
     * Works on several values at once, and yields the results as they come.
     *
     * <p>A failure of {@code function} comes when its result would have come, one of this stream at once; the stream can go on after
     * both.
     *
     * <p><b>Futurelock:</b> the children run only while this stream is polled, and it is not polled while the consumer awaits something else.
     * A child that was granted a lock or a permit then keeps it without going on; if the consumer awaits the same lock, both wait for ever.
     * Children that take locks belong in tasks of their own, where the runtime drives them.
     *
     * @param limit at most so many values are worked on
     * @param function makes a result, never {@code null}; it may await
     * @param <R> the type of the results
     * @return a stream of the results, which owns this one
     * @throws IllegalArgumentException if {@code limit} is not positive
     * @cost Three objects for each value. A poll is linear in the number of children that were woken, and of values that were begun.
     * @origin futures-rs StreamExt::buffer_unordered (0.3).
     */
    default <R> Stream<R> bufferUnordered(int limit, AsyncFunction<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return new BufferUnordered<T, R>(this, limit, function::future);
    }

    /**
     * Does something with each value, with several of them at once.
     *
     * <p>Ends when all of it is done. The first failure, of this stream or of {@code action}, ends it: what is under way is dropped, and
     * so is this stream.
     *
     * <p>Nothing but this future runs here while it is polled, so its children cannot starve each other; but they share one
     * task, and thus one thread at a time.
     *
     * @param limit at most so many values are worked on at once; {@link Integer#MAX_VALUE} for no limit
     * @param action is given a value; it may await
     * @return a future of the end, which owns this stream
     * @throws IllegalArgumentException if {@code limit} is not positive
     * @cancel Values that were taken from this stream are lost with what {@code action} had done to them.
     * @cost Four objects for each value.
     * @origin futures-rs StreamExt::for_each_concurrent (0.3). Differs: a failure ends it, as in try_for_each_concurrent.
     */
    @LosesData
    default Future<@Nullable Void> forEachConcurrent(int limit, AsyncConsumer<? super T> action) {
        Objects.requireNonNull(action, "action");
        return new ForEachConcurrent(new BufferUnordered<T, Boolean>(
                this, limit, value -> action.future(value).map(nothing -> true)));
    }

    /**
     * Makes a stream of each value, runs several of them at once, and yields their values as they come.
     *
     * <p>Streams that are ready together take turns. A failure, of this stream, {@code function} or an inner stream, is thrown at
     * once; the stream can go on after it.
     *
     * <p><b>Futurelock:</b> the children run only while this stream is polled, and it is not polled while the consumer awaits something else.
     * A child that was granted a lock or a permit then keeps it without going on; if the consumer awaits the same lock, both wait for ever.
     * Children that take locks belong in tasks of their own, where the runtime drives them.
     *
     * @param limit at most so many streams at once; {@link Integer#MAX_VALUE} for no limit
     * @param function makes the stream
     * @param <R> the type of the values of these streams
     * @return a stream of all their values, which owns this one
     * @throws IllegalArgumentException if {@code limit} is not positive
     * @cost Two objects for each stream. A poll is linear in the number of streams that were woken, and of those that were begun.
     * @origin futures-rs StreamExt::flat_map_unordered (0.3).
     */
    default <R> Stream<R> flatMapUnordered(int limit, Mapping<? super T, ? extends Stream<? extends R>> function) {
        return new FlattenUnordered<T, R>(this, limit, function);
    }

    /**
     * Yields the values of two streams as they come. Which of them is asked first alternates from poll to poll.
     *
     * <p><b>Futurelock:</b> the children run only while this stream is polled, and it is not polled while the consumer awaits something else.
     * A child that was granted a lock or a permit then keeps it without going on; if the consumer awaits the same lock, both wait for ever.
     * Children that take locks belong in tasks of their own, where the runtime drives them.
     *
     * @param other the other stream
     * @return a stream that ends when both have ended, and owns both
     * @cost A poll asks both streams. For many use {@link SelectAll}.
     * @origin tokio_stream::StreamExt::merge (0.1); futures-rs stream::select (0.3).
     */
    default Stream<T> merge(Stream<? extends T> other) {
        return SelectStreams.alternating(this, other);
    }

    /**
     * Yields the values of two streams as they come, and has the caller say which of them to ask first.
     *
     * <p><b>Futurelock:</b> the children run only while this stream is polled, and it is not polled while the consumer awaits something else.
     * A child that was granted a lock or a permit then keeps it without going on; if the consumer awaits the same lock, both wait for ever.
     * Children that take locks belong in tasks of their own, where the runtime drives them.
     *
     * @param other the other stream, on the {@linkplain StreamSide#RIGHT right}
     * @param strategy is called once in each poll; the other side is asked if the first has no value
     * @return a stream that ends when both have ended, and owns both
     * @origin futures-rs stream::select_with_strategy (0.3).
     */
    default Stream<T> selectWithStrategy(Stream<? extends T> other, Supplier<StreamSide> strategy) {
        return new SelectStreams<>(this, other, strategy);
    }

    /**
     * Pairs the values of two streams: the first with the first, and so on.
     *
     * <p><b>Futurelock:</b> the children run only while this stream is polled, and it is not polled while the consumer awaits something else.
     * A child that was granted a lock or a permit then keeps it without going on; if the consumer awaits the same lock, both wait for ever.
     * Children that take locks belong in tasks of their own, where the runtime drives them.
     *
     * @param other the other stream
     * @param <U> the type of its values
     * @return a stream that ends with the shorter one, when a value of the longer may have been taken already; it owns both
     * @origin futures-rs StreamExt::zip (0.3).
     */
    default <U> Stream<Join2<T, U>> zip(Stream<? extends U> other) {
        return new Zip<T, U>(this, other);
    }

    /**
     * Gathers values into lists.
     *
     * <p>A failure comes after the values that were gathered before it, which make a short list.
     *
     * @param size so many values in each list; the last one may be shorter, but not empty
     * @return a stream of lists, which owns this stream; values that were gathered stay in it when its {@link #next} is dropped
     * @throws IllegalArgumentException if {@code size} is not positive
     * @origin futures-rs StreamExt::chunks (0.3).
     */
    default Stream<List<T>> chunks(int size) {
        return Chunks.full(this, size);
    }

    /**
     * Gathers the values that are there into lists: waits for the first one, and for no other.
     *
     * <p>A failure comes after the values that were gathered before it.
     *
     * @param size at most so many values in each list
     * @return a stream of lists that are not empty, which owns this stream
     * @throws IllegalArgumentException if {@code size} is not positive
     * @origin futures-rs StreamExt::ready_chunks (0.3).
     */
    default Stream<List<T>> readyChunks(int size) {
        return Chunks.ready(this, size);
    }

    /**
     * Hands all values to a sink, flushes it when there are none for the moment, and closes it at the end.
     *
     * @param sink where the values go
     * @return a future that is ready when the sink was closed; it owns this stream and the sink, and drops both if either fails
     * @cancel One value may have been taken from this stream that the sink has not taken.
     * @cost One object.
     * @origin futures-rs StreamExt::forward (0.3).
     */
    @LosesData
    default Future<@Nullable Void> forward(Sink<? super T> sink) {
        return Transfer.forward(this, sink);
    }
}
