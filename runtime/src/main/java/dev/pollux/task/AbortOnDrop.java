package dev.pollux.task;

import java.util.Objects;

/**
 * Ties a task to a block of code by its {@link AbortHandle}, while its result belongs to somebody else, such as a {@link JoinSet}.
 *
 * <pre>{@code
 * try (var attempt = new AbortOnDrop(attempts.spawn(connect(address)))) {
 *     handshake().await();
 *     attempt.detach();
 * } // left in any other way, the attempt is cancelled
 * }</pre>
 *
 * <p>{@link AbortOnDropHandle} is for whoever has the result, too.
 *
 * @origin tokio_util::task::AbortOnDrop (0.7)
 */
public final class AbortOnDrop implements AutoCloseable {

    private final AbortHandle task;
    private boolean detached;

    /**
     * Ties a task.
     *
     * @param task is aborted by {@link #close}
     */
    public AbortOnDrop(AbortHandle task) {
        this.task = Objects.requireNonNull(task, "task");
    }

    /**
     * Cancels the task now.
     *
     * @see AbortHandle#abort
     */
    public void abort() {
        task.abort();
    }

    /**
     * Unties the task: from here on closing this does nothing.
     *
     * @return the handle it was made from
     */
    public AbortHandle detach() {
        detached = true;
        return task;
    }

    /** Aborts the task, unless it was untied. */
    @Override
    public void close() {
        if (!detached) {
            task.abort();
        }
    }

    @Override
    public String toString() {
        return "AbortOnDrop[" + task.id() + "]";
    }
}
