package dev.pollux.runtime.context;

import dev.pollux.future.Awaiting;
import dev.pollux.future.CleanUp;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The drop of a future together with the clean-up that it leaves. */
public final class Dropping implements Future<@Nullable Void>, Awaiting {

    private @Nullable Future<?> dropped; // null once its drop has begun
    private @Nullable CleanUp rest;

    /**
     * Begins nothing yet: the first poll drops.
     *
     * @param dropped what to drop
     */
    public Dropping(Future<?> dropped) {
        this.dropped = dropped;
    }

    @Override
    public Poll<@Nullable Void> poll(Context cx) {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) {
        Future<?> first = dropped;
        if (first != null) {
            dropped = null;
            rest = CleanUp.ofPart(first, cx);
        }
        CleanUp left = rest;
        return left == null ? null : left.pollRaw(cx);
    }

    @Override
    public void drop() {
        Future<?> unbegun = dropped;
        CleanUp left = rest;
        dropped = null;
        rest = null;
        if (unbegun != null) {
            unbegun.drop();
        } else if (left != null) {
            left.drop();
        }
    }

    @Override
    public List<Future<?>> awaiting() {
        Future<?> seen = dropped != null ? dropped : rest;
        return seen == null ? List.of() : List.of(seen);
    }

    @Override
    public String toString() {
        return "drop";
    }
}
