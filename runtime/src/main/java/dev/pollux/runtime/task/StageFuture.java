package dev.pollux.runtime.task;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stage of the JDK as a future. The first poll asks the supplier for the stage.
 *
 * @param <T> the type of the value
 */
public final class StageFuture<T extends @Nullable Object> implements Future<T> {

    /*
     * Who meets here: the task polls and drops; whoever completes the stage calls `arrived`, once, on any thread.
     *
     * Why no wake-up is lost: a poll writes `waker` and then reads `result`; `arrived` writes `result` and then reads `waker`.
     * Both are volatile, so one of the two sees the other's write.
     */

    /** No result so far; a result may be null. */
    private static final Object NONE = new Object();

    /** How the stage failed. */
    private record Failed(Throwable cause) {}

    private @Nullable Supplier<? extends CompletionStage<T>> supplier; // null after the first poll or a drop
    private @Nullable CompletionStage<T> stage; // null before the first poll and once finished
    private volatile @Nullable Object result = NONE;
    private volatile @Nullable Waker waker;

    /**
     * Wraps a stage.
     *
     * @param supplier starts the work or returns what was started; called by the first poll
     */
    public StageFuture(Supplier<? extends CompletionStage<T>> supplier) {
        this.supplier = supplier;
    }

    @Override
    public Poll<T> poll(Context cx) throws Exception {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        waker = cx.waker();
        start();
        Object seen = result;
        if (seen == NONE) {
            return Poll.PENDING;
        }
        stage = null;
        waker = null;
        if (seen instanceof Failed failed) {
            Delivery.note(failed.cause(), null);
            throw Thrown.<Exception>rethrow(failed.cause());
        }
        return seen;
    }

    private void start() {
        if (stage != null) {
            return;
        }
        Supplier<? extends CompletionStage<T>> first = supplier;
        if (first == null) {
            throw new IllegalStateException(
                    "stage future was awaited or polled again after it finished or was dropped");
        }
        supplier = null;
        CompletionStage<T> started = first.get();
        stage = started;
        started.whenComplete(this::arrived);
    }

    @SuppressWarnings("NullAway") // exactly one of the two is meaningful, by CompletionStage's contract
    private void arrived(@Nullable T value, @Nullable Throwable failure) {
        result = failure == null ? value : new Failed(unwrapped(failure));
        Waker woken = waker;
        if (woken != null) {
            woken.wake();
        }
    }

    /** Stages wrap what their function threw; we deliver what was thrown. */
    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    @Override
    public void drop() {
        supplier = null;
        waker = null;
        CompletionStage<T> dropped = stage;
        stage = null;
        if (dropped != null) {
            cancel(dropped);
        }
    }

    private static void cancel(CompletionStage<?> stage) {
        try {
            if (stage instanceof java.util.concurrent.Future<?> cancellable) {
                cancellable.cancel(true);
            } else {
                stage.toCompletableFuture().cancel(true);
            }
        } catch (UnsupportedOperationException e) {
            return; // such a stage cannot be cancelled; its result is ignored
        }
    }

    @Override
    public String toString() {
        return "StageFuture[" + stage + "]";
    }
}
