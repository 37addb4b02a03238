package dev.pollux.task;

import dev.pollux.future.Future;
import dev.pollux.future.Waiting;
import dev.pollux.future.Waker;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The right to the result of a task. Made by {@code spawn} and {@code spawnBlocking}; not meant to be implemented elsewhere.
 *
 * <p>As a future it yields the task's value, throws the very object the task threw, or throws a {@link
 * TaskCancelledException}. It is ready only once the task's future was dropped, so everything the task held is released by
 * then. {@link #abort} and {@link #isFinished} may be called by any thread.
 *
 * <p>Dropping a handle detaches the task: it runs on, and its failure goes to the runtime's failure hook. So does the failure
 * of a task whose handle is forgotten, once the handle is collected or the runtime shut down.
 *
 * @param <T> the type of the value
 * @cancel Safe in that the task runs on; but its result is lost. To wait for a task in a loop of selects, keep the handle and
 *     select by reference.
 * @wakeup Once, by the worker that finishes the task.
 * @memory What the task did happens-before the return of the poll that is ready.
 * @origin tokio::task::JoinHandle (1.53). Differs: failures are thrown, and those that nobody takes are reported.
 */
public interface JoinHandle<T extends @Nullable Object> extends Future<T>, Waiting {

    /**
     * Returns which task this is.
     *
     * @return the id
     */
    TaskId id();

    /**
     * Returns the name that the task was given.
     *
     * @return the name; empty for most tasks
     */
    Optional<String> name();

    /**
     * Tells whether the task has ended, in whatever way.
     *
     * @return {@code true} if a poll now would be ready
     */
    boolean isFinished();

    /**
     * Cancels the task at its next suspension, or before its first poll. Returns at once; join to know when it is over.
     *
     * <p>A task that ends first keeps its result. A blocking job that is queued is forgotten. One that runs is interrupted, and
     * the handle answers at once that it was cancelled; the job may run on, its value is lost, and its failure goes to the failure
     * hook unless it comes from the interrupt.
     */
    void abort();

    /**
     * Returns the right to abort the task, for handing around.
     *
     * @return a handle that keeps neither the task nor its result alive
     */
    AbortHandle abortHandle();

    /**
     * Tells whether the task has ended and, if not, arranges for a wake-up when it does. For collections of handles: unlike a
     * poll it leaves the result, or the failure, where it is.
     *
     * @param waker called when the task ends, in place of the waker of earlier polls
     * @return {@code true} if a poll now would be ready; then {@code waker} is not called
     * @throws IllegalStateException if the result was taken, or the handle dropped
     * @wakeup Once, by the worker that finishes the task.
     */
    boolean pollFinished(Waker waker);

    /**
     * Turns this handle into a future of the JDK, and takes it over: it may not be polled any more.
     *
     * <p>Cancelling the result aborts the task. If somebody else completes the result, or cancels it, a failure of the task goes to
     * the runtime's failure hook. Dependent stages without {@code Async} run on the worker that finishes the task, so they must not
     * block.
     *
     * @return completes as the task does
     */
    default CompletableFuture<T> toCompletableFuture() {
        return JoinedCompletion.of(this);
    }
}
