package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/**
 * What a compiled block awaits where the source says {@code yieldNow().await()}: shared by all blocks, since where the block stands
 * already tells whether it has given way.
 */
final class Yield extends RawFuture<@Nullable Void> {

    /** Pending, and the task woken. A block that suspends at it awaits {@link #OVER} instead. */
    static final Future<?> NOW = new Yield(true);

    static final Future<?> OVER = new Yield(false);

    private final boolean pending;

    private Yield(boolean pending) {
        this.pending = pending;
    }

    @Override
    public @Nullable Object pollRaw(Context cx) {
        if (!pending) {
            return null;
        }
        cx.waker().wake();
        return Poll.PENDING;
    }

    @Override
    public String toString() {
        return "yieldNow";
    }
}
