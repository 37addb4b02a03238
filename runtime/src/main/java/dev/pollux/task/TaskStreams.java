package dev.pollux.task;

import dev.pollux.future.AsyncConsumer;
import dev.pollux.future.AsyncFunction;
import dev.pollux.future.Future;
import dev.pollux.future.LosesData;
import dev.pollux.future.Mapping;
import dev.pollux.stream.Publishers;
import dev.pollux.stream.Stream;
import dev.pollux.stream.Streams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow.Publisher;
import org.jspecify.annotations.Nullable;

/**
 * Streams that work on several values at once, each in a task of its own. Meant to be imported statically, beside {@code Pollux} and {@code
 * Streams}.
 *
 * <pre>{@code
 * Stream<Page> pages = buffered(urls, tasks(8), url -> fetch(url).await());
 * List<User> users = mapAsync(ids, tasks(8), id -> load(id).await()).await();
 * }</pre>
 *
 * <p>The forms of {@link Stream} and {@link Streams} are polled by one task, and stand still while that awaits something else. Tasks go on by
 * themselves: they may take locks that the consumer wants, too, which is no <b>futurelock</b>; and they compute on several threads.
 *
 * <p>The tasks belong to the stream, as those of a scope belong to the scope: none of them outlives it. When it is dropped, or a future made
 * of it fails, they are aborted, and their clean-up is waited for by the owner of the drop (see {@link dev.pollux.future.CleanUp}). No
 * failure is lost: it is thrown in the place of its value, or it goes to the runtime's failure hook if the stream is dropped before.
 *
 * <p>A task is started when the stream is polled and there is room, on the runtime of the thread that polls.
 *
 * @origin futures-rs StreamExt::buffered, buffer_unordered, for_each_concurrent (0.3). Differs: tasks in place of futures.
 */
public final class TaskStreams {

    private TaskStreams() {}

    /**
     * Says how many tasks to run at once.
     *
     * @param limit at most so many; {@link Integer#MAX_VALUE} for no limit
     * @return for the other functions
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public static TaskLimit tasks(int limit) {
        return new TaskLimit(limit);
    }

    // ---------------------------------------------------------------- streams

    /**
     * Works on several values at once, and yields the results in the order of the values.
     *
     * <p>A failure of {@code function} comes in the place of its result, one of {@code stream} at once; the stream can go on after both.
     *
     * @param stream belongs to the new one
     * @param limit made by {@link #tasks}: so many tasks are under way, or done and waiting for their turn
     * @param function makes a result, never {@code null}, in a task; it may await
     * @param <T> the type of the values
     * @param <R> the type of the results
     * @return a stream of the results
     * @wakeup By the ends of the tasks, and as {@code stream}.
     * @memory What a task did happens-before the poll that yields its result.
     * @cost A task and some small objects for each value.
     */
    public static <T, R> Stream<R> buffered(
            Stream<? extends T> stream, TaskLimit limit, AsyncFunction<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return Streams.<R>buffered(eachInATask(stream, function::future), limit.limit());
    }

    /**
     * Works on several values at once, and yields the results as they come.
     *
     * <p>A failure of {@code function} comes when its result would have come, one of {@code stream} at once; the stream can go on after
     * both.
     *
     * @param stream belongs to the new one
     * @param limit made by {@link #tasks}
     * @param function makes a result, never {@code null}, in a task; it may await
     * @param <T> the type of the values
     * @param <R> the type of the results
     * @return a stream of the results
     * @wakeup By the ends of the tasks, and as {@code stream}.
     * @memory What a task did happens-before the poll that yields its result.
     * @cost A task and some small objects for each value.
     */
    public static <T, R> Stream<R> bufferUnordered(
            Stream<? extends T> stream, TaskLimit limit, AsyncFunction<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return Streams.<R>bufferUnordered(eachInATask(stream, function::future), limit.limit());
    }

    /**
     * Does something with each value, with several of them at once.
     *
     * <p>Ends when all of it is done. The first failure, of {@code stream} or of {@code action}, ends it: the other tasks are aborted, and
     * it is thrown when they have cleaned up.
     *
     * @param stream belongs to the future
     * @param limit made by {@link #tasks}
     * @param action is given a value, in a task; it may await
     * @param <T> the type of the values
     * @return a future of the end
     * @cancel Aborts the tasks. Values that were taken from the stream are lost with what {@code action} had done to them.
     * @wakeup By the ends of the tasks, and as {@code stream}.
     * @cost A task and some small objects for each value.
     */
    @LosesData
    public static <T> Future<@Nullable Void> forEachConcurrent(
            Stream<? extends T> stream, TaskLimit limit, AsyncConsumer<? super T> action) {
        Objects.requireNonNull(action, "action");
        Stream<Future<Boolean>> work =
                eachInATask(stream, value -> action.future(value).map(nothing -> true));
        return Streams.<Boolean>bufferUnordered(work, limit.limit()).forEach(done -> {});
    }

    // ---------------------------------------------------------------- collections

    /**
     * Runs a block that may await for each element of a collection, several at once, each in a task. See {@link #forEachConcurrent}.
     *
     * @param values iterated when the future is polled, and no further than the tasks have come
     * @param limit made by {@link #tasks}
     * @param block a lambda that may await; the first that fails ends all
     * @param <T> the type of the elements
     * @return a future that is ready when the block was run for all
     * @cancel Aborts the tasks.
     * @wakeup By the ends of the tasks.
     * @cost A task and some small objects for each element.
     */
    @LosesData
    public static <T> Future<@Nullable Void> forEachAsync(
            Iterable<? extends T> values, TaskLimit limit, AsyncConsumer<? super T> block) {
        return forEachConcurrent(Streams.<T>from(values), limit, block);
    }

    /**
     * Applies a function that may await to each element of a collection, to several at once, each in a task.
     *
     * @param values iterated when the future is polled, and no further than the tasks have come
     * @param limit made by {@link #tasks}
     * @param function a lambda that may await; the first in the order of the elements that fails ends all
     * @param <T> the type of the elements
     * @param <R> the type of the results, which may be {@code null}
     * @return a future of the results in the order of the elements, an unmodifiable list
     * @cancel Aborts the tasks; what the others yielded is gone.
     * @wakeup By the ends of the tasks.
     * @memory What the tasks did happens-before the poll that is ready.
     * @cost A task and some small objects for each element.
     */
    @LosesData
    public static <T, R extends @Nullable Object> Future<List<R>> mapAsync(
            Iterable<? extends T> values, TaskLimit limit, AsyncFunction<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        Stream<Future<Optional<Object>>> work = eachInATask(
                Streams.<T>from(values), value -> function.future(value).map(Optional::<Object>ofNullable));
        return Streams.<Optional<Object>>buffered(work, limit.limit()).toList().map(TaskStreams::withNulls);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // what is in there is an R
    private static <R extends @Nullable Object> List<R> withNulls(List<Optional<Object>> results) {
        List<R> values = new ArrayList<>(results.size());
        results.forEach(each -> values.add((R) each.orElse(null)));
        return Collections.unmodifiableList(values);
    }

    // ---------------------------------------------------------------- publishers

    /**
     * Makes a publisher of a stream, as {@link Publishers#ofStream} does; the task that polls the stream is started on the current runtime,
     * whatever thread subscribes. What a subscriber throws against the rules goes to the failure hook.
     *
     * @param stream the publisher's from now on; it is dropped when the subscriber cancels
     * @param <T> the type of the values
     * @return the publisher
     * @throws IllegalStateException if the calling thread belongs to no runtime
     * @memory What happened before the stream yielded a value is visible to the subscriber that gets it.
     */
    public static <T> Publisher<T> publisher(Stream<? extends T> stream) {
        Spawner runtime = CurrentSpawner.get();
        return Publishers.ofStream(
                stream, publishing -> runtime.spawn(publishing).drop());
    }

    // ---------------------------------------------------------------- tasks

    private static <T, R> Stream<Future<R>> eachInATask(
            Stream<? extends T> stream, Mapping<? super T, ? extends Future<? extends R>> work) {
        Objects.requireNonNull(stream, "stream");
        return stream.map(value -> new OwnedTask<R>(CurrentSpawner.get().spawn(work.apply(value))));
    }
}
