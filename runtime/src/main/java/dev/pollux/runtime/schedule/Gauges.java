package dev.pollux.runtime.schedule;

import dev.pollux.runtime.metrics.WorkerMetrics;
import java.util.List;

/** What can be read off a scheduler from outside, by any thread at any time. */
public interface Gauges {

    /**
     * Returns the number of workers.
     *
     * @return how many threads run tasks at a time
     */
    int workers();

    /**
     * Reads one worker.
     *
     * @param index from 0 to one less than {@link #workers}
     * @return its numbers now
     */
    WorkerMetrics worker(int index);

    /**
     * Returns the length of the injection queue.
     *
     * @return tasks that no worker has
     */
    int globalQueueDepth();

    /**
     * Returns how many tasks were put into the injection queue by threads that are not its workers.
     *
     * @return the number since the start
     */
    long remoteScheduleCount();

    /**
     * Returns how often a worker's thread was replaced.
     *
     * @return the number since the start
     */
    default long replacedWorkers() {
        return 0;
    }

    /**
     * Returns how many threads wait to replace one that is stuck.
     *
     * @return the number now
     */
    default int spareThreads() {
        return 0;
    }

    /**
     * Looks at the threads that run tasks.
     *
     * @return one view for each, those that were replaced and spares included
     */
    List<ThreadView> threads();

    /**
     * Returns the number of the worker that the calling thread is.
     *
     * @return its index, or -1
     */
    int currentWorker();
}
