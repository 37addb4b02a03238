package dev.pollux.task;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The handle of a task that ends with its handle: dropped, it aborts the task instead of detaching it.
 *
 * <pre>{@code
 * try (var refresh = new AbortOnDropHandle<>(spawn(this::refreshForEver))) {
 *     serve().await();
 * } // whichever way the block is left, the task is cancelled
 * }</pre>
 *
 * <p>As a future it is the handle it was made from. It belongs to one owner, as that one does.
 *
 * @param <T> the type of the value
 * @cancel Aborts the task, and does not wait until it has ended. One that ended first keeps nothing: its result is lost.
 * @wakeup Once, by the worker that finishes the task.
 * @cost One object.
 * @origin tokio_util::task::AbortOnDropHandle (0.7)
 */
public final class AbortOnDropHandle<T extends @Nullable Object> implements Future<T>, Awaiting, AutoCloseable {

    private final JoinHandle<T> handle;
    private boolean detached;

    /**
     * Ties a task to a handle.
     *
     * @param handle not to be used any more by anybody else
     */
    public AbortOnDropHandle(JoinHandle<T> handle) {
        this.handle = Objects.requireNonNull(handle, "handle");
    }

    /**
     * Returns which task this is.
     *
     * @return the id
     */
    public TaskId id() {
        return handle.id();
    }

    /**
     * Tells whether the task has ended, in whatever way.
     *
     * @return {@code true} if a poll now would be ready
     */
    public boolean isFinished() {
        return handle.isFinished();
    }

    /**
     * Cancels the task; the handle can still be joined.
     *
     * @see JoinHandle#abort
     */
    public void abort() {
        handle.abort();
    }

    /**
     * Returns the right to abort the task, for handing around.
     *
     * @return it, which aborts nothing when it is forgotten
     */
    public AbortHandle abortHandle() {
        return handle.abortHandle();
    }

    /**
     * Unties the task: from here on dropping or closing this does nothing.
     *
     * @return the handle it was made from
     * @throws IllegalStateException if it was untied before
     */
    public JoinHandle<T> detach() {
        requireTied();
        detached = true;
        return handle;
    }

    private void requireTied() {
        if (detached) {
            throw new IllegalStateException(this + " was used after detach()");
        }
    }

    @Override
    public Poll<T> poll(Context cx) throws Exception {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        requireTied();
        return handle.pollRaw(cx);
    }

    /** Aborts the task. */
    @Override
    public void drop() {
        if (!detached) {
            handle.abort();
            handle.drop();
        }
    }

    /** Does the same as {@link #drop}. */
    @Override
    public void close() {
        drop();
    }

    @Override
    public List<Future<?>> awaiting() {
        return List.of(handle);
    }

    @Override
    public String toString() {
        return "AbortOnDrop" + handle;
    }
}
