package dev.pollux.runtime;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Resource;
import dev.pollux.future.Waiting;
import dev.pollux.task.JoinHandle;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A job that waits for room in a bulkhead, then for its result. */
final class BulkheadSubmission<T extends @Nullable Object> implements Future<T>, Waiting {

    private final Bulkhead bulkhead;
    private final Admission.Waiter waiter = new Admission.Waiter();
    private @Nullable Callable<T> job; // until it has room; null too if dropped
    private @Nullable JoinHandle<T> handle; // once it has room

    BulkheadSubmission(Bulkhead bulkhead, Callable<T> job) {
        this.bulkhead = bulkhead;
        this.job = job;
    }

    @Override
    public Poll<T> poll(Context cx) throws Exception {
        return Poll.ofRaw(pollRaw(cx));
    }

    @Override
    public @Nullable Object pollRaw(Context cx) throws Exception {
        if (handle == null) {
            handle = start(cx);
        }
        return handle == null ? Poll.PENDING : handle.pollRaw(cx);
    }

    private @Nullable JoinHandle<T> start(Context cx) {
        Callable<T> waiting = job;
        if (waiting == null) {
            throw new IllegalStateException("a submission to " + bulkhead + " was polled again after it was dropped");
        }
        if (!bulkhead.admission().enter(waiter, cx.waker())) {
            return null;
        }
        job = null;
        return bulkhead.spawnAdmitted(waiting);
    }

    @Override
    public void drop() {
        if (handle != null) {
            if (!handle.isFinished()) {
                handle.abort();
            }
            handle.drop();
        } else if (job != null) {
            job = null;
            bulkhead.admission().forget(waiter);
        }
    }

    @Override
    public @Nullable Resource waitingFor() {
        return handle == null ? new Resource(bulkhead, "room in") : handle.waitingFor();
    }

    @Override
    public String toString() {
        return "job for " + bulkhead;
    }
}
