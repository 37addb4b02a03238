package dev.pollux.runtime;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.schedule.LocalQueue;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link LocalSet#runUntil}. The future comes first in each poll, so its value is never late for the sake of the tasks. */
final class LocalRun<T extends @Nullable Object> implements Future<T>, Awaiting {

    private final LocalSet local;
    private final Future<T> future;

    LocalRun(LocalSet local, Future<T> future) {
        this.local = local;
        this.future = Objects.requireNonNull(future, "future");
    }

    @Override
    public Poll<T> poll(Context cx) throws Exception {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        local.requireOwner("runUntil");
        Object raw;
        LocalSet before = CurrentLocal.replace(local);
        try {
            raw = LocalQueue.alone(() -> future.pollRaw(cx));
        } finally {
            CurrentLocal.replace(before);
        }
        if (raw == Poll.PENDING) {
            local.runSome(cx);
        }
        return raw;
    }

    @Override
    public void drop() {
        future.drop();
    }

    @Override
    public List<Future<?>> awaiting() {
        return List.of(future);
    }

    @Override
    public String toString() {
        return "runUntil of " + local;
    }
}
