package dev.pollux.runtime.context;

import dev.pollux.future.Awaiting;
import dev.pollux.future.CleanUp;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A future whose polls, drop and clean-up run with a changed task context.
 *
 * @param <T> the type of the value
 */
public final class InContext<T extends @Nullable Object> implements Future<T>, Awaiting {

    /*
     * The context is put in place before each call of the inner future and the one found put back afterwards, whatever the call
     * does. So it is seen by nobody else, though the thread goes on with other tasks and the task moves between threads.
     * Clean-up that takes time is polled by the owner of the drop, after drop() has returned: what is left to the owner is
     * therefore an InContext again.
     */

    private final String label;
    private final Future<T> inner;
    private final UnaryOperator<TaskContext> change;
    private @Nullable TaskContext outer; // for which `changed` was made
    private TaskContext changed = TaskContext.EMPTY;

    /**
     * Wraps a future.
     *
     * @param label what to say of it in a dump
     * @param inner the future
     * @param change makes the context out of the one that is found
     */
    public InContext(String label, Future<T> inner, UnaryOperator<TaskContext> change) {
        this.label = label;
        this.inner = Objects.requireNonNull(inner, "future");
        this.change = change;
    }

    /**
     * Calls something with a changed context.
     *
     * @param change makes the context out of the one that is found
     * @param body called at once
     * @param <R> the type of the result
     * @return what it returns
     * @throws Exception what it throws
     */
    public static <R extends @Nullable Object> R call(UnaryOperator<TaskContext> change, Callable<R> body)
            throws Exception {
        RunningTask task = CurrentTask.get();
        if (task == null) {
            CurrentTask.replace(new NoTask(TaskContext.EMPTY));
            try {
                return call(change, body);
            } finally {
                CurrentTask.replace(null);
            }
        }
        TaskContext found = task.carried();
        task.carry(change.apply(found));
        try {
            return body.call();
        } finally {
            task.carry(found);
        }
    }

    @Override
    public Poll<T> poll(Context cx) throws Exception {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        RunningTask task = CurrentTask.get();
        if (task == null) {
            return call(this::inside, () -> inner.pollRaw(cx));
        }
        TaskContext found = task.carried();
        task.carry(inside(found));
        try {
            return inner.pollRaw(cx);
        } finally {
            task.carry(found);
        }
    }

    /** A task carries the same at nearly every poll. */
    private TaskContext inside(TaskContext found) {
        if (outer != found) {
            changed = change.apply(found);
            outer = found;
        }
        return changed;
    }

    @Override
    public void drop() {
        if (inner instanceof Dropping) {
            giveUp();
        } else {
            CleanUp.leave(new InContext<@Nullable Void>(label, new Dropping(inner), this::inside));
        }
    }

    /** Drops what is left of a drop: nobody goes on with it. */
    private void giveUp() {
        RunningTask current = CurrentTask.get();
        RunningTask task = current == null ? new NoTask(TaskContext.EMPTY) : current;
        TaskContext found = task.carried();
        CurrentTask.replace(task);
        task.carry(inside(found));
        try {
            inner.drop();
        } finally {
            task.carry(found);
            CurrentTask.replace(current);
        }
    }

    @Override
    public List<Future<?>> awaiting() {
        return List.of(inner);
    }

    @Override
    public String toString() {
        return label;
    }
}
