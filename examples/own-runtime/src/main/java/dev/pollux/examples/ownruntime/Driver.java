package dev.pollux.examples.ownruntime;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A whole runtime: drives a future on any {@link Executor}.
 *
 * @param <T> the type of the value
 */
final class Driver<T extends @Nullable Object> implements Waker, Runnable {

    private final Future<T> future;
    private final Executor executor;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Context cx = Context.of(this);

    /** Set by a wake, cleared before a poll: however many wakes there are, one poll is queued. */
    private final AtomicBoolean queued = new AtomicBoolean();

    private Driver(Future<T> future, Executor executor) {
        this.future = future;
        this.executor = executor;
    }

    /** Starts to drive {@code future}; every poll runs on {@code executor}. */
    static <T extends @Nullable Object> CompletableFuture<T> start(Future<T> future, Executor executor) {
        Driver<T> driver = new Driver<>(future, executor);
        driver.wake();
        return driver.result;
    }

    @Override
    public void wake() {
        if (!result.isDone() && queued.compareAndSet(false, true)) {
            executor.execute(this);
        }
    }

    /** Two threads of a pool may get here, one after a wake during the other's poll: the lock lets them in one by one. */
    @Override
    public synchronized void run() {
        queued.set(false); // from here on a wake means another poll
        if (result.isDone()) {
            return;
        }
        try {
            if (future.poll(cx) instanceof Poll.Ready<T> ready) {
                result.complete(ready.value());
            }
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
        }
    }
}
