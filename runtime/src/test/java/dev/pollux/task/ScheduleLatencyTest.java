package dev.pollux.task;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Behaviour;
import dev.pollux.future.Futures;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.LocalSet;
import dev.pollux.runtime.RuntimeBuilder;
import dev.pollux.runtime.metrics.HistogramConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the hooks around a poll hear of the time that the task had waited for it. */
@Timeout(60)
class ScheduleLatencyTest {

    private static final Duration WAIT = Duration.ofMillis(5);

    private final List<TaskMeta> before = new CopyOnWriteArrayList<>();
    private final List<TaskMeta> after = new CopyOnWriteArrayList<>();
    private final List<TaskMeta> others = new CopyOnWriteArrayList<>();

    private RuntimeBuilder hooked(RuntimeBuilder builder) {
        return builder.onTaskSpawn(others::add)
                .onTaskTerminate(others::add)
                .beforeTaskPoll(before::add)
                .afterTaskPoll(after::add);
    }

    private static RuntimeBuilder workers(int count) {
        return AsyncRuntime.multiThread().workerThreads(count).pollBudget(Duration.ofHours(1));
    }

    /** Lets time pass. Nothing is expected to happen meanwhile. */
    private static void spendTime() {
        long end = System.nanoTime() + WAIT.toNanos();
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    private List<Duration> latenciesOf(TaskId task) {
        List<TaskMeta> own =
                before.stream().filter(meta -> meta.id().equals(task)).toList();
        assertThat(after.stream().filter(meta -> meta.id().equals(task))).isEqualTo(own);
        return own.stream().map(TaskMeta::scheduleLatency).toList();
    }

    @Test
    @Behaviour("THK-05")
    void latency_ofSpawnAndEnd_isAbsent() throws Exception {
        try (AsyncRuntime runtime =
                hooked(AsyncRuntime.currentThread().trackTaskTimes(true)).build()) {
            runtime.blockOn(runtime.spawn(Futures.ready(1)));
            runtime.blockOn(runtime.spawnBlocking(() -> 2));
        }

        assertThat(others)
                .hasSize(4)
                .allSatisfy(meta -> assertThat(meta.scheduleLatency()).isNull());
    }

    @Test
    @Behaviour("THK-06")
    void latency_byDefault_isAbsent() throws Exception {
        try (AsyncRuntime runtime = hooked(AsyncRuntime.currentThread()).build()) {
            runtime.blockOn(runtime.spawn(Futures.ready(1)));
        }

        assertThat(before)
                .singleElement()
                .satisfies(meta -> assertThat(meta.scheduleLatency()).isNull());
    }

    @Test
    @Behaviour("THK-07")
    void latency_currentThread_isTheTimeSinceItWasScheduled() throws Exception {
        try (AsyncRuntime runtime = hooked(
                        AsyncRuntime.currentThread().scheduleLatencyHistogram(HistogramConfig.linear()))
                .build()) {
            JoinHandle<Void> task = runtime.spawn(async(() -> {
                yieldNow().await();
            }));
            spendTime(); // nobody polls
            runtime.blockOn(task);

            List<Duration> latencies = latenciesOf(task.id());
            assertThat(latencies).hasSize(2);
            assertThat(latencies.get(0)).isGreaterThanOrEqualTo(WAIT);
            assertThat(latencies.get(1)).as("counts from its own yield").isBetween(Duration.ZERO, latencies.get(0));
        }
    }

    @Test
    @Behaviour("THK-08")
    void latency_multiThread_isTheTimeSinceItWasScheduled() throws Exception {
        try (AsyncRuntime runtime = hooked(workers(1).trackTaskTimes(true)).build()) {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            runtime.spawn(Futures.lazy(() -> {
                        started.countDown();
                        release.await();
                        return null;
                    }))
                    .drop();
            started.await();
            JoinHandle<Integer> task = runtime.spawn(Futures.ready(1)); // behind it
            spendTime();
            release.countDown();
            runtime.blockOn(task);
            runtime.shutdown(Duration.ofMinutes(1)); // the hook after a poll comes later than its outcome

            assertThat(latenciesOf(task.id()))
                    .singleElement()
                    .satisfies(each -> assertThat(each).isGreaterThanOrEqualTo(WAIT));
        }
    }

    @Test
    @Behaviour("THK-09")
    void latency_inTheLifoSlot_isItsOwn() throws Exception {
        try (AsyncRuntime runtime = hooked(workers(1).trackTaskTimes(true)).build()) {
            JoinHandle<Integer> task = runtime.blockOn(runtime.spawn(Futures.lazy(() -> {
                JoinHandle<Integer> next = spawn(Futures.ready(1));
                spendTime();
                return next;
            })));
            runtime.blockOn(task);
            runtime.shutdown(Duration.ofMinutes(1)); // the hook after a poll comes later than its outcome

            assertThat(latenciesOf(task.id()))
                    .singleElement()
                    .satisfies(each -> assertThat(each).isGreaterThanOrEqualTo(WAIT));
        }
    }

    @Test
    void latency_ofALocalTask_isTold() throws Exception {
        try (AsyncRuntime runtime = hooked(workers(1).trackTaskTimes(true)).build();
                LocalSet local = new LocalSet(runtime.handle())) {
            JoinHandle<Integer> task = local.spawnLocal(Futures.ready(1));
            spendTime();
            local.blockOn(task);

            assertThat(latenciesOf(task.id()))
                    .singleElement()
                    .satisfies(each -> assertThat(each).isGreaterThanOrEqualTo(WAIT));
        }
    }
}
