package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnLocal;
import static dev.pollux.runtime.TestFutures.call;
import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.task.JoinHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerIndexTest {

    /** No worker is replaced, however slow the machine. */
    private static AsyncRuntime workers(int count) {
        return AsyncRuntime.multiThread()
                .workerThreads(count)
                .pollBudget(Duration.ofHours(1))
                .build();
    }

    @Test
    @Behaviour("RTW-01")
    void onACurrentThreadRuntime_isZero() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            runtime.blockOn(async(() -> {
                assertThat(AsyncRuntime.workerIndex()).hasValue(0);
                assertThat(spawn(call(AsyncRuntime::workerIndex)).await()).hasValue(0);
            }));
        }
    }

    @Test
    @Behaviour("RTW-02")
    void onALocalRuntime_isZero() throws Exception {
        try (LocalRuntime runtime = AsyncRuntime.currentThread().buildLocal()) {
            runtime.blockOn(async(() -> {
                assertThat(AsyncRuntime.workerIndex()).hasValue(0);
                assertThat(spawnLocal(call(AsyncRuntime::workerIndex)).await()).hasValue(0);
            }));
        }
    }

    @Test
    @Behaviour("RTW-03")
    @SuppressWarnings("try") // the guard is there to be closed
    void outsideARuntime_isEmpty() {
        assertThat(AsyncRuntime.workerIndex()).isEmpty();
        try (AsyncRuntime one = AsyncRuntime.currentThread().build();
                AsyncRuntime two = workers(1)) {
            try (EnterGuard inside = one.enter()) {
                assertThat(AsyncRuntime.workerIndex()).isEmpty();
            }
            try (EnterGuard inside = two.enter()) {
                assertThat(AsyncRuntime.workerIndex()).isEmpty();
            }
        }
    }

    @Test
    @Behaviour("RTW-04")
    void onWorkers_agreesWithTheMetrics() throws Exception {
        int count = 3;
        try (AsyncRuntime runtime = workers(count)) {
            CountDownLatch all = new CountDownLatch(count); // so that each task has a worker of its own
            List<JoinHandle<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                tasks.add(runtime.spawn(call(() -> {
                    all.countDown();
                    waitFor(all);
                    int index = AsyncRuntime.workerIndex().orElseThrow();
                    assertThat(runtime.metrics().worker(index).threadId())
                            .isEqualTo(Thread.currentThread().getId());
                    return index;
                })));
            }
            List<Integer> seen = new ArrayList<>();
            for (JoinHandle<Integer> task : tasks) {
                seen.add(runtime.blockOn(task));
            }

            assertThat(seen).containsExactlyInAnyOrder(0, 1, 2);
        }
    }

    @Test
    @Behaviour("RTW-05")
    void inABlockingJob_isEmpty() throws Exception {
        try (AsyncRuntime one = AsyncRuntime.currentThread().build();
                AsyncRuntime two = workers(1)) {
            assertThat(one.blockOn(one.spawnBlocking(AsyncRuntime::workerIndex)))
                    .isEmpty();
            assertThat(two.blockOn(two.spawnBlocking(AsyncRuntime::workerIndex)))
                    .isEmpty();
        }
    }

    @Test
    @Behaviour("RTW-06")
    void inTheRootOfAMultiThreadRuntime_isEmpty() throws Exception {
        try (AsyncRuntime runtime = workers(1)) {
            assertThat(runtime.blockOn(call(AsyncRuntime::workerIndex))).isEmpty();
        }
    }

    @Test
    @SuppressWarnings("try") // the guard is there to be closed
    void onAWorkerThatEnteredAnotherRuntime_isEmptyMeanwhile() throws Exception {
        try (AsyncRuntime runtime = workers(1);
                AsyncRuntime other = workers(2)) {
            List<OptionalInt> seen = runtime.blockOn(runtime.spawn(call(() -> {
                List<OptionalInt> indexes = new ArrayList<>();
                try (EnterGuard inside = other.enter()) {
                    indexes.add(AsyncRuntime.workerIndex());
                }
                indexes.add(AsyncRuntime.workerIndex());
                return indexes;
            })));

            assertThat(seen).containsExactly(OptionalInt.empty(), OptionalInt.of(0));
        }
    }
}
