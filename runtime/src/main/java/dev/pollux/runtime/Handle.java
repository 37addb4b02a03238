package dev.pollux.runtime;

import static dev.pollux.future.Futures.async;

import dev.pollux.future.AsyncAction;
import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Future;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.Spawner;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A way to a runtime, for handing around. Unlike the {@link AsyncRuntime} itself it cannot shut it down. */
public final class Handle implements Spawner {

    private final RuntimeCore core;

    Handle(RuntimeCore core) {
        this.core = core;
    }

    /**
     * Returns the runtime of the calling thread.
     *
     * @return the handle of the runtime that polls the caller, runs it as a blocking job, or was entered
     * @throws IllegalStateException if the thread belongs to no runtime; the message says how to get one
     */
    public static Handle current() {
        if (RuntimeContext.current() instanceof RuntimeCore core) {
            return core.handle();
        }
        throw new IllegalStateException("the current runtime was not built by AsyncRuntime and has no handle");
    }

    /**
     * Polls a future on the calling thread until it is finished.
     *
     * @param future what to wait for
     * @param <T> the type of the value
     * @return its value
     * @throws Exception what the future throws; or {@link InterruptedException}, after the future was dropped
     * @throws IllegalStateException if called inside async code on a current-thread runtime
     * @throws RuntimeShutdownException if the runtime was shut down
     * @see AsyncRuntime#blockOn
     */
    public <T extends @Nullable Object> T blockOn(Future<T> future) throws Exception {
        return core.blockOn(future);
    }

    /**
     * Starts a task.
     *
     * @param future polled until it is finished, by workers of the runtime
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
        return core.spawn(async(block));
    }

    /**
     * Starts an async block without a value as a task.
     *
     * @param block a lambda that may await
     * @return the handle of the task
     */
    public JoinHandle<@Nullable Void> spawn(AsyncAction block) {
        return core.spawn(async(block));
    }

    /**
     * Starts a task that stays on the calling thread.
     *
     * @param future need not be able to change threads
     * @param <T> the type of the value
     * @return the handle of the task
     * @throws IllegalStateException if the thread is not inside a {@link LocalSet}, and does not own a {@link LocalRuntime} that is
     *     current
     */
    public static <T extends @Nullable Object> JoinHandle<T> spawnLocal(Future<T> future) {
        LocalSet local = CurrentLocal.get();
        return local != null ? local.spawnLocal(future) : current().core.spawnLocal(future);
    }

    /**
     * Says something about a task, such as its name, before it is spawned.
     *
     * @return a builder for one task or several
     */
    public TaskBuilder task() {
        return new TaskBuilder(core);
    }

    /**
     * Runs blocking code on a thread made for that. The runtime is current there, and {@link #blockOn} allowed.
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
     * Makes the runtime the current one of the calling thread, so that static functions such as {@code spawn} and {@code sleep}
     * find it.
     *
     * @return ends this when closed
     */
    public EnterGuard enter() {
        return new EnterGuard(core);
    }

    RuntimeCore core() {
        return core;
    }

    /**
     * Returns the numbers of the runtime.
     *
     * @return read anew at each call of its methods
     */
    public RuntimeMetrics metrics() {
        return core.metrics();
    }

    /**
     * Tells what the runtime is doing: each worker, each task with what it waits for, each blocking job. Stops nothing, and works also while
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
     * Returns the name of the runtime.
     *
     * @return the name given to its builder
     */
    public String name() {
        return core.name();
    }

    @Override
    public String toString() {
        return "Handle[" + core.name() + "]";
    }
}
