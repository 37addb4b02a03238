package dev.pollux.runtime.blocking;

import dev.pollux.runtime.spi.BlockingPool;
import dev.pollux.runtime.time.PausableClock;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/**
 * Another pool, with a clock that does not move by itself while a job is queued or runs.
 *
 * @param pool runs the jobs
 * @param clock held meanwhile
 */
public record ClockHoldingPool(BlockingPool pool, PausableClock clock) implements BlockingPool {

    @Override
    public void execute(Runnable job) {
        clock.hold();
        try {
            pool.execute(new HoldingJob(job, clock));
        } catch (Throwable t) { // the job was refused
            clock.release();
            throw t;
        }
    }

    @Override
    public Load load() {
        return pool.load();
    }

    @Override
    public int shutdown(Duration timeout) throws InterruptedException {
        return pool.shutdown(timeout);
    }

    @Override
    public String toString() {
        return pool.toString();
    }

    private record HoldingJob(Runnable job, PausableClock clock) implements Job {

        @Override
        public void run() {
            try {
                job.run();
            } finally {
                clock.release(); // whoever waits for the job was woken
            }
        }

        @Override
        public void refuse(RejectedExecutionException cause) {
            try {
                if (job instanceof Job refusable) {
                    refusable.refuse(cause);
                }
            } finally {
                clock.release();
            }
        }
    }
}
