package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/** Stands for a future that was about to be awaited when the budget was spent: pending once, then that future. */
final class GiveWay<T extends @Nullable Object> extends StandIn<T> {

    private boolean gaveWay;

    GiveWay(Future<T> awaited) {
        super(awaited);
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        if (gaveWay) {
            return awaited.pollRaw(cx);
        }
        gaveWay = true;
        cx.waker().wake();
        return Poll.PENDING;
    }

    @Override
    public String toString() {
        return "giving way";
    }
}
