package dev.pollux.runtime;

import dev.pollux.future.AsyncAction;
import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Future;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.spi.ShutdownFailure;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.Spawner;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Drives futures: threads that poll tasks, timers, sockets, and a pool for blocking code.
 *
 * <pre>{@code
 * try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build()) {
 *     String joke = runtime.blockOn(bot.reply("Ada"));
 * }
 * }</pre>
 *
 * <p>All threads of a runtime are daemons: a program ends when its main thread does, unless something else keeps it alive.
 *
 * @origin tokio::runtime::Runtime (1.53). Differs: on a current-thread runtime also {@link Handle#blockOn} runs tasks.
 */
public final class AsyncRuntime implements AutoCloseable, Spawner {

    private final RuntimeCore core;

    AsyncRuntime(RuntimeCore core) {
        this.core = core;
    }

    /**
     * Configures a runtime whose own threads poll the tasks.
     *
     * @return a builder
     */
    public static RuntimeBuilder multiThread() {
        return new RuntimeBuilder(true);
    }

    /**
     * Configures a runtime without threads of its own: tasks make progress only while somebody is in {@link #blockOn}, on that
     * thread.
     *
     * @return a builder
     */
    public static RuntimeBuilder currentThread() {
        return new RuntimeBuilder(false);
    }

    /**
     * Polls a future on the calling thread until it is finished.
     *
     * <p>Of a multi-thread runtime the calling thread polls this future only. On one of its workers, inside async code, another thread
     * takes over the worker's other tasks first; still, {@code await} is the better word there. Of a current-thread runtime it also runs the tasks;
     * if several threads are in this method one of them does, and another takes over when it leaves.
     *
     * @param future what to wait for; need not be able to change threads
     * @param <T> the type of the value
     * @return its value
     * @throws Exception what the future throws; or {@link InterruptedException}, after the future was dropped
     * @throws IllegalStateException if called inside async code on a current-thread runtime, or by a task or a blocking job for its
     *     own handle
     * @throws RuntimeShutdownException if the runtime was shut down
     */
    public <T extends @Nullable Object> T blockOn(Future<T> future) throws Exception {
        return core.blockOn(future);
    }

    /**
     * Starts a task.
     *
     * @param future polled until it is finished, by workers of this runtime
     * @param <T> the type of the value
     * @return the handle of the task; after a shutdown, of a task that was cancelled at once
     * @memory What happens before this call happens-before the first poll.
     */
    @Override
    public <T extends @Nullable Object> JoinHandle<T> spawn(Future<T> future) {
        return core.spawn(future);
    }

    /**
     * Starts an async block as a task.
     *
     * @param block a lambda that may await
     * @param <T> the type of the value
     * @return the handle of the task
     */
    public <T extends @Nullable Object> JoinHandle<T> spawn(AsyncBlock<T> block) {
        return handle().spawn(block);
    }

    /**
     * Starts an async block without a value as a task.
     *
     * @param block a lambda that may await
     * @return the handle of the task
     */
    public JoinHandle<@Nullable Void> spawn(AsyncAction block) {
        return handle().spawn(block);
    }

    /**
     * Runs blocking code on a thread made for that.
     *
     * @param job may block
     * @param <T> the type of the value
     * @return the handle of the job; aborting it drops it from the queue or, if it runs, interrupts it and answers at once
     */
    @Override
    public <T extends @Nullable Object> JoinHandle<T> spawnBlocking(Callable<T> job) {
        return core.spawnBlocking(job);
    }

    /**
     * Runs code that computes for long on one of as many threads as there are processors. What it forks, and parallel streams in it,
     * run on the same threads.
     *
     * @param job should ask {@link Compute#checkCancelled} now and then
     * @param <T> the type of the value
     * @return the handle of the job; aborting it drops it from the queue or, if it runs, answers at once and lets it notice
     */
    public <T extends @Nullable Object> JoinHandle<T> spawnCompute(Callable<T> job) {
        return core.spawnCompute(job);
    }

    /**
     * Returns a way to this runtime, for handing around.
     *
     * @return the handle
     */
    public Handle handle() {
        return core.handle();
    }

    /**
     * Makes this runtime the current one of the calling thread.
     *
     * @return ends this when closed
     * @see Handle#enter
     */
    public EnterGuard enter() {
        return core.handle().enter();
    }

    /**
     * Returns the numbers of this runtime.
     *
     * @return read anew at each call of its methods
     */
    public RuntimeMetrics metrics() {
        return core.metrics();
    }

    /**
     * Tells what this runtime is doing: each worker, each task with what it waits for, each blocking job. Stops nothing, and works also while
     * every worker is stuck.
     *
     * @return a picture that does not change
     * @cost About a microsecond and some hundred bytes per task; see {@link #dumpTo} for very many.
     */
    public RuntimeDump dump() {
        return core.dump();
    }

    /**
     * Writes the text of {@link #dump} without keeping it in memory.
     *
     * @param out where to
     * @throws IOException if {@code out} throws it
     */
    public void dumpTo(Appendable out) throws IOException {
        core.dumpTo(out);
    }

    /**
     * Tells what all runtimes of this JVM are doing that were not shut down.
     *
     * @return a dump of each, in no order
     */
    public static List<RuntimeDump> dumpAll() {
        return LiveRuntimes.all().stream().map(RuntimeCore::dump).toList();
    }

    /**
     * Returns which worker runs the calling code.
     *
     * @return the index of the worker among those of the {@linkplain Handle#current current} runtime, as in {@link RuntimeMetrics#worker}; 0 on a
     *     current-thread runtime. Empty on other threads: outside a runtime, in blocking jobs, and in the future given to {@link #blockOn} of a
     *     multi-thread runtime
     */
    public static OptionalInt workerIndex() {
        int index = RuntimeContext.currentOrNull() instanceof RuntimeCore core
                ? core.gauges().currentWorker()
                : -1;
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /**
     * Tells a failure that means that a runtime was shut down from all others, for code that then ends in silence.
     *
     * @param failure what was thrown, by a socket, a timer or a call that needs a runtime
     * @return {@code true} if it was thrown since the runtime was shut down. A task that was cancelled is another matter: its handle
     *     throws a {@link dev.pollux.task.TaskCancelledException}, whoever cancelled it
     */
    public static boolean isShutdown(Throwable failure) {
        return failure instanceof ShutdownFailure;
    }

    /**
     * Shuts the runtime down, within a time.
     *
     * <p>From now on nobody can spawn any more. What asked for it may finish its work, and scopes that run may, too. Then every task is dropped where it stands,
     * so that its {@code finally} blocks run: on a worker, or for a current-thread runtime on the thread in {@link #blockOn} or else
     * on the calling one. What they await is waited for, within {@linkplain RuntimeBuilder#cleanUpLimit its limit}; timers and
     * sockets work until that is over. Blocking jobs that have started may finish; queued ones are cancelled.
     *
     * <p>When the time is nearly over (a tenth of it is left, at most 50 ms) clean-up is given up, and blocking jobs are interrupted.
     * At the end the report names what runs on. Failures that nobody took go to the failure hook. May be repeated, to wait again.
     *
     * @param timeout how long to take at most; draining gets what one clean-up may take less than that, and at least half of it.
     *     Zero does not wait: clean-up that has to is given up, and blocking jobs are interrupted, at once
     * @return what became of everything
     * @throws InterruptedException if the calling thread is interrupted; then the shutdown waits for nothing more, and is over
     * @throws IllegalStateException if called inside async code or in a blocking job of this runtime, unless {@code timeout} is
     *     zero
     */
    public ShutdownReport shutdown(Duration timeout) throws InterruptedException {
        return core.shutdown(timeout);
    }

    /**
     * Shuts the runtime down as {@link #shutdown(Duration)} does, and says how long draining may take.
     *
     * @param drain how long what asked for it, and scopes that run, may go on with their work
     * @param total how long all may take, draining included
     * @return what became of everything
     * @throws InterruptedException if the calling thread is interrupted; then the shutdown waits for nothing more, and is over
     * @throws IllegalArgumentException if {@code drain} is negative or longer than {@code total}
     * @throws IllegalStateException if called inside async code or in a blocking job of this runtime, unless {@code total} is zero
     */
    public ShutdownReport shutdown(Duration drain, Duration total) throws InterruptedException {
        return core.shutdown(drain, total);
    }

    /**
     * Shuts the runtime down and waits, without a limit, for what asked to drain, polls under way, clean-up and blocking jobs. Tasks,
     * and scopes among them, are cancelled at once; use {@link #shutdown} to let scopes finish, and where waiting has to end. An interrupt does not
     * end the wait. Afterwards every {@link RuntimeBuilder#onThreadStop} hook has run, and no worker thread is
     * alive. Jobs that an earlier {@code shutdown} abandoned are waited for, too.
     *
     * @throws IllegalStateException if called inside async code or in a blocking job of this runtime
     */
    @Override
    public void close() {
        core.close();
    }

    @Override
    public String toString() {
        return core.toString();
    }
}
