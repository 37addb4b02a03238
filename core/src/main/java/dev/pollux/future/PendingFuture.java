package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/** Never finishes. It has no state, so one serves all. */
final class PendingFuture extends RawFuture<@Nullable Object> implements Waiting, Awaited {

    private static final PendingFuture INSTANCE = new PendingFuture();

    private PendingFuture() {}

    @SuppressWarnings("unchecked") // it never yields a T
    static <T extends @Nullable Object> Future<T> instance() {
        return (Future<T>) INSTANCE;
    }

    @Override
    public Object pollRaw(Context cx) {
        return Poll.PENDING;
    }

    @Override
    public Resource waitingFor() {
        return new Resource(this, "the end of");
    }

    @Override
    public int holders(String what) {
        return 0;
    }

    @Override
    public String toString() {
        return "pending";
    }
}
