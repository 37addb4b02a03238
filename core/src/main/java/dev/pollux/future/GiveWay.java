package dev.pollux.future;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands for a future that was about to be awaited when the budget was spent: pending once, then that future. */
final class GiveWay<T extends @Nullable Object> extends RawFuture<T> implements Awaiting {

    private final Future<T> awaited;
    private boolean gaveWay;

    GiveWay(Future<T> awaited) {
        this.awaited = awaited;
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
    public void drop() {
        awaited.drop();
    }

    @Override
    public List<Future<?>> awaiting() {
        return List.of(awaited);
    }

    @Override
    public String toString() {
        return "giving way";
    }
}
