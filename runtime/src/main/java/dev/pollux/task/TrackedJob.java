package dev.pollux.task;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A blocking job that counts in a tracker until it has run, or will never run. */
record TrackedJob<T extends @Nullable Object>(Callable<T> job, TaskTracker.Token token) implements BlockingJob<T> {

    @Override
    public T call() throws Exception {
        try {
            return job.call();
        } finally {
            token.close();
        }
    }

    @Override
    public void drop() {
        token.close();
    }
}
