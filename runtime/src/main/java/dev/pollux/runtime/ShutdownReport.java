package dev.pollux.runtime;

/**
 * What a runtime left behind.
 *
 * @param tasksCancelled tasks and queued blocking jobs that were dropped unfinished
 * @param workersStillRunning threads still inside one poll or one clean-up when the wait ended
 * @param blockingJobsStillRunning blocking jobs still running when the wait ended; their threads end with them
 */
public record ShutdownReport(int tasksCancelled, int workersStillRunning, int blockingJobsStillRunning) {

    /**
     * Tells whether everything has ended.
     *
     * @return {@code true} if no thread of the runtime runs code of the application any more
     */
    public boolean isComplete() {
        return workersStillRunning == 0 && blockingJobsStillRunning == 0;
    }
}
