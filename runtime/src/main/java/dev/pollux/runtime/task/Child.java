package dev.pollux.runtime.task;

import dev.pollux.future.AtomicWaker;
import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.future.Waker;
import dev.pollux.runtime.spi.WakeBatch;
import dev.pollux.task.AbortHandle;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.Subtask;
import dev.pollux.task.TaskCancelledException;
import dev.pollux.task.TaskId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task of a scope: its handle, which only the scope polls, and its result, for whoever wants it. */
final class Child<T extends @Nullable Object> implements Subtask<T> {

    /*
     * The scope's owner writes `outcome` once and then wakes `awaiter`. Who awaits registers and then reads `outcome`. Both are
     * volatile accesses, so one of the two sees the other.
     */

    private record Failed(Throwable failure) {}

    private final JoinHandle<T> handle;
    private final AtomicWaker awaiter = new AtomicWaker();
    private volatile @Nullable Object outcome = Poll.PENDING; // then a T or a Failed
    private volatile boolean taken; // the failure was given to somebody
    private volatile boolean aborted; // by the user of the scope, not by the scope

    Child(JoinHandle<T> handle) {
        this.handle = handle;
    }

    // ---------------------------------------------------------------- the scope's owner

    /** Waits for the task, and yields this very object; it never fails. */
    Future<Child<?>> end() {
        return new End();
    }

    /** Cancels the task on behalf of the scope. */
    void cancel() {
        handle.abort();
    }

    /** The failure that concerns the scope: not that the task was cancelled on purpose. */
    @Nullable Throwable failureOfScope(boolean scopeCancelled) {
        if (!(outcome instanceof Failed failed)) {
            return null;
        }
        boolean onPurpose = failed.failure instanceof TaskCancelledException cancelled
                && cancelled.taskId().equals(id())
                && (aborted || scopeCancelled);
        return onPurpose ? null : failed.failure;
    }

    boolean isTaken() {
        return taken;
    }

    boolean isSuccess() {
        return isFinished() && !(outcome instanceof Failed);
    }

    /** The value of a success. */
    @Nullable Object value() {
        return outcome;
    }

    // ---------------------------------------------------------------- anybody

    @Override
    public TaskId id() {
        return handle.id();
    }

    @Override
    public Optional<String> name() {
        return handle.name();
    }

    @Override
    public boolean isFinished() {
        return outcome != Poll.PENDING;
    }

    @Override
    public void abort() {
        aborted = true;
        handle.abort();
    }

    @Override
    public AbortHandle abortHandle() {
        return new ChildAbort(this);
    }

    @Override
    public boolean pollFinished(Waker waker) {
        awaiter.register(waker);
        if (!isFinished()) {
            return false;
        }
        awaiter.take();
        return true;
    }

    @Override
    public Poll<T> poll(Context cx) throws Exception {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        if (!isFinished()) {
            SelfWait.refuse(handle, handle.id().value());
            awaiter.register(cx.waker());
        }
        Object seen = outcome;
        return seen == Poll.PENDING ? Poll.PENDING : valueOf(seen);
    }

    /** Nobody awaits it any more, or so far. */
    @Override
    public void drop() {
        awaiter.take();
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // outcome is a T unless it is one of ours
    public T get() throws Exception {
        Object seen = outcome;
        if (seen == Poll.PENDING) {
            throw new IllegalStateException(this + " is not finished: await it, or read it after the scope");
        }
        return (T) valueOf(seen);
    }

    private @Nullable Object valueOf(@Nullable Object seen) throws Exception {
        if (seen instanceof Failed failed) {
            taken = true;
            Delivery.noteAgain(failed.failure);
            throw Thrown.<Exception>rethrow(failed.failure);
        }
        return seen;
    }

    @Override
    public Optional<Throwable> failure() {
        if (!(outcome instanceof Failed failed)) {
            return Optional.empty();
        }
        taken = true;
        return Optional.of(failed.failure);
    }

    @Override
    public @Nullable Resource waitingFor() {
        return isFinished() ? null : handle.waitingFor();
    }

    @Override
    public String toString() {
        return "Subtask[" + id().toString(name().orElse(null)) + "]";
    }

    private record ChildAbort(Child<?> child) implements AbortHandle {

        @Override
        public TaskId id() {
            return child.id();
        }

        @Override
        public boolean isFinished() {
            return child.isFinished();
        }

        @Override
        public void abort() {
            child.abort();
        }
    }

    private final class End implements Future<Child<?>>, Awaiting {

        @Override
        public Poll<Child<?>> poll(Context cx) {
            Object end;
            try {
                end = handle.pollRaw(cx);
            } catch (Throwable t) {
                end = new Failed(t);
            }
            if (end == Poll.PENDING) {
                return Poll.pending();
            }
            outcome = end;
            WakeBatch.wake(awaiter.take());
            return Poll.ready(Child.this);
        }

        /** The scope is given up before the task has ended, which goes on to its end alone. */
        @Override
        public void drop() {
            handle.drop();
        }

        @Override
        public List<Future<?>> awaiting() {
            return List.of(handle);
        }

        @Override
        public String toString() {
            return Child.this.toString();
        }
    }
}
