package dev.pollux.task;

import dev.pollux.future.Context;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.runtime.context.CurrentTask;
import dev.pollux.runtime.context.RunningTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Polls a join handle whenever it is woken, and completes with what it yields. */
final class JoinedCompletion<T extends @Nullable Object> extends CompletableFuture<T> implements Waker {

    private final JoinHandle<T> handle;
    private final Context context = Context.of(this);

    /** Wakes that no poll has answered. Whoever raises it from zero polls, for all who come meanwhile. */
    private final AtomicInteger wakes = new AtomicInteger();

    private JoinedCompletion(JoinHandle<T> handle) {
        this.handle = handle;
    }

    static <T extends @Nullable Object> CompletableFuture<T> of(JoinHandle<T> handle) {
        JoinedCompletion<T> completion = new JoinedCompletion<>(handle);
        completion.wake(); // the first poll
        return completion;
    }

    @Override
    public void wake() {
        int seen = wakes.incrementAndGet();
        if (seen > 1) {
            return;
        }
        boolean pending = true;
        do {
            pending = pending && pollOnce(); // a handle that is ready must not be polled again
            seen = wakes.addAndGet(-seen);
        } while (seen != 0);
    }

    private boolean pollOnce() {
        if (isDone()) {
            handle.drop(); // completed by somebody else: a failure of the task is then the failure hook's
            return false;
        }
        try {
            if (!(pollHandle() instanceof Poll.Ready<T> ready)) {
                return true;
            }
            complete(ready.value());
        } catch (Throwable t) {
            completeExceptionally(t);
        }
        return false;
    }

    /** Polls on nobody's behalf: the task that happens to run here does not wait, so it may ask for its own completion. */
    private Poll<T> pollHandle() throws Exception {
        RunningTask before = CurrentTask.replace(null);
        try {
            return handle.poll(context);
        } finally {
            CurrentTask.replace(before);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            handle.abort();
        }
        return cancelled;
    }

    /** Dependents are plain: cancelling one of them does not abort the task. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
