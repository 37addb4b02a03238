package dev.pollux.runtime;

import dev.pollux.runtime.metrics.Histogram;
import dev.pollux.runtime.metrics.WorkerMetrics;
import dev.pollux.runtime.schedule.Gauges;
import dev.pollux.runtime.spi.BlockingPool;
import dev.pollux.runtime.spi.IoDriver;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The numbers of one runtime. Each method reads them anew, may be called by any thread, and goes on to work after the shutdown.
 *
 * <p>What counts events counts from when the runtime was built, and never becomes smaller. What tells a state is right for some
 * moment during the call. Tasks of a {@link LocalSet} count as alive and spawned; what is told of
 * polls and workers is not told of them.
 *
 * @cost Reading takes microseconds at most. Being counted costs a task about a nanosecond per poll; there is no switch.
 * @origin tokio::runtime::RuntimeMetrics (1.53)
 */
public final class RuntimeMetrics {

    private final RuntimeCore core;

    RuntimeMetrics(RuntimeCore core) {
        this.core = core;
    }

    // ---------------------------------------------------------------- tasks

    /**
     * Returns how many tasks are alive: spawned, and not finished and dropped. Blocking jobs are none of them.
     *
     * @return the number now
     */
    public long numAliveTasks() {
        return core.tasks().size() + core.localTasks().alive();
    }

    /**
     * Returns how many tasks were spawned.
     *
     * @return the number so far
     */
    public long spawnedTasks() {
        return core.tasks().spawned() + core.localTasks().spawned();
    }

    /**
     * Returns how often a poll was cut short because its budget of awaits was spent.
     *
     * @return the number so far
     */
    public long budgetForcedYieldCount() {
        return core.tasks().forcedYields();
    }

    // ---------------------------------------------------------------- workers

    /**
     * Returns how many tasks are polled at a time at most.
     *
     * @return as given to the builder; 1 for a current-thread runtime
     */
    public int numWorkers() {
        return gauges().workers();
    }

    /**
     * Returns the numbers of one worker.
     *
     * @param index from 0 to one less than {@link #numWorkers}
     * @return what it has done so far
     * @throws IndexOutOfBoundsException if there is no such worker
     */
    public WorkerMetrics worker(int index) {
        return gauges().worker(index);
    }

    /**
     * Returns the numbers of all workers.
     *
     * @return one for each, by index
     */
    public List<WorkerMetrics> workers() {
        return IntStream.range(0, numWorkers()).mapToObj(this::worker).toList();
    }

    /**
     * Returns how many tasks wait in the injection queue, which holds what was scheduled from outside or found a worker's queue full.
     *
     * @return the number now
     */
    public int globalQueueDepth() {
        return gauges().globalQueueDepth();
    }

    /**
     * Returns how many tasks were scheduled, that is spawned or woken, by threads that are not workers of this runtime.
     *
     * @return the number so far
     */
    public long remoteScheduleCount() {
        return gauges().remoteScheduleCount();
    }

    /**
     * Returns how often another thread took a worker's place, because a poll took too long or was about to block.
     *
     * @return the number so far
     */
    public long replacedWorkers() {
        return gauges().replacedWorkers();
    }

    /**
     * Returns how many threads wait to take a worker's place.
     *
     * @return the number now
     */
    public int spareThreads() {
        return gauges().spareThreads();
    }

    // ---------------------------------------------------------------- blocking jobs, sockets

    /**
     * Returns how many threads the blocking pool has.
     *
     * @return the number now, idle ones included; 0 for a pool of one's own that does not tell
     */
    public int numBlockingThreads() {
        return load().threads();
    }

    /**
     * Returns how many threads of the blocking pool wait for a job.
     *
     * @return the number now
     */
    public int numIdleBlockingThreads() {
        return load().idleThreads();
    }

    /**
     * Returns how many blocking jobs wait for a thread.
     *
     * @return the number now
     */
    public int blockingQueueDepth() {
        return load().queuedJobs();
    }

    /**
     * Returns which I/O driver serves the sockets.
     *
     * @return its name, such as {@code java.nio} or {@code epoll}; empty as long as no socket was opened
     */
    public Optional<String> ioDriver() {
        IoDriver opened = core.openedDriver();
        return opened == null ? Optional.empty() : Optional.of(opened.toString());
    }

    /**
     * Returns how often the I/O driver replaced its selector, because that did not wait any more. The first time is logged.
     *
     * @return the number so far; 0 is as it should be
     */
    public long ioDriverRebuilds() {
        IoDriver opened = core.openedDriver();
        return opened == null ? 0 : opened.rebuilds();
    }

    // ---------------------------------------------------------------- histograms

    /**
     * Returns how long polls took.
     *
     * @param worker the index of a worker
     * @return the histogram so far; empty unless {@link RuntimeBuilder#pollTimeHistogram} asked for one
     * @throws IndexOutOfBoundsException if there is no such worker
     */
    public Optional<Histogram> pollTimes(int worker) {
        return core.watch().pollTimes(worker);
    }

    /**
     * Returns how long tasks waited between being scheduled and being polled.
     *
     * @param worker the index of the worker that polled them
     * @return the histogram so far; empty unless {@link RuntimeBuilder#scheduleLatencyHistogram} asked for one
     * @throws IndexOutOfBoundsException if there is no such worker
     */
    public Optional<Histogram> scheduleLatencies(int worker) {
        return core.watch().scheduleLatencies(worker);
    }

    private Gauges gauges() {
        return core.gauges();
    }

    private BlockingPool.Load load() {
        return core.pools().blocking().load();
    }

    /** Returns the numbers that matter first, on one line. */
    @Override
    public String toString() {
        return "RuntimeMetrics[" + core.name() + ": " + numWorkers() + " workers, " + numAliveTasks() + " tasks alive, "
                + globalQueueDepth() + " in the injection queue, " + numBlockingThreads() + " blocking threads]";
    }
}
