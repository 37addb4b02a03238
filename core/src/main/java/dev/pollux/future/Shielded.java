package dev.pollux.future;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands for what a dropped block awaits in its clean-up, which goes on as if nothing had been dropped. */
final class Shielded<T extends @Nullable Object> extends RawFuture<T> implements Awaiting {

    private final Future<T> awaited;

    Shielded(Future<T> awaited) {
        this.awaited = awaited;
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        return awaited.pollRaw(cx.forCleanUp());
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
        return "clean-up";
    }
}
