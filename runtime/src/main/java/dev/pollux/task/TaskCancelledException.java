package dev.pollux.task;

import java.util.concurrent.CancellationException;

/**
 * Thrown to whoever joins a task that was aborted, or that its runtime dropped when it shut down.
 *
 * <p>It tells where it was thrown, unless very many are: of those thrown within a tenth of a second about a hundred have a stack trace,
 * so that a million tasks can be cancelled without a million walks of the stack.
 */
public final class TaskCancelledException extends CancellationException {

    private static final long serialVersionUID = 1L;

    private static final StackTraceAllowance ALLOWANCE = new StackTraceAllowance(100);

    /** The number of the task; a field of the serial form, which a {@link TaskId} could not be. */
    private final long taskId;

    /**
     * Creates the exception of a task.
     *
     * @param id the task that was cancelled
     */
    public TaskCancelledException(TaskId id) {
        this.taskId = id.value();
    }

    /**
     * Returns which task was cancelled.
     *
     * @return the id of the task
     */
    public TaskId taskId() {
        return new TaskId(taskId);
    }

    @Override
    public String getMessage() {
        return taskId() + " was cancelled"; // made when somebody reads it
    }

    /**
     * Records the stack, if not too many exceptions have done so just now.
     *
     * @return this exception
     */
    @Override
    @SuppressWarnings(
            "UnsynchronizedOverridesSynchronized") // called by the constructor; later calls are synchronized by super
    public Throwable fillInStackTrace() {
        return ALLOWANCE.take() ? super.fillInStackTrace() : this;
    }
}
