package dev.pollux.task;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Blocking code that is told if it will never run: it was aborted, or the runtime shut down, before it had a thread.
 *
 * @param <T> the type of the value
 */
public interface BlockingJob<T extends @Nullable Object> extends Callable<T> {

    /** Releases what the job holds. Called at most once, and only instead of {@link #call}. */
    void drop();
}
