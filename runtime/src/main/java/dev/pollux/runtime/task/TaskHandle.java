package dev.pollux.runtime.task;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskId;
import org.jspecify.annotations.Nullable;

/** The handle of a task. An object of its own, so that a forgotten handle lets go of the task. */
final class TaskHandle<T extends @Nullable Object> implements JoinHandle<T> {

    private final Task<T> task;
    private boolean finished;

    TaskHandle(Task<T> task) {
        this.task = task;
    }

    @Override
    public TaskId id() {
        return task.id();
    }

    @Override
    public boolean isFinished() {
        return task.isComplete();
    }

    @Override
    public void abort() {
        task.abort();
    }

    @Override
    public Poll<T> poll(Context cx) {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) {
        if (finished) {
            throw new IllegalStateException(this + " was awaited or polled again after it finished or was dropped");
        }
        finished = true; // unless pending, and also if the outcome is thrown
        Object raw = task.join(cx.waker());
        finished = raw != Poll.PENDING;
        return raw;
    }

    @Override
    public void drop() {
        if (!finished) {
            finished = true;
            task.detach();
        }
    }

    @Override
    public String toString() {
        return "JoinHandle[" + task.id() + "]";
    }
}
