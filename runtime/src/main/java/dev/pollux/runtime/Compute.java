package dev.pollux.runtime;

import dev.pollux.runtime.task.BlockingJobs;
import java.util.concurrent.CancellationException;

/**
 * What a job of {@code spawnCompute} may ask. A computation cannot be interrupted, so it must ask now and then whether anybody still
 * wants its result.
 *
 * <pre>{@code
 * Future<Image> image = spawnCompute(() -> {
 *     for (int line = 0; line < height; line++) {
 *         Compute.checkCancelled();
 *         renderLine(line);
 *     }
 *     return result;
 * });
 * }</pre>
 *
 * <p>Both functions answer on the thread that runs the job; in what the job forks they know of no job. They also work in jobs of
 * {@code spawnBlocking}.
 */
public final class Compute {

    private Compute() {}

    /**
     * Tells whether the job that the calling thread runs was aborted, or its runtime shut down.
     *
     * @return {@code false} also outside of jobs
     * @cost A thread-local and a volatile read: a few nanoseconds.
     */
    public static boolean isCancelled() {
        return BlockingJobs.isCurrentAborted();
    }

    /**
     * Ends the job if it was aborted.
     *
     * @throws CancellationException if it was; the handle has answered already, so nobody is told of it
     * @cost As {@link #isCancelled}.
     */
    public static void checkCancelled() {
        if (isCancelled()) {
            throw new CancellationException("the job was aborted");
        }
    }
}
