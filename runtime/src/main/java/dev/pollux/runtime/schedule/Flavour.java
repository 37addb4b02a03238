package dev.pollux.runtime.schedule;

import dev.pollux.future.Future;
import org.jspecify.annotations.Nullable;

/** Which threads work at the queue, and from when to when. */
public sealed interface Flavour permits MultiThread, CurrentThread {

    /**
     * Polls a future on the calling thread until it is finished.
     *
     * @param future what to wait for
     * @param <T> the type of the value
     * @return the value
     * @throws Exception what the future throws, or {@link InterruptedException} after dropping the future
     */
    <T extends @Nullable Object> T blockOn(Future<T> future) throws Exception;

    /**
     * Begins to end all work: each worker finishes the poll it is in, and then the tasks are cancelled.
     *
     * @param patient whether the calling thread may take the time that clean-up of tasks takes, if there is no other to do it
     */
    void stop(boolean patient);

    /**
     * Waits for the end after {@link #stop}.
     *
     * @param nanos how long at most
     * @return how many threads have not ended by then
     * @throws InterruptedException if the calling thread is interrupted
     */
    int awaitEnd(long nanos) throws InterruptedException;
}
