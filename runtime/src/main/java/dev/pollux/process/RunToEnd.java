package dev.pollux.process;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.io.LeafFuture;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Starts a process, does one thing with it, and closes it. */
final class RunToEnd<T> extends LeafFuture<T> {

    private final Future<ChildProcess> spawn;
    private final Function<ChildProcess, Future<T>> use;
    private @Nullable ChildProcess child; // null before it was started
    private @Nullable Future<T> work;

    RunToEnd(Future<ChildProcess> spawn, Function<ChildProcess, Future<T>> use) {
        this.spawn = spawn;
        this.use = use;
    }

    @Override
    protected @Nullable Object advance(Context cx) throws Exception {
        if (work == null) {
            Object started = spawn.pollRaw(cx);
            if (started == Poll.PENDING) {
                return Poll.PENDING;
            }
            child = (ChildProcess) Objects.requireNonNull(started);
            work = use.apply(child);
        }
        return work.pollRaw(cx);
    }

    @Override
    protected void release() {
        spawn.drop();
        if (work != null) {
            work.drop();
        }
        if (child != null) {
            child.close();
        }
    }

    @Override
    public String toString() {
        return "run " + (child == null ? spawn : child);
    }
}
