package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.blockInPlace;
import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.runtime.TestFutures.call;
import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.net.TcpListener;
import dev.pollux.runtime.TestFutures.Gate;
import dev.pollux.runtime.metrics.WorkerMetrics;
import dev.pollux.task.JoinHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each number, by a program in which it is known. */
@Timeout(60)
class RuntimeMetricsTest {

    private final CountDownLatch release = new CountDownLatch(1);

    private static AsyncRuntime build(RuntimeKind kind) {
        return kind == RuntimeKind.CURRENT_THREAD ? AsyncRuntime.currentThread().build() : workers(1);
    }

    /** No worker is replaced unless a test asks for it. */
    private static AsyncRuntime workers(int count) {
        return AsyncRuntime.multiThread()
                .workerThreads(count)
                .pollBudget(Duration.ofHours(1))
                .build();
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static long sum(RuntimeMetrics metrics, ToLongFunction<WorkerMetrics> number) {
        return metrics.workers().stream().mapToLong(number).sum();
    }

    /** Has timers expire until the count is positive: one that is due when it is first polled puts no thread to sleep. */
    private static void sleepUntilPositive(AsyncRuntime runtime, ToLongFunction<WorkerMetrics> count) throws Exception {
        while (count.applyAsLong(runtime.metrics().worker(0)) == 0) {
            runtime.blockOn(async(() -> sleep(Duration.ofMillis(1)).await()));
        }
    }

    private Future<Object> blocking(CountDownLatch started) {
        return call(() -> {
            started.countDown();
            waitFor(release);
            return null;
        });
    }

    private void blockAll(AsyncRuntime runtime, int workers) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
            runtime.spawn(blocking(started));
        }
        waitFor(started);
    }

    // ---------------------------------------------------------------- tasks

    @Test
    @Behaviour({"RTM-01", "RTU-01"})
    void numWorkers_isAsConfigured() {
        try (AsyncRuntime one = AsyncRuntime.currentThread().build();
                AsyncRuntime three = workers(3)) {
            assertThat(one.metrics().numWorkers()).isEqualTo(1);
            assertThat(three.handle().metrics().numWorkers()).isEqualTo(3);
            assertThat(three.metrics().workers())
                    .extracting(WorkerMetrics::index)
                    .containsExactly(0, 1, 2);
            assertThatThrownBy(() -> three.metrics().worker(3)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTM-02")
    void numAliveTasks_growsBySpawnAndShrinksByTheEnd(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = build(kind)) {
            RuntimeMetrics metrics = runtime.metrics();
            assertThat(metrics.numAliveTasks()).isZero();
            Gate gate = new Gate();
            JoinHandle<String> open = runtime.spawn(gate);
            JoinHandle<String> aborted = runtime.spawn(new Gate());
            assertThat(metrics.numAliveTasks()).isEqualTo(2);

            gate.open();
            assertThat(runtime.blockOn(open)).isEqualTo("open");
            until(() -> metrics.numAliveTasks() == 1);
            aborted.abort();
            assertThatThrownBy(() -> runtime.blockOn(aborted)).hasMessageContaining("cancelled");

            until(() -> metrics.numAliveTasks() == 0);
            assertThat(metrics.spawnedTasks()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTU-06")
    void spawnedTasks_countsEachSpawn(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = build(kind)) {
            runtime.blockOn(runtime.spawn(() -> {
                for (int i = 0; i < 9; i++) {
                    spawn(ready(i)).await();
                }
            }));
            runtime.blockOn(runtime.spawnBlocking(() -> "a job is no task"));

            assertThat(runtime.metrics().spawnedTasks()).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTU-23")
    void budgetForcedYieldCount_countsAPollThatSpentItsBudget(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = build(kind)) {
            runtime.blockOn(runtime.spawn(() -> awaits(128).await()));
            long exactlyTheBudget = runtime.metrics().budgetForcedYieldCount();
            runtime.blockOn(runtime.spawn(() -> {
                yieldNow().await();
            }));
            assertThat(runtime.metrics().budgetForcedYieldCount()).isEqualTo(exactlyTheBudget);

            runtime.blockOn(runtime.spawn(awaits(200)));

            assertThat(runtime.metrics().budgetForcedYieldCount()).isEqualTo(exactlyTheBudget + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTU-24")
    void budgetForcedYieldCount_countsTwoBranchesOfOnePollOnce(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = build(kind)) {
            runtime.blockOn(runtime.spawn(join(awaits(129), awaits(20))));

            assertThat(runtime.metrics().budgetForcedYieldCount()).isEqualTo(1);
        }
    }

    private static Future<Void> awaits(int count) {
        return async(() -> {
            for (int i = 0; i < count; i++) {
                ready(i).await();
            }
        });
    }

    // ---------------------------------------------------------------- queues

    @Test
    @Behaviour("RTM-03")
    void globalQueueDepth_ofACurrentThreadRuntime_countsWhatWasSpawnedOutside() {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            runtime.spawn(new Gate());
            assertThat(runtime.metrics().globalQueueDepth()).isEqualTo(1);
            runtime.spawn(new Gate());
            assertThat(runtime.metrics().globalQueueDepth()).isEqualTo(2);
        }
    }

    @Test
    @Behaviour("RTM-04")
    void globalQueueDepth_whileAllWorkersAreBlocked_countsWhatWasSpawnedOutside() throws Exception {
        try (AsyncRuntime runtime = workers(2)) {
            blockAll(runtime, 2);
            for (int i = 0; i < 3; i++) {
                runtime.spawn(ready(i));
            }

            assertThat(runtime.metrics().globalQueueDepth()).isEqualTo(3);
            release.countDown();
            until(() -> runtime.metrics().globalQueueDepth() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTU-07")
    void remoteScheduleCount_countsWhatOtherThreadsSchedule(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = build(kind)) {
            Gate gate = new Gate();
            JoinHandle<String> waiting = runtime.spawn(gate);
            runtime.blockOn(runtime.spawn(() -> {
                spawn(ready("inside")).await();
            }));
            assertThat(runtime.metrics().remoteScheduleCount()).isEqualTo(2);

            gate.open();
            runtime.blockOn(waiting);

            assertThat(runtime.metrics().remoteScheduleCount()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTU-20")
    void localScheduleCount_countsWhatTheWorkerSchedulesItself(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = build(kind)) {
            runtime.blockOn(runtime.spawn(call(() -> spawn(ready("inside")))));

            assertThat(runtime.metrics().worker(0).localScheduleCount()).isEqualTo(1);
        }
    }

    @Test
    @Behaviour("RTB-06")
    void spawnInASpawn_onOneThread_isScheduledThereTwice() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            assertThat(runtime.blockOn(spawnInASpawn())).isEqualTo("inside");

            assertThat(runtime.metrics().remoteScheduleCount()).isZero();
            assertThat(runtime.metrics().worker(0).localScheduleCount()).isEqualTo(2);
        }
    }

    @Test
    @Behaviour("RTT-03")
    void spawnInASpawn_onWorkers_isScheduledFromOutsideAndThere() throws Exception {
        try (AsyncRuntime runtime = workers(4)) {
            assertThat(runtime.blockOn(spawnInASpawn())).isEqualTo("inside");

            assertThat(runtime.metrics().remoteScheduleCount()).isEqualTo(1);
            assertThat(sum(runtime.metrics(), WorkerMetrics::localScheduleCount))
                    .isEqualTo(1);
        }
    }

    /** Each task hands its value to the root, which waits for no handle: so nothing else is scheduled. */
    private static Future<String> spawnInASpawn() {
        return async(() -> {
            CompletableFuture<String> value = new CompletableFuture<>();
            spawn(call(() -> spawn(call(() -> value.complete("inside")))));
            return fromStage(value).await();
        });
    }

    @Test
    @Behaviour("RTB-07")
    void wakeByAForeignThread_isOneRemoteSchedule() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            Gate gate = new Gate();
            String value = runtime.blockOn(async(() -> {
                var waiting = spawn(gate);
                new Thread(() -> {
                            // Not before the poll of the task has returned: a wake during it schedules nothing.
                            until(() -> gate.isPolled()
                                    && runtime.metrics().worker(0).isParked());
                            gate.open();
                        })
                        .start();
                return waiting.await();
            }));

            assertThat(value).isEqualTo("open");
            assertThat(runtime.metrics().remoteScheduleCount()).isEqualTo(1);
            assertThat(runtime.metrics().worker(0).localScheduleCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTU-22")
    void localQueueDepth_countsWhatWaitsForTheWorker(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = build(kind)) {
            int depth = runtime.blockOn(runtime.spawn(call(() -> {
                for (int i = 0; i < 100; i++) {
                    spawn(ready(i));
                }
                return runtime.metrics().worker(0).localQueueDepth();
            })));

            assertThat(depth).isEqualTo(100);
        }
    }

    @Test
    @Behaviour("RTU-21")
    void overflowCount_countsAQueueThatWasFull() throws Exception {
        try (AsyncRuntime runtime = workers(1)) {
            List<Long> seen = runtime.blockOn(runtime.spawn(call(() -> {
                List<Long> counts = new ArrayList<>();
                for (int i = 1; i <= 300; i++) {
                    spawn(ready(i));
                    counts.add(runtime.metrics().worker(0).overflowCount());
                }
                return counts;
            })));

            assertThat(seen.get(256)).as("256 in the queue and one in the slot").isZero();
            assertThat(seen.get(257)).isEqualTo(1);
            assertThat(seen.get(299)).isEqualTo(1);
        }
    }

    // ---------------------------------------------------------------- workers

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTU-12")
    void pollCount_countsEachPoll(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = build(kind)) {
            assertThat(runtime.metrics().worker(0).meanPollTime()).isZero();

            runtime.blockOn(runtime.spawn(() -> {
                for (int i = 0; i < 4; i++) {
                    yieldNow().await();
                }
            }));

            WorkerMetrics worker = runtime.metrics().worker(0);
            assertThat(worker.pollCount()).isEqualTo(5);
            assertThat(worker.meanPollTime().isZero()).isEqualTo(kind == RuntimeKind.CURRENT_THREAD);
            assertThat(runtime.metrics().pollTimes(0)).isEmpty();
            assertThat(runtime.metrics().scheduleLatencies(0)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTM-05")
    void totalBusyDuration_growsDuringAPollAndStopsInSleep(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = build(kind)) {
            RuntimeMetrics metrics = runtime.metrics();
            runtime.blockOn(runtime.spawn(call(() -> {
                Duration before = metrics.worker(0).totalBusyDuration();
                until(() -> metrics.worker(0).totalBusyDuration().compareTo(before) > 0);
                return null;
            })));

            if (kind == RuntimeKind.MULTI_THREAD) {
                until(() -> metrics.worker(0).isParked());
            }
            Duration asleep = metrics.worker(0).totalBusyDuration();
            long later = System.nanoTime() + 1_000_000;
            until(() -> System.nanoTime() > later);
            assertThat(metrics.worker(0).totalBusyDuration()).isEqualTo(asleep).isPositive();
        }
    }

    @Test
    @Behaviour("RTM-06")
    void parkCount_countsEachSleep() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build();
                AsyncRuntime two = workers(2)) {
            sleepUntilPositive(runtime, WorkerMetrics::parkCount);

            until(() -> two.metrics().workers().stream().allMatch(worker -> worker.parkCount() > 0));
        }
    }

    @Test
    @Behaviour("RTM-07")
    void parkUnparkCount_isOddInSleep_andEvenAfterTheEnd() throws Exception {
        AsyncRuntime runtime = workers(1);
        RuntimeMetrics metrics = runtime.metrics();
        until(() -> metrics.worker(0).parkUnparkCount() == 1);
        assertThat(metrics.worker(0).isParked()).isTrue();

        runtime.blockOn(runtime.spawn(ready(1)));
        until(() -> metrics.worker(0).parkUnparkCount() == 3);
        assertThat(metrics.worker(0).parkCount()).isEqualTo(2);

        runtime.close();
        assertThat(metrics.worker(0).parkUnparkCount()).isEqualTo(4);
        assertThat(metrics.worker(0).isParked()).isFalse();
    }

    @Test
    @Behaviour("RTM-07")
    void parkUnparkCount_ofACurrentThreadRuntime_isEvenOutsideOfBlockOn() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.currentThread().build();
        sleepUntilPositive(runtime, WorkerMetrics::parkUnparkCount);

        assertThat(runtime.metrics().worker(0).parkUnparkCount()).isEven();
        runtime.close();
        assertThat(runtime.metrics().worker(0).parkUnparkCount()).isEven();
    }

    @Test
    @Behaviour("RTU-10")
    void noopCount_countsAWakeUpForNothing() throws Exception {
        try (AsyncRuntime runtime = workers(1)) {
            sleepUntilPositive(runtime, WorkerMetrics::noopCount); // the worker wakes for the timer, and polls nothing

            assertThat(runtime.metrics().worker(0).pollCount()).isZero();
        }
    }

    @Test
    @Behaviour("RTU-11")
    void stealCount_countsTheTasksTakenFromAnother() throws Exception {
        try (AsyncRuntime runtime = workers(2)) {
            runtime.blockOn(runtime.spawn(call(() -> {
                spawn(call(() -> {
                    release.countDown();
                    return null;
                }));
                spawn(ready("takes the slot, so that the other is in the queue"));
                waitFor(release);
                return null;
            })));

            assertThat(sum(runtime.metrics(), WorkerMetrics::stealCount)).isEqualTo(1);
            assertThat(sum(runtime.metrics(), WorkerMetrics::stealOperations)).isEqualTo(1);
        }
    }

    @Test
    @Behaviour("RTU-08")
    void thread_ofACurrentThreadRuntime_isWhoeverIsInBlockOn() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            assertThat(runtime.metrics().worker(0).threadId()).isEqualTo(-1);
            assertThat(runtime.metrics().worker(0).threadName()).isNull();

            WorkerMetrics inside = runtime.blockOn(call(() -> runtime.metrics().worker(0)));

            assertThat(inside.threadId()).isEqualTo(Thread.currentThread().getId());
            assertThat(inside.threadName()).isEqualTo(Thread.currentThread().getName());
        }
    }

    @Test
    @Behaviour("RTU-09")
    void thread_ofAWorkerThatBlocksInPlace_isTheOneThatTookOver() throws Exception {
        try (AsyncRuntime runtime = workers(1)) {
            RuntimeMetrics metrics = runtime.metrics();
            long before = metrics.worker(0).threadId();
            long during = runtime.blockOn(runtime.spawn(
                    call(() -> blockInPlace(() -> metrics.worker(0).threadId()))));

            assertThat(during).isNotEqualTo(before);
            assertThat(metrics.worker(0).threadId()).isEqualTo(during);
            assertThat(metrics.replacedWorkers()).isEqualTo(1);
            until(() -> metrics.spareThreads() == 1);
        }
    }

    @Test
    void counts_surviveTheReplacementOfAWorker() throws Exception {
        try (AsyncRuntime runtime = workers(1)) {
            for (int i = 0; i < 20; i++) {
                runtime.blockOn(runtime.spawn(call(() -> blockInPlace(() -> spawn(ready("on the other thread"))))));
            }
            until(() -> runtime.metrics().numAliveTasks() == 0);

            assertThat(runtime.metrics().replacedWorkers()).isEqualTo(20);
            assertThat(runtime.metrics().worker(0).pollCount()).isEqualTo(40);
        }
    }

    // ---------------------------------------------------------------- blocking jobs, sockets

    @Test
    @Behaviour({"RTU-02", "RTU-03", "RTU-04"})
    void blockingThreads_areCounted() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.currentThread().build();
        RuntimeMetrics metrics = runtime.metrics();
        assertThat(metrics.numBlockingThreads()).isZero();

        runtime.blockOn(runtime.spawnBlocking(() -> "job"));
        assertThat(metrics.numBlockingThreads()).isEqualTo(1);
        until(() -> metrics.numIdleBlockingThreads() == 1);

        runtime.close();
        until(() -> metrics.numBlockingThreads() == 0);
        assertThat(metrics.numIdleBlockingThreads()).isZero();
    }

    @Test
    @Behaviour("RTU-05")
    void blockingQueueDepth_countsJobsWithoutAThread() throws Exception {
        try (AsyncRuntime runtime =
                AsyncRuntime.currentThread().maxBlockingThreads(1).build()) {
            CountDownLatch started = new CountDownLatch(1);
            runtime.spawnBlocking(() -> {
                started.countDown();
                waitFor(release);
                return null;
            });
            waitFor(started);
            runtime.spawnBlocking(() -> 1);
            runtime.spawnBlocking(() -> 2);
            assertThat(runtime.metrics().blockingQueueDepth()).isEqualTo(2);

            release.countDown();
            until(() -> runtime.metrics().blockingQueueDepth() == 0);
        }
    }

    @Test
    void ioDriver_isNamedOnceItIsOpen() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            assertThat(runtime.metrics().ioDriver()).isEmpty();

            TcpListener listener = runtime.blockOn(TcpListener.bind("127.0.0.1:0"));

            assertThat(runtime.metrics().ioDriver()).contains("java.nio");
            listener.close();
        }
    }
}
