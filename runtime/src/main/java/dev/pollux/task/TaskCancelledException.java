package dev.pollux.task;

import java.util.concurrent.CancellationException;

/** Thrown to whoever joins a task that was aborted, or that its runtime dropped when it shut down. */
public final class TaskCancelledException extends CancellationException {

    private static final long serialVersionUID = 1L;

    /** The number of the task; a field of the serial form, which a {@link TaskId} could not be. */
    private final long taskId;

    /**
     * Creates the exception of a task.
     *
     * @param id the task that was cancelled
     */
    public TaskCancelledException(TaskId id) {
        super(id + " was cancelled");
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
}
