package dev.pollux.task;

import org.jspecify.annotations.Nullable;

/**
 * How a task ended, and which it was. For those who join many tasks and want to know whose failure it is.
 *
 * <pre>{@code
 * switch (set.joinNextOutcome().await()) {              // patterns in a switch need JDK 21; instanceof will do, too
 *     case Completed<Page> done -> index(done.value());
 *     case Failed<Page> failed -> retry(failed.taskId(), failed.failure());
 *     case Cancelled<Page> gone -> forget(gone.taskId());
 * }
 * }</pre>
 *
 * <p>Whoever has the outcome has the failure: it is not reported elsewhere.
 *
 * @param <T> the type of the value
 */
public sealed interface JoinOutcome<T extends @Nullable Object> {

    /**
     * The task came to its value.
     *
     * @param taskId the task
     * @param value what it yielded
     * @param <T> the type of the value
     */
    record Completed<T extends @Nullable Object>(TaskId taskId, T value) implements JoinOutcome<T> {

        @Override
        public T get() {
            return value;
        }
    }

    /**
     * The task threw, or its clean-up did.
     *
     * @param taskId the task
     * @param failure the very object that it threw
     * @param <T> the type of the value
     */
    record Failed<T extends @Nullable Object>(TaskId taskId, Throwable failure) implements JoinOutcome<T> {

        @Override
        public T get() {
            throw Failed.<RuntimeException>rethrow(failure);
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the cast is the trick
        private static <E extends Throwable> E rethrow(Throwable failure) throws E {
            throw (E) failure;
        }
    }

    /**
     * The task was aborted, or dropped by its runtime when that was shut down.
     *
     * @param taskId the task
     * @param <T> the type of the value
     */
    record Cancelled<T extends @Nullable Object>(TaskId taskId) implements JoinOutcome<T> {

        @Override
        public T get() {
            throw new TaskCancelledException(taskId);
        }
    }

    /**
     * Returns which task this is.
     *
     * @return the id
     */
    TaskId taskId();

    /**
     * Returns the value.
     *
     * @return the value, if the task came to one
     * @throws Exception what the task threw, or a {@link TaskCancelledException}
     */
    T get() throws Exception;
}
