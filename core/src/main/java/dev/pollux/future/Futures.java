package dev.pollux.future;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Makes futures: async blocks and the combinators that need no runtime. Meant to be imported statically. */
public class Futures extends Choices {

    /** For subclasses that add functions to the same static import. */
    protected Futures() {}

    /**
     * Makes a future of an async block. Nothing runs until the future is polled.
     *
     * @param block a lambda; {@code future.await()} inside it waits without blocking the thread
     * @param <T> the type of the value
     * @return a future of what the block returns
     * @throws IllegalStateException if this very block was made into a future before
     */
    public static <T extends @Nullable Object> Future<T> async(AsyncBlock<T> block) {
        return block instanceof AsyncFrame<?> ? AsyncFrame.claim(block) : new PlainBlock<>(block);
    }

    /**
     * Makes a future of an async block that yields nothing. Nothing runs until the future is polled.
     *
     * @param block a lambda; {@code future.await()} inside it waits without blocking the thread
     * @return a future of {@code null}
     * @throws IllegalStateException if this very block was made into a future before
     */
    public static Future<@Nullable Void> async(AsyncAction block) {
        return block instanceof AsyncFrame<?> ? AsyncFrame.claim(block) : PlainBlock.of(block);
    }

    /**
     * Gives other tasks a turn now and then: to be awaited in a loop that computes. Most awaits of it are ready at once; when the poll
     * has come to 128 awaits, of whatever, the task gives way first.
     *
     * @return always the same future, which may be awaited any number of times
     * @cancel Safe.
     * @wakeup At once, by itself, when the budget is spent.
     * @cost About a nanosecond, and no memory.
     * @origin tokio::task::coop::consume_budget (1.53)
     */
    public static Future<@Nullable Void> consumeBudget() {
        return ConsumeBudget.INSTANCE;
    }

    /**
     * Polls a future without a budget: its awaits never make the task give way. Other tasks of the thread wait for as long as it goes
     * on without being pending.
     *
     * @param future polled by the result
     * @param <T> the type of the value
     * @return a future of the same value
     * @cancel As safe as {@code future}.
     * @wakeup As {@code future}.
     * @origin tokio::task::coop::unconstrained (1.53)
     */
    public static <T extends @Nullable Object> Future<T> unconstrained(Future<T> future) {
        return new Unconstrained<>(future);
    }

    /**
     * Makes a future of a block that may compute for long without an await: each round of its loops counts against the budget of
     * the poll, and when that is spent the block gives way to others.
     *
     * <pre>{@code
     * spawn(preemptible(() -> {
     *     long sum = 0;
     *     for (int i = 0; i < 1_000_000_000; i++) {
     *         sum += i;
     *     }
     *     return sum;
     * }));
     * }</pre>
     *
     * <p>What it gives up: between two awaits the block is no longer atomic towards other tasks of its thread, and may go on in
     * another thread after any round. Loops in methods that it calls, loops inside {@code synchronized} and blocks nested in it
     * are not affected. A round costs about a nanosecond more.
     *
     * @param block a lambda; the compiler option {@code -Apollux.preempt=loops} treats every block like this
     * @param <T> the type of the value
     * @return a future of what the block returns
     */
    public static <T extends @Nullable Object> Future<T> preemptible(PreemptibleBlock<T> block) {
        return async(block);
    }

    /**
     * Does the same for a block that yields nothing.
     *
     * @param block a lambda
     * @return a future of {@code null}
     */
    public static Future<@Nullable Void> preemptible(PreemptibleAction block) {
        return async(block);
    }

    /**
     * Makes a future of a block that is given something.
     *
     * @param block a lambda
     * @param argument given to it
     * @param <A> the type of the argument
     * @param <T> the type of the value
     * @return a future of what the block returns
     */
    protected static <A extends @Nullable Object, T extends @Nullable Object> Future<T> async(
            AsyncFunction<? super A, ? extends T> block, A argument) {
        return block instanceof AsyncFrame<?>
                ? AsyncFrame.claim(block, argument)
                : new PlainBlock<>(() -> block.apply(argument));
    }

    /**
     * Makes a future of a block that is given something and yields nothing.
     *
     * @param block a lambda
     * @param argument given to it
     * @param <A> the type of the argument
     * @return a future of {@code null}
     */
    protected static <A extends @Nullable Object> Future<@Nullable Void> async(
            AsyncConsumer<? super A> block, A argument) {
        return block instanceof AsyncFrame<?>
                ? AsyncFrame.claim(block, argument)
                : PlainBlock.of(() -> block.run(argument));
    }

    /**
     * Uses something that takes time to close, and closes it in every case: when the block returns, when it fails, and when this
     * future is dropped.
     *
     * <pre>{@code
     * String name = using(pool.connect(), connection -> {
     *     return connection.query("select name from users where id = 1").await();
     * }).await();
     * }</pre>
     *
     * <p>What the closing throws is suppressed in the failure of the block, or thrown if there is none. A resource that is {@code
     * null} is not closed.
     *
     * @param resource opens it
     * @param block a lambda that may await; one without a value ends with {@code return null}
     * @param <R> the type of the resource
     * @param <T> the type of the value
     * @return a future of what the block returns
     * @cancel Dropped while the resource is being opened, this drops that. Afterwards the block is dropped, and then the resource
     *     closed by the owner of the drop (see {@link CleanUp}). A closing that has begun is finished.
     * @cost Two objects.
     */
    @LosesData
    public static <R extends @Nullable AsyncCloseable, T extends @Nullable Object> Future<T> using(
            Future<? extends R> resource, AsyncFunction<? super R, ? extends T> block) {
        return new Using<>(Objects.requireNonNull(resource, "resource"), Objects.requireNonNull(block, "block"));
    }

    /**
     * Does the same with a resource that is open already. It is closed also if the future is dropped before its first poll.
     *
     * @param resource closed in the end
     * @param block a lambda that may await
     * @param <R> the type of the resource
     * @param <T> the type of the value
     * @return a future of what the block returns
     */
    @LosesData
    public static <R extends @Nullable AsyncCloseable, T extends @Nullable Object> Future<T> using(
            R resource, AsyncFunction<? super R, ? extends T> block) {
        return new Using<R, T>(resource, Objects.requireNonNull(block, "block"));
    }

    // ---------------------------------------------------------------- leaves

    /**
     * Makes a future that is ready at its first poll.
     *
     * @param value what it yields
     * @param <T> the type of the value
     * @return the future
     */
    public static <T extends @Nullable Object> Future<T> ready(T value) {
        return new ReadyFuture<>(value);
    }

    /**
     * Makes a future that fails at its first poll.
     *
     * @param failure what it throws, as it is
     * @param <T> the type of the value that there will never be
     * @return the future
     */
    public static <T extends @Nullable Object> Future<T> failed(Throwable failure) {
        return new FailedFuture<>(Objects.requireNonNull(failure, "failure"));
    }

    /**
     * Returns a future that never finishes. It wakes nobody.
     *
     * @param <T> the type of the value that there will never be
     * @return always the same future
     */
    @CancelSafe
    public static <T extends @Nullable Object> Future<T> pending() {
        return PendingFuture.instance();
    }

    /**
     * Makes a future whose polls a function answers. It is not called again once it returned a value or threw.
     *
     * @param function answers by the rules of {@link Future#poll}
     * @param <T> the type of the value
     * @return the future; dropping it calls nothing, so a function with something to release wants a class instead
     */
    public static <T extends @Nullable Object> Future<T> pollFn(PollFunction<T> function) {
        return new FunctionFuture<>(Objects.requireNonNull(function, "function"));
    }

    /**
     * Makes a future that computes its value in its first poll, without waiting.
     *
     * @param computation runs at most once; must not block
     * @param <T> the type of the value
     * @return the future
     */
    public static <T extends @Nullable Object> Future<T> lazy(Callable<? extends T> computation) {
        return new LazyFuture<>(Objects.requireNonNull(computation, "computation"));
    }

    // ---------------------------------------------------------------- many at once

    /**
     * Runs any number of futures at the same time, on the task that awaits, and waits for all.
     *
     * <p>A failure does not end the wait: only when all have finished is the first failure in input order thrown, with the
     * others suppressed in it.
     *
     * @param futures copied; may be empty
     * @param <T> the type of the values
     * @return a future of the values in input order, an unmodifiable list
     * @cancel Drops the futures that are unfinished, in input order; what the others yielded is gone.
     * @cost Some objects per future. A wake-up of one future polls that one alone.
     * @origin futures-rs join_all (0.3).
     */
    @LosesData
    public static <T extends @Nullable Object> Future<List<T>> joinAll(
            Collection<? extends Future<? extends T>> futures) {
        return new JoinAll<>(futures, false);
    }

    /**
     * Runs any number of futures at the same time, on the task that awaits, and waits for all or for the first failure.
     *
     * <p>A failure ends the wait at once: the unfinished futures are dropped, then it is thrown. What their drops throw is
     * suppressed in it.
     *
     * @param futures copied; may be empty
     * @param <T> the type of the values
     * @return a future of the values in input order, an unmodifiable list
     * @cancel As for {@link #joinAll}.
     * @cost As for {@link #joinAll}.
     * @origin futures-rs try_join_all (0.3).
     */
    @LosesData
    public static <T extends @Nullable Object> Future<List<T>> tryJoinAll(
            Collection<? extends Future<? extends T>> futures) {
        return new JoinAll<>(futures, true);
    }

    // ---------------------------------------------------------------- one future, seen in another way

    /**
     * Goes on with the future that a future yields.
     *
     * @param future yields the one to go on with, which is polled at once
     * @param <T> the type of the value
     * @return a future of the value of the inner future; it fails with the failure of either
     * @cancel As for {@link Future#andThen}.
     * @cost One object.
     * @origin futures-rs FutureExt::flatten (0.3).
     */
    @LosesData
    public static <T extends @Nullable Object> Future<T> flatten(Future<? extends Future<? extends T>> future) {
        return new ChainedFuture<>("flatten", Objects.requireNonNull(future, "future"), inner -> inner);
    }

    /**
     * Makes a future that any thread can end from outside.
     *
     * @param future dropped by an abort
     * @param <T> the type of the value
     * @return a future of the same value; after {@link Abortable#abort} it fails with an {@link AbortedException}
     * @cancel As safe as {@code future}; an abort drops it.
     * @wakeup As {@code future}, and by the abort.
     * @cost Two objects.
     */
    public static <T extends @Nullable Object> Abortable<T> abortable(Future<T> future) {
        return new Abortable<>(Objects.requireNonNull(future, "future"));
    }

    /**
     * Splits a future into the half that drives it and the half that has the result, for two executors or two tasks.
     *
     * @param future run by {@link RemoteHandle#driver}
     * @param <T> the type of the value
     * @return the half that has the result
     * @cancel Dropping it ends the computation; {@link RemoteHandle#forget} does not.
     * @wakeup When the driver comes to an end or is dropped.
     * @memory What the computation did is visible to whoever gets its value.
     * @cost Five objects.
     */
    @LosesData
    public static <T extends @Nullable Object> RemoteHandle<T> remoteHandle(Future<T> future) {
        return new RemoteHandle<>(Objects.requireNonNull(future, "future"));
    }
}
