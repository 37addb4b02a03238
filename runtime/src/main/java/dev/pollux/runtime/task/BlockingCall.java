package dev.pollux.runtime.task;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Blocking code as the future of a task: its first and only poll runs it. Only a blocking pool may poll it.
 *
 * @param <T> the type of the value
 */
public final class BlockingCall<T extends @Nullable Object> implements Future<T> {

    private @Nullable Callable<T> call;

    /**
     * Wraps a job.
     *
     * @param call runs once
     */
    public BlockingCall(Callable<T> call) {
        this.call = Objects.requireNonNull(call, "call");
    }

    @Override
    public Poll<T> poll(Context cx) throws Exception {
        Callable<T> job = call;
        if (job == null) {
            throw new IllegalStateException("blocking job was awaited or polled again after it finished");
        }
        call = null;
        return Poll.ready(job.call());
    }

    @Override
    public void drop() {
        call = null;
    }

    @Override
    public String toString() {
        return "blocking job";
    }
}
