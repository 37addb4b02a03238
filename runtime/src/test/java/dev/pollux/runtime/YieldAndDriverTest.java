package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task that gives way waits until its worker has looked after timers and sockets. */
@Timeout(60)
class YieldAndDriverTest {

    /** Fewer than a worker runs between two looks anyway. */
    private static final int ROUNDS = 10;

    private final AtomicLong now = new AtomicLong();

    /** Yields when a timer is due, and notes whether it had fired when its turn came again. */
    private Future<List<Boolean>> yieldsWithATimerDue() {
        return async(() -> {
            List<Boolean> fired = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                AtomicBoolean woken = new AtomicBoolean();
                Future<@Nullable Void> timer = sleep(Duration.ofMillis(1));
                boolean pending = !timer.poll(Context.of(() -> woken.set(true))).isReady();
                now.addAndGet(Duration.ofMillis(10).toNanos());
                yieldNow().await();
                fired.add(pending && woken.get());
                timer.drop();
            }
            return fired;
        });
    }

    private void check(RuntimeBuilder builder) throws Exception {
        try (AsyncRuntime runtime = builder.clock(now::get).build()) {
            List<Boolean> fired = runtime.blockOn(runtime.spawn(yieldsWithATimerDue()));

            assertThat(fired).hasSize(ROUNDS).containsOnly(true);
        }
    }

    @Test
    @Behaviour("LMY-01")
    void yield_onAWorker_comesBackAfterALookAtTheDriver() throws Exception {
        check(AsyncRuntime.multiThread().workerThreads(1).pollBudget(Duration.ofHours(1)));
    }

    @Test
    @Behaviour("LCY-01")
    void yield_onACurrentThreadRuntime_comesBackAfterALookAtTheDriver() throws Exception {
        check(AsyncRuntime.currentThread());
    }
}
