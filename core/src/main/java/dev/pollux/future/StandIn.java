package dev.pollux.future;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands for a future that a block awaits, and decides how it is polled. */
abstract class StandIn<T extends @Nullable Object> extends RawFuture<T> implements Awaiting {

    final Future<T> awaited;

    StandIn(Future<T> awaited) {
        this.awaited = awaited;
    }

    @Override
    public final void drop() {
        awaited.drop();
    }

    @Override
    public final List<Future<?>> awaiting() {
        return List.of(awaited);
    }
}
