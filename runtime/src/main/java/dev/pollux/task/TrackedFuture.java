package dev.pollux.task;

import dev.pollux.future.Awaiting;
import dev.pollux.future.CleanUp;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Holding;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;
import dev.pollux.future.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A future that counts in a tracker until it is finished or dropped and what it left behind is cleaned up. */
final class TrackedFuture<T extends @Nullable Object> extends RawFuture<T> implements Awaiting, Holding {

    private final Future<T> future;
    private final TaskTracker.Token token;
    private boolean dropped;

    TrackedFuture(Future<T> future, TaskTracker.Token token) {
        this.future = future;
        this.token = token;
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        boolean pending = false;
        try {
            Object raw = future.pollRaw(cx);
            pending = raw == Poll.PENDING;
            return raw;
        } finally {
            if (!pending) {
                token.close();
            }
        }
    }

    @Override
    public void drop() {
        if (!dropped) {
            dropped = true;
            CleanUp.leave(new End());
        }
    }

    @Override
    public List<Future<?>> awaiting() {
        return List.of(future);
    }

    @Override
    public @Nullable Resource holds() {
        return token.holds();
    }

    @Override
    public String toString() {
        return future.toString();
    }

    /** Drops the future, and stops counting when its clean-up is done or given up. */
    private final class End extends RawFuture<@Nullable Void> implements Awaiting {

        private @Nullable CleanUp rest;
        private boolean begun;

        @Override
        public @Nullable Object pollRaw(Context cx) throws Exception {
            boolean pending = false;
            try {
                pending = isPending(cx);
                return pending ? Poll.PENDING : null;
            } finally {
                if (!pending) {
                    token.close();
                }
            }
        }

        private boolean isPending(Context cx) {
            if (!begun) {
                begun = true;
                rest = CleanUp.ofDropping(future, cx);
            }
            return rest != null && rest.pollRaw(cx) == Poll.PENDING;
        }

        @Override
        public void drop() {
            try {
                if (rest != null) {
                    rest.drop();
                }
            } finally {
                token.close();
            }
        }

        @Override
        public List<Future<?>> awaiting() {
            return rest == null ? List.of() : List.of(rest);
        }
    }
}
