package dev.pollux.runtime.schedule;

import dev.pollux.future.Future;
import dev.pollux.runtime.dump.CallerDump;
import dev.pollux.runtime.task.Waits;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
     * Looks at the callers of {@link #blockOn}.
     *
     * @param waits is told who of them waits for whom
     * @return what each waits for
     */
    List<CallerDump> callers(Waits waits);

    /**
     * Ends all work. Each worker leaves after the poll it is in, and {@linkplain dev.pollux.runtime.task.Tasks#sweep sweeps up} what
     * it leaves behind; the last one closes the drivers. To be called when the tasks have ended, or will not be waited for.
     */
    void stop();

    /**
     * Waits for the end after {@link #stop}.
     *
     * @param nanos how long at most; zero does not wait, nor look at the interrupt
     * @return whether no thread works any more
     * @throws InterruptedException if the calling thread is interrupted
     */
    boolean awaitEnd(long nanos) throws InterruptedException;

    /**
     * Closes the drivers although a worker has not left: it is stuck in a poll, and others wait for timers and sockets that nobody
     * will turn any more.
     */
    void closeDrivers();

    /**
     * Looks which threads are busy with which task.
     *
     * @return the threads that poll or drop a task right now, by task
     */
    Map<Runnable, Thread> busy();

    /**
     * Looks which threads work.
     *
     * @return those that have not left
     */
    Collection<Thread> workers();
}
