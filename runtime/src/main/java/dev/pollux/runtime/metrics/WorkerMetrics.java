package dev.pollux.runtime.metrics;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one worker has done since its runtime was built. A worker here is a place at which tasks are run: when its thread is
 * replaced, the numbers go on, and include what the thread before still finishes.
 *
 * <p>Each number is exact, and never becomes smaller; but they are read one after the other while the worker goes on.
 *
 * @param index of the worker, from 0
 * @param threadId of the thread that runs the tasks now; -1 if a current-thread runtime has none
 * @param threadName its name; {@code null} if there is none
 * @param totalBusyDuration how long its threads were awake, up to now; includes time at which the system ran something else
 * @param parkUnparkCount how often it went to sleep and woke up; odd while it sleeps
 * @param noopCount how often it woke up and went to sleep again without having polled a task
 * @param stealCount how many tasks it took from other workers
 * @param stealOperations how often it took tasks from another worker
 * @param pollCount how many tasks it took from a queue in order to poll them
 * @param localScheduleCount how many tasks it queued for itself: spawned, woken or giving way on its own thread
 * @param overflowCount how often its queue was full, and half of it went to the injection queue
 * @param localQueueDepth how many tasks wait in its queue now
 * @param meanPollTime the running mean of the time from one poll to the next while it is busy; zero on a current-thread runtime
 * @origin tokio::runtime::RuntimeMetrics::worker_* (1.53). Differs: the busy time counts up to now, not up to the last sleep.
 */
public record WorkerMetrics(
        int index,
        long threadId,
        @Nullable String threadName,
        Duration totalBusyDuration,
        long parkUnparkCount,
        long noopCount,
        long stealCount,
        long stealOperations,
        long pollCount,
        long localScheduleCount,
        long overflowCount,
        int localQueueDepth,
        Duration meanPollTime) {

    /**
     * Returns how often the worker went to sleep.
     *
     * @return the number, including the sleep it is in
     */
    public long parkCount() {
        return parkUnparkCount - parkUnparkCount / 2;
    }

    /**
     * Tells whether the worker sleeps.
     *
     * @return {@code true} if it waits for something to do
     */
    public boolean isParked() {
        return parkUnparkCount % 2 != 0;
    }
}
