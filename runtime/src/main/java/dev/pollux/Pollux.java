package dev.pollux;

import dev.pollux.future.AsyncAction;
import dev.pollux.future.AsyncBlock;
import dev.pollux.future.AsyncConsumer;
import dev.pollux.future.AsyncFunction;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.Handle;
import dev.pollux.runtime.TaskBuilder;
import dev.pollux.runtime.schedule.AsyncThreads;
import dev.pollux.runtime.task.ScopeFuture;
import dev.pollux.runtime.task.ScopePolicy;
import dev.pollux.runtime.task.StageFuture;
import dev.pollux.runtime.task.YieldNow;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.RaceScope;
import dev.pollux.task.TaskScope;
import dev.pollux.time.Deadline;
import dev.pollux.time.Interval;
import dev.pollux.time.Moment;
import dev.pollux.time.Sleep;
import dev.pollux.time.Timeout;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything an ordinary program needs, for one static import. What needs no runtime is inherited from {@link Futures}.
 *
 * <p>Except for {@code run} and the conversions from stages, these functions use the runtime of the calling thread, and throw an
 * {@link IllegalStateException} that says how to get one if there is none.
 */
@SuppressWarnings("overloads") // of scopes, with and without a value: the block of the lambda tells which
public final class Pollux extends Futures {

    private Pollux() {}

    // ---------------------------------------------------------------- running

    /**
     * Runs a future on a multi-thread runtime of its own, which is shut down at the end: other tasks are then dropped, and
     * started blocking jobs waited for.
     *
     * @param future polled on the calling thread
     * @param <T> the type of the value
     * @return its value
     * @throws Exception what the future throws; or {@link InterruptedException}, after the future was dropped
     * @throws IllegalStateException if called inside async code
     */
    public static <T extends @Nullable Object> T run(Future<T> future) throws Exception {
        AsyncThreads.refuse("run", "Write future.await() instead.");
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            return runtime.blockOn(future);
        }
    }

    /**
     * Runs an async block as {@link #run(Future)} does.
     *
     * @param block a lambda that may await
     * @param <T> the type of the value
     * @return its value
     * @throws Exception what the block throws; or {@link InterruptedException}
     * @throws IllegalStateException if called inside async code
     */
    public static <T extends @Nullable Object> T run(AsyncBlock<T> block) throws Exception {
        return run(async(block));
    }

    /**
     * Runs an async block without a value as {@link #run(Future)} does.
     *
     * @param block a lambda that may await
     * @throws Exception what the block throws; or {@link InterruptedException}
     * @throws IllegalStateException if called inside async code
     */
    public static void run(AsyncAction block) throws Exception {
        run(async(block));
    }

    /**
     * Starts a task on the current runtime.
     *
     * @param future polled until it is finished, by workers of the runtime
     * @param <T> the type of the value
     * @return the handle of the task
     */
    public static <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future) {
        return Handle.current().spawn(future);
    }

    /**
     * Starts an async block as a task on the current runtime.
     *
     * @param block a lambda that may await
     * @param <T> the type of the value
     * @return the handle of the task
     */
    public static <T extends @Nullable Object> JoinHandle<T> spawn(AsyncBlock<T> block) {
        return Handle.current().spawn(block);
    }

    /**
     * Starts an async block without a value as a task on the current runtime.
     *
     * @param block a lambda that may await
     * @return the handle of the task
     */
    public static JoinHandle<@Nullable Void> spawn(AsyncAction block) {
        return Handle.current().spawn(block);
    }

    /**
     * Starts a task that stays on the calling thread: in the current {@link dev.pollux.runtime.LocalSet}, or on the {@link
     * dev.pollux.runtime.LocalRuntime} of this thread.
     *
     * @param future need not be able to change threads
     * @param <T> the type of the value
     * @return the handle of the task
     * @throws IllegalStateException if there is neither
     */
    public static <T extends @Nullable Object> JoinHandle<T> spawnLocal(Future<T> future) {
        return Handle.spawnLocal(future);
    }

    /**
     * Starts an async block as a task that stays on the calling thread.
     *
     * @param block a lambda that may await
     * @param <T> the type of the value
     * @return the handle of the task
     * @throws IllegalStateException as for a future
     */
    public static <T extends @Nullable Object> JoinHandle<T> spawnLocal(AsyncBlock<T> block) {
        return Handle.spawnLocal(async(block));
    }

    /**
     * Starts an async block without a value as a task that stays on the calling thread.
     *
     * @param block a lambda that may await
     * @return the handle of the task
     * @throws IllegalStateException as for a future
     */
    public static JoinHandle<@Nullable Void> spawnLocal(AsyncAction block) {
        return Handle.spawnLocal(async(block));
    }

    /**
     * Runs blocking code on a thread made for that.
     *
     * @param job may block
     * @param <T> the type of the value
     * @return the handle of the job; aborting it drops it from the queue or, if it runs, interrupts it and answers at once
     */
    public static <T extends @Nullable Object> JoinHandle<T> spawnBlocking(Callable<T> job) {
        return Handle.current().spawnBlocking(job);
    }

    /**
     * Runs blocking code on this very thread. On a worker another thread takes over its other tasks, timers and sockets first, which
     * costs a wake-up of a thread; elsewhere this is a plain call. {@link #spawnBlocking} is for code that may move to another
     * thread, and can be awaited and cancelled.
     *
     * @param job may block
     * @param <T> the type of the value
     * @return its value
     * @throws Exception what the job throws
     * @throws IllegalStateException if called inside async code on a current-thread runtime, which has no other thread
     * @origin tokio::task::block_in_place (1.53)
     */
    public static <T extends @Nullable Object> T blockInPlace(Callable<T> job) throws Exception {
        return AsyncThreads.blockInPlace("blockInPlace", job);
    }

    /**
     * Runs code that computes for long on one of as many threads as there are processors.
     *
     * @param job should ask {@link dev.pollux.runtime.Compute#checkCancelled} now and then
     * @param <T> the type of the value
     * @return the handle of the job; aborting it drops it from the queue or, if it runs, answers at once and lets it notice
     */
    public static <T extends @Nullable Object> JoinHandle<T> spawnCompute(Callable<T> job) {
        return Handle.current().spawnCompute(job);
    }

    /**
     * Says something about a task, such as its name, before it is spawned on the current runtime.
     *
     * @return a builder
     */
    public static TaskBuilder task() {
        return Handle.current().task();
    }

    // ---------------------------------------------------------------- scopes

    /**
     * Runs a block that may start tasks, and ends when it and all of them have ended. The first failure, of the block or of a task,
     * cancels the rest and is thrown when that has cleaned up; what fails later is suppressed in it.
     *
     * <pre>{@code
     * Page page = scope(s -> {
     *     var user = s.spawn(users.find(id));
     *     var mails = s.spawn(mails.unread(id));
     *     return new Page(user.await(), mails.await());
     * }).await();
     * }</pre>
     *
     * @param body a lambda that may await. One that is a single expression needs its type: {@code (TaskScope s) -> ...}
     * @param <T> the type of the value
     * @return a future of what the body returns
     * @cancel Aborts the tasks and drops the body; the owner of the drop waits for them (see {@link dev.pollux.future.CleanUp}).
     * @wakeup By the body's futures, by the end of each task, and by a spawn of another thread.
     * @cost Some small objects for the scope, and four for each task. A poll costs what was woken.
     */
    public static <T extends @Nullable Object> Future<T> scope(AsyncFunction<TaskScope, T> body) {
        return ScopeFuture.of(ScopePolicy.FAIL_FAST, scope -> async(body, scope));
    }

    /**
     * Does the same with a block that yields nothing.
     *
     * @param body a lambda that may await
     * @return a future of {@code null}
     */
    public static Future<@Nullable Void> scope(AsyncConsumer<TaskScope> body) {
        return ScopeFuture.of(ScopePolicy.FAIL_FAST, scope -> async(body, scope));
    }

    /**
     * Does the same within a time, which begins now.
     *
     * @param limit how long the scope may take; then all of it is cancelled
     * @param body a lambda that may await
     * @param <T> the type of the value
     * @return a future of what the body returns; it fails with a {@link dev.pollux.time.DeadlineExceededException} if it is late
     */
    public static <T extends @Nullable Object> Future<T> scope(Duration limit, AsyncFunction<TaskScope, T> body) {
        return Deadline.of(limit, "scope", scope(body));
    }

    /**
     * Does the same with a block that yields nothing.
     *
     * @param limit how long the scope may take; then all of it is cancelled
     * @param body a lambda that may await
     * @return a future of {@code null}
     */
    public static Future<@Nullable Void> scope(Duration limit, AsyncConsumer<TaskScope> body) {
        return Deadline.of(limit, "scope", scope(body));
    }

    /**
     * Runs a block that may start tasks, which fail on their own: the block gets their outcomes from their handles. A failure that
     * nobody took from its handle is thrown at the end; a failure of the block cancels the tasks and is thrown, those suppressed in it.
     *
     * @param body a lambda that may await
     * @param <T> the type of the value
     * @return a future of what the body returns
     * @cancel As {@link #scope(AsyncFunction)}.
     * @wakeup As {@link #scope(AsyncFunction)}.
     * @cost As {@link #scope(AsyncFunction)}. Failures that nobody takes are kept until the end.
     */
    public static <T extends @Nullable Object> Future<T> supervisorScope(AsyncFunction<TaskScope, T> body) {
        return ScopeFuture.of(ScopePolicy.COLLECT_ALL, scope -> async(body, scope));
    }

    /**
     * Does the same with a block that yields nothing.
     *
     * @param body a lambda that may await
     * @return a future of {@code null}
     */
    public static Future<@Nullable Void> supervisorScope(AsyncConsumer<TaskScope> body) {
        return ScopeFuture.of(ScopePolicy.COLLECT_ALL, scope -> async(body, scope));
    }

    /**
     * Runs a block that starts tasks, of which the first to succeed wins. The others are cancelled, and so is the block. If all fail
     * the first failure is thrown, the others suppressed. What losers threw before there was a winner goes to the failure hook. If the
     * block fails before there is one, that ends the race: its failure is thrown, those of the tasks suppressed.
     *
     * <pre>{@code
     * Socket socket = raceScope((RaceScope<Socket> s) -> addresses.forEach(each -> s.spawn(connect(each)))).await();
     * }</pre>
     *
     * @param body a lambda that may await
     * @param <T> the type of the value
     * @return a future of the winner's value; a {@link java.util.NoSuchElementException} from its poll if there was no task
     * @cancel As {@link #scope(AsyncFunction)}.
     * @wakeup As {@link #scope(AsyncFunction)}.
     * @cost As {@link #scope(AsyncFunction)}.
     */
    public static <T extends @Nullable Object> Future<T> raceScope(AsyncConsumer<RaceScope<T>> body) {
        return ScopeFuture.race(scope -> async(body, scope));
    }

    /**
     * Lets other tasks run first, and sockets and timers be looked at.
     *
     * @return a future that is pending once; it needs no runtime
     * @cancel Safe.
     * @wakeup At once, by itself.
     * @cost A turn in the queue, and a small object unless the future is awaited at once: {@code yieldNow().await()}.
     */
    public static Future<@Nullable Void> yieldNow() {
        return new YieldNow();
    }

    // ---------------------------------------------------------------- time

    /**
     * Waits for a while, beginning now.
     *
     * @param duration how long
     * @return a future that is ready afterwards
     * @cancel Safe.
     * @wakeup By the runtime's timer.
     * @cost See {@link Sleep}.
     */
    public static Sleep sleep(Duration duration) {
        return Sleep.of(duration);
    }

    /**
     * Waits until a moment.
     *
     * @param deadline a moment of the current runtime
     * @return a future that is ready then
     * @cancel Safe.
     * @wakeup By the runtime's timer.
     * @cost See {@link Sleep}.
     */
    public static Sleep sleepUntil(Moment deadline) {
        return Sleep.until(deadline);
    }

    /**
     * Limits how long a future may take, beginning now.
     *
     * @param limit how long
     * @param future what to limit; dropped when time is up
     * @param <T> the type of the value
     * @return a future with the same value, or which throws a {@link java.util.concurrent.TimeoutException}
     * @cancel As safe as {@code future}.
     * @wakeup As {@code future}, and by the runtime's timer.
     * @cost See {@link Timeout}.
     */
    public static <T extends @Nullable Object> Timeout<T> timeout(Duration limit, Future<T> future) {
        return Timeout.of(limit, future);
    }

    /**
     * Limits by a moment how long a future may take.
     *
     * @param deadline a moment of the current runtime
     * @param future what to limit; dropped when time is up
     * @param <T> the type of the value
     * @return a future with the same value, or which throws a {@link java.util.concurrent.TimeoutException}
     * @cancel As safe as {@code future}.
     * @wakeup As {@code future}, and by the runtime's timer.
     * @cost See {@link Timeout}.
     */
    public static <T extends @Nullable Object> Timeout<T> timeoutAt(Moment deadline, Future<T> future) {
        return Timeout.at(deadline, future);
    }

    /**
     * Limits a future and all that it starts, beginning now; the limit belongs to the task context, and child tasks inherit it.
     *
     * @param limit how long it may take
     * @param name of the deadline, for the message of the exception
     * @param future what to limit
     * @param <T> the type of the value
     * @return a future with the same value, or which throws a {@link dev.pollux.time.DeadlineExceededException}
     * @cancel As safe as {@code future}.
     * @wakeup As {@code future}, and by the runtime's timer.
     * @cost See {@link Deadline}.
     */
    public static <T extends @Nullable Object> Future<T> withDeadline(Duration limit, String name, Future<T> future) {
        return Deadline.of(limit, name, future);
    }

    /**
     * Runs a future as if no deadline had been set around it.
     *
     * @param future does not see the deadline, nor do tasks that it spawns
     * @param <T> the type of the value
     * @return a future of the same value
     * @see Deadline#ignoring
     */
    public static <T extends @Nullable Object> Future<T> withoutDeadline(Future<T> future) {
        return Deadline.ignoring(future);
    }

    /**
     * Ticks at a steady pace, the first time at once.
     *
     * @param period from tick to tick
     * @return the interval
     * @throws IllegalArgumentException if {@code period} is not positive
     */
    public static Interval interval(Duration period) {
        return Interval.of(period);
    }

    /**
     * Ticks at a steady pace, the first time at a given moment.
     *
     * @param start when the first tick is due
     * @param period from tick to tick
     * @return the interval
     * @throws IllegalArgumentException if {@code period} is not positive
     */
    public static Interval intervalAt(Moment start, Duration period) {
        return Interval.startingAt(start, period);
    }

    // ---------------------------------------------------------------- futures of the JDK

    /**
     * Turns a stage that may run already into a future.
     *
     * @param stage cancelled if the future is dropped after it was polled and before the stage completed
     * @param <T> the type of the value
     * @return a future of the stage's value; it throws what the stage's function threw, without a wrapper
     * @cancel Cancels the stage, as far as that supports it.
     * @wakeup By the thread that completes the stage.
     * @cost Two small objects.
     */
    public static <T extends @Nullable Object> Future<T> fromStage(CompletionStage<T> stage) {
        return new StageFuture<>(() -> stage);
    }

    /**
     * Turns a stage that is yet to be started into a future.
     *
     * @param start called by the first poll
     * @param <T> the type of the value
     * @return a future of the stage's value; it throws what the stage's function threw, without a wrapper
     * @cancel Cancels the stage, as far as that supports it.
     * @wakeup By the thread that completes the stage.
     * @cost One small object more than the stage.
     */
    public static <T extends @Nullable Object> Future<T> fromStage(Supplier<? extends CompletionStage<T>> start) {
        return new StageFuture<>(start);
    }

    /**
     * Starts a task on the current runtime and returns its result as a future of the JDK.
     *
     * @param future polled until it is finished, by workers of the runtime
     * @param <T> the type of the value
     * @return completes as the task does; cancelling it aborts the task
     */
    public static <T extends @Nullable Object> CompletableFuture<T> toCompletableFuture(Future<T> future) {
        return spawn(future).toCompletableFuture();
    }
}
