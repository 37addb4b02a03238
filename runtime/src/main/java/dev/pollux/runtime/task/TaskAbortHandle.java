package dev.pollux.runtime.task;

import dev.pollux.task.AbortHandle;
import dev.pollux.task.TaskId;
import java.lang.ref.WeakReference;

/**
 * Cancels a task for as long as there is one. The book of live tasks holds a task until it completes, so a reference that was
 * cleared is that of a task that is over, whose outcome nobody wanted.
 */
final class TaskAbortHandle extends WeakReference<Task<?>> implements AbortHandle {

    private final long id;

    TaskAbortHandle(Task<?> task) {
        super(task);
        this.id = task.number();
    }

    @Override
    public TaskId id() {
        return new TaskId(id);
    }

    @Override
    public boolean isFinished() {
        Task<?> task = get();
        return task == null || task.isComplete();
    }

    @Override
    public void abort() {
        Task<?> task = get();
        if (task != null) {
            task.abort();
        }
    }

    @Override
    public String toString() {
        return "AbortHandle[" + id() + "]";
    }
}
