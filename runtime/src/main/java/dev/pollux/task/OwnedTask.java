package dev.pollux.task;

import dev.pollux.future.Awaiting;
import dev.pollux.future.CleanUp;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task that does not outlive the future which yields its result: dropped, it aborts the task and leaves the wait for it to the owner. */
final class OwnedTask<T extends @Nullable Object> extends RawFuture<T> implements Awaiting {

    private final JoinHandle<? extends T> handle;
    private boolean finished;

    OwnedTask(JoinHandle<? extends T> handle) {
        this.handle = handle;
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        finished = true; // unless pending, and also if it failed
        Object raw = handle.pollRaw(cx);
        finished = raw != Poll.PENDING;
        return raw;
    }

    @Override
    public void drop() {
        if (!finished) {
            finished = true;
            handle.abort();
            CleanUp.leave(new Rest(handle));
        }
    }

    @Override
    public List<Future<?>> awaiting() {
        return List.of(handle);
    }

    @Override
    public String toString() {
        return "owned " + handle;
    }

    /** Waits for the end of an aborted task. What it failed with is the failure hook's, and so it is if nobody waits. */
    private static final class Rest extends RawFuture<@Nullable Void> implements Awaiting {

        private final JoinHandle<?> handle;

        Rest(JoinHandle<?> handle) {
            this.handle = handle;
        }

        @Override
        public @Nullable Object pollRaw(Context cx) {
            if (!handle.pollFinished(cx.waker())) {
                return Poll.PENDING;
            }
            handle.drop();
            return null;
        }

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
            return "end of " + handle;
        }
    }
}
