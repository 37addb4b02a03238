package dev.pollux.stream;

import dev.pollux.future.Context;
import dev.pollux.future.Failures;
import dev.pollux.future.RawFuture;
import org.jspecify.annotations.Nullable;

/** Lends the children of a stream to clean-up, which drops futures. It is never polled. */
final class Release extends RawFuture<@Nullable Void> {

    private final GuardedStream<?> stream;

    Release(GuardedStream<?> stream) {
        this.stream = stream;
    }

    @Override
    public @Nullable Object pollRaw(Context cx) {
        throw Failures.finished(this);
    }

    @Override
    public void drop() {
        Failures.throwIfAny(stream.release());
    }

    @Override
    public String toString() {
        return "what " + stream + " holds";
    }
}
