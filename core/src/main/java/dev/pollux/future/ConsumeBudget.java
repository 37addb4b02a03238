package dev.pollux.future;

import org.jspecify.annotations.Nullable;

/** See {@link Futures#consumeBudget}. It is awaiting it that costs, so one object serves all. */
final class ConsumeBudget extends RawFuture<@Nullable Void> {

    static final ConsumeBudget INSTANCE = new ConsumeBudget();

    private ConsumeBudget() {}

    @Override
    public @Nullable Object pollRaw(Context cx) {
        return null;
    }

    @Override
    public void drop() {}

    @Override
    public String toString() {
        return "consumeBudget";
    }
}
