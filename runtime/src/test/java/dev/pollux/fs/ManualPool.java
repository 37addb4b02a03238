package dev.pollux.fs;

import dev.pollux.PartialContext;
import dev.pollux.future.Future;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.task.StageFuture;
import dev.pollux.task.BlockingJob;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** A blocking pool whose jobs run when a test says so, on the test's thread. */
final class ManualPool extends PartialContext implements AutoCloseable {

    private record Queued(Callable<?> job, CompletableFuture<Object> result) {}

    private final Deque<Queued> jobs = new ArrayDeque<>();
    private final RuntimeContext before = RuntimeContext.replace(this);
    private boolean dead;

    /** Refuses all jobs, as the pool of a runtime that was shut down. */
    void die() {
        dead = true;
    }

    int queued() {
        return jobs.size();
    }

    ManualPool runOne() {
        Queued next = jobs.remove();
        try {
            next.result.complete(next.job.call());
        } catch (Exception e) {
            next.result.completeExceptionally(e);
        }
        return this;
    }

    @Override
    @SuppressWarnings("unchecked") // what the job returns
    public <V> Future<V> spawnBlocking(Callable<V> job) {
        CompletableFuture<Object> result = new CompletableFuture<>();
        if (dead) {
            if (job instanceof BlockingJob<?> told) {
                told.drop();
            }
            result.completeExceptionally(new CancellationException("shut down"));
        } else {
            jobs.add(new Queued(job, result));
        }
        return (Future<V>) new StageFuture<>(() -> result.copy());
    }

    @Override
    public void close() {
        RuntimeContext.replace(before);
    }
}
