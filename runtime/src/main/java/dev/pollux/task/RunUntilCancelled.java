package dev.pollux.task;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A race of a future and a token, which the future wins if both are ready. */
final class RunUntilCancelled<T extends @Nullable Object> extends OnceFuture<T> implements Awaiting {

    private final CancellationToken token;
    private Future<T> running; // the future; from the first poll on, the race
    private boolean begun;

    RunUntilCancelled(CancellationToken token, Future<T> future) {
        this.token = token;
        this.running = future;
    }

    @Override
    @Nullable Object step(Context cx) throws Exception {
        if (!begun) {
            if (token.isCancelled()) {
                running.drop(); // it may have been polled elsewhere
                throw new TokenCancelledException();
            }
            begun = true;
            Future<T> cancelled = token.cancelled().map(none -> {
                throw new TokenCancelledException();
            });
            running = Futures.race(List.of(running, cancelled)).biased();
        }
        return running.pollRaw(cx);
    }

    @Override
    void release() {
        running.drop();
    }

    @Override
    public List<Future<?>> awaiting() {
        return List.of(running);
    }

    @Override
    public String toString() {
        return "runUntilCancelled";
    }
}
