package dev.pollux.runtime;

import dev.pollux.runtime.spi.BlockingPool;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.runtime.time.PausableClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Another pool, with a runtime made current in each job. While a job is queued or runs a paused clock does not move by itself. */
final class ContextBlockingPool implements BlockingPool {

    private final BlockingPool pool;
    private final RuntimeContext context;
    private final @Nullable PausableClock clock;
    private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

    ContextBlockingPool(BlockingPool pool, RuntimeContext context, @Nullable PausableClock clock) {
        this.pool = pool;
        this.context = context;
        this.clock = clock;
    }

    @Override
    public void execute(Runnable job) {
        holdClock();
        try {
            pool.execute(() -> inContext(job));
        } catch (Throwable t) { // the job was refused
            releaseClock();
            throw t;
        }
    }

    private void holdClock() {
        if (clock != null) {
            clock.hold();
        }
    }

    private void releaseClock() {
        if (clock != null) {
            clock.release();
        }
    }

    private void inContext(Runnable job) {
        @Nullable RuntimeContext before = RuntimeContext.replace(context);
        inside.set(Boolean.TRUE);
        try {
            job.run();
        } finally {
            inside.remove();
            RuntimeContext.replace(before);
            releaseClock();
        }
    }

    /**
     * Refuses to wait for the pool's jobs in one of them.
     *
     * @throws IllegalStateException if the calling thread runs a job
     */
    void refuseInside() {
        if (inside.get() != null) {
            throw new IllegalStateException(
                    "a blocking job of this runtime cannot wait for its shutdown, which waits for the"
                            + " job: use shutdown(Duration.ZERO), or shut down on another thread");
        }
    }

    @Override
    public int shutdown(Duration timeout) throws InterruptedException {
        return pool.shutdown(timeout);
    }
}
