package dev.pollux.runtime;

import dev.pollux.runtime.spi.BlockingPool;
import dev.pollux.runtime.spi.RuntimeContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Another pool, with a runtime made current in each job. */
record ContextBlockingPool(BlockingPool pool, RuntimeContext context) implements BlockingPool {

    @Override
    public void execute(Runnable job) {
        pool.execute(() -> inContext(job));
    }

    private void inContext(Runnable job) {
        @Nullable RuntimeContext before = RuntimeContext.replace(context);
        try {
            job.run();
        } finally {
            RuntimeContext.replace(before);
        }
    }

    @Override
    public int shutdown(Duration timeout) throws InterruptedException {
        return pool.shutdown(timeout);
    }
}
