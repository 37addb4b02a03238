package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/** Stands for what a dropped block awaits in its clean-up, which goes on as if nothing had been dropped. */
final class Shielded<T extends @Nullable Object> extends StandIn<T> {

    Shielded(Future<T> awaited) {
        super(awaited);
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        return awaited.pollRaw(cx.forCleanUp());
    }

    @Override
    public String toString() {
        return "clean-up";
    }
}
