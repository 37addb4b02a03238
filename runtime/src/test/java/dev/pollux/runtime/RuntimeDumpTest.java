package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.blockInPlace;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.joinAll;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.runtime.TestFutures.call;
import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.TestFutures.Gate;
import dev.pollux.runtime.dump.TaskDump;
import dev.pollux.runtime.dump.TaskDump.State;
import dev.pollux.runtime.dump.WorkerDump;
import dev.pollux.task.JoinHandle;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RuntimeDumpTest {

    private final CountDownLatch release = new CountDownLatch(1);

    private static AsyncRuntime build(RuntimeKind kind) {
        return kind == RuntimeKind.CURRENT_THREAD ? AsyncRuntime.currentThread().build() : workers(2);
    }

    private static AsyncRuntime workers(int count) {
        return AsyncRuntime.multiThread()
                .workerThreads(count)
                .pollBudget(Duration.ofHours(1)) // who is stuck stays where it is
                .build();
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private Object block(CountDownLatch started) throws InterruptedException {
        started.countDown();
        waitFor(release);
        return "released";
    }

    private static Future<String> inner(Future<String> gate) {
        return async(() -> gate.await());
    }

    private static Future<String> outer(Future<String> gate) {
        return async(() -> join(inner(gate), inner(pending())).await().first());
    }

    private static TaskDump only(RuntimeDump dump) {
        assertThat(dump.tasks()).hasSize(1);
        return dump.tasks().get(0);
    }

    // ---------------------------------------------------------------- what is in it

    @ParameterizedTest
    @EnumSource
    @Behaviour({"t:dump-01", "t:dump-02"})
    void waitingTask_isShownWithItsAwaitChain(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = build(kind)) {
            Gate gate = new Gate();
            JoinHandle<String> task = runtime.spawn(outer(gate));
            runtime.blockOn(async(() -> yieldNow().await()));
            gate.awaitPolled();
            until(() -> only(runtime.dump()).state() == State.WAITING);

            TaskDump seen = only(runtime.handle().dump());

            assertThat(seen.id()).isEqualTo(task.id());
            assertThat(seen.label()).startsWith("dev.pollux.runtime.RuntimeDumpTest.outer(RuntimeDumpTest.java:");
            assertThat(seen.thread()).isNull();
            assertThat(seen.stack()).isEmpty();
            assertThat(seen.unchanged()).isNull();
            assertThat(seen.awaits().toString().lines().map(line -> line.replaceAll(":\\d+|@.*", "")))
                    .containsExactly(
                            "dev.pollux.runtime.RuntimeDumpTest.outer(RuntimeDumpTest.java)",
                            "  join of 2",
                            "    dev.pollux.runtime.RuntimeDumpTest.inner(RuntimeDumpTest.java)",
                            "      dev.pollux.runtime.TestFutures$Gate",
                            "    dev.pollux.runtime.RuntimeDumpTest.inner(RuntimeDumpTest.java)",
                            "      pending");
        }
    }

    @Test
    void stuckWorkers_areShownWithTaskAndStack_whileOthersAreQueued() throws Exception {
        try (AsyncRuntime runtime = workers(2)) {
            CountDownLatch started = new CountDownLatch(2);
            JoinHandle<Object> first = runtime.spawn(call(() -> block(started)));
            JoinHandle<Object> second = runtime.spawn(call(() -> block(started)));
            waitFor(started);
            JoinHandle<String> third = runtime.spawn(new Gate());

            RuntimeDump dump = runtime.dump();
            release.countDown();

            assertThat(dump.workers()).hasSize(2).allSatisfy(worker -> {
                assertThat(worker.role()).isEqualTo(WorkerDump.Role.WORKER);
                assertThat(worker.task()).isIn(first.id(), second.id());
                assertThat(worker.stack())
                        .anyMatch(frame -> frame.getMethodName().equals("block"));
            });
            assertThat(dump.tasks()).extracting(TaskDump::id).containsOnlyOnce(first.id(), second.id(), third.id());
            for (TaskDump task : dump.tasks()) {
                if (task.id().equals(third.id())) {
                    assertThat(task.state()).isEqualTo(State.QUEUED);
                } else {
                    assertThat(task.state()).isEqualTo(State.RUNNING);
                    assertThat(task.awaits()).isNull();
                    assertThat(task.thread()).startsWith("pollux-worker-");
                    assertThat(task.stack())
                            .anyMatch(frame -> frame.getMethodName().equals("block"))
                            .noneMatch(frame -> frame.getClassName().contains(".schedule."));
                }
            }
        }
    }

    @Test
    void stuckTask_ofACurrentThreadRuntime_isShownWithItsStack() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            CountDownLatch started = new CountDownLatch(1);
            JoinHandle<Object> stuck = runtime.spawn(call(() -> block(started)));
            Thread driver = new Thread(() -> blockOn(runtime, stuck), "driver");
            driver.start();
            waitFor(started);

            RuntimeDump dump = runtime.dump();
            release.countDown();
            driver.join();

            assertThat(dump.workers()).hasSize(1);
            assertThat(dump.workers().get(0).thread()).isEqualTo("driver");
            assertThat(dump.workers().get(0).task()).isEqualTo(only(dump).id());
            assertThat(only(dump).stack())
                    .anyMatch(frame -> frame.getMethodName().equals("block"));
            assertThat(dump.callers()).hasSize(1);
            assertThat(dump.callers().get(0).awaits().label()).startsWith("JoinHandle[");
            assertThat(runtime.dump().workers()).isEmpty();
        }
    }

    private static void blockOn(AsyncRuntime runtime, Future<?> future) {
        try {
            runtime.blockOn(future);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void worker_thatWasReplacedOrSleeps_isShownAsThat() throws Exception {
        try (AsyncRuntime runtime = workers(1)) {
            CountDownLatch started = new CountDownLatch(1);
            JoinHandle<Object> task = runtime.spawn(call(() -> blockInPlace(() -> block(started))));
            waitFor(started);
            until(() -> runtime.metrics().worker(0).isParked());

            RuntimeDump dump = runtime.dump();
            release.countDown();

            assertThat(dump.workers())
                    .extracting(WorkerDump::role)
                    .containsExactly(WorkerDump.Role.REPLACED, WorkerDump.Role.IDLE);
            assertThat(dump.workers().get(0).task()).isEqualTo(task.id());
            assertThat(dump.workers().get(1).task()).isNull();
            until(() -> runtime.dump().workers().get(0).role() == WorkerDump.Role.SPARE);
        }
    }

    @Test
    void cleanUp_isShownAsThat() throws Exception {
        try (AsyncRuntime runtime = workers(1)) {
            Gate body = new Gate();
            Gate closing = new Gate();
            JoinHandle<String> task = runtime.spawn(() -> {
                try {
                    return body.await();
                } finally {
                    closing.await();
                }
            });
            body.awaitPolled();
            task.abort();
            closing.awaitPolled();
            until(() -> only(runtime.dump()).state() != State.RUNNING);

            TaskDump seen = only(runtime.dump());
            closing.open();

            assertThat(seen.state()).isEqualTo(State.CLEANING_UP);
            assertThat(seen.awaits().toString()).startsWith("clean-up\n").contains("TestFutures$Gate");
        }
    }

    @Test
    void blockingJobs_areShownWithTheStackOfTheirThread() throws Exception {
        try (AsyncRuntime runtime =
                AsyncRuntime.currentThread().maxBlockingThreads(1).build()) {
            CountDownLatch started = new CountDownLatch(1);
            JoinHandle<Object> running = runtime.spawnBlocking(() -> block(started));
            waitFor(started);
            JoinHandle<Object> queued = runtime.spawnBlocking(() -> "later");

            RuntimeDump dump = runtime.dump();
            release.countDown();

            assertThat(dump.tasks()).isEmpty();
            assertThat(dump.blockingJobs()).hasSize(2);
            TaskDump first = dump.blockingJobs().stream()
                    .filter(job -> job.id().equals(running.id()))
                    .findAny()
                    .orElseThrow();
            assertThat(first.state()).isEqualTo(State.RUNNING);
            assertThat(first.thread()).isEqualTo("pollux-blocking-1");
            assertThat(first.stack()).anyMatch(frame -> frame.getMethodName().equals("block"));
            assertThat(dump.blockingJobs())
                    .filteredOn(job -> job.id().equals(queued.id()))
                    .extracting(TaskDump::state)
                    .containsExactly(State.QUEUED);
        }
    }

    @Test
    void unchanged_isKnownIfAskedFor() throws Exception {
        try (AsyncRuntime runtime =
                AsyncRuntime.currentThread().trackTaskTimes(true).build()) {
            runtime.spawn(new Gate());
            Duration queued = only(runtime.dump()).unchanged();
            until(() -> only(runtime.dump()).unchanged().compareTo(queued.plusMillis(1)) > 0);
            long begin = System.nanoTime();
            runtime.blockOn(async(() -> yieldNow().await()));

            TaskDump waiting = only(runtime.dump());

            assertThat(waiting.state()).isEqualTo(State.WAITING);
            assertThat(waiting.unchanged()).isBetween(Duration.ZERO, Duration.ofNanos(System.nanoTime() - begin));
            assertThat(runtime.dump().toString()).containsPattern("\\[waiting for \\d+\\.\\d{3} s]");
        }
    }

    // ---------------------------------------------------------------- foreign code

    private record Odd(List<Future<?>> awaited, boolean mute) implements Future<String>, Awaiting {
        @Override
        public Poll<String> poll(Context cx) {
            return Poll.pending();
        }

        @Override
        public List<? extends Future<?>> awaiting() {
            if (awaited.isEmpty()) {
                throw new IllegalStateException("awaiting");
            }
            return awaited;
        }

        @Override
        public String toString() {
            if (mute) {
                throw new IllegalStateException("toString");
            }
            return "odd";
        }
    }

    @Test
    void futureThatCannotTell_isShownByItsClass() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            runtime.spawn(new Odd(Arrays.asList(null, new Odd(List.of(), true)), false));

            assertThat(only(runtime.dump()).awaits().toString())
                    .isEqualTo("odd\n  dev.pollux.runtime.RuntimeDumpTest$Odd\n");
        }
    }

    // ---------------------------------------------------------------- while tasks run

    @ParameterizedTest
    @EnumSource
    @Behaviour({"t:dump-03", "t:dump-04", "t:dump-05"})
    void dumps_whileTasksComeAndGo_loseNothingAndShowWhoStays(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = build(kind)) {
            JoinHandle<String> stays = runtime.spawn(new Gate());
            AtomicBoolean stop = new AtomicBoolean();
            List<JoinHandle<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(runtime.spawn(churn(stop)));
            }
            FutureTask<Void> dumps = new FutureTask<>(() -> dumpOften(runtime, stays), null);
            new Thread(() -> {
                        dumps.run();
                        stop.set(true);
                    })
                    .start();

            int rounds = runtime.blockOn(joinAll(all)).stream().mapToInt(n -> n).sum();

            dumps.get(); // throws what an assertion there threw
            assertThat(rounds).isGreaterThanOrEqualTo(100);
            until(() -> runtime.metrics().numAliveTasks() == 1);
            assertThat(only(runtime.dump()).id()).isEqualTo(stays.id());
        }
    }

    private static Future<Integer> churn(AtomicBoolean stop) {
        return async(() -> {
            int rounds = 0;
            do {
                var child = spawn(
                        async(() -> join(yieldNow(), sleep(Duration.ofNanos(1))).await()));
                join(yieldNow(), child).await();
                rounds++;
            } while (!stop.get());
            return rounds;
        });
    }

    private static void dumpOften(AsyncRuntime runtime, JoinHandle<?> stays) {
        for (int i = 0; i < 50; i++) {
            RuntimeDump dump = runtime.dump();
            assertThat(dump.tasks())
                    .extracting(TaskDump::id)
                    .doesNotHaveDuplicates()
                    .contains(stays.id());
            assertThat(dump.toString()).contains("task " + stays.id().value() + " [");
        }
    }

    // ---------------------------------------------------------------- as text

    @Test
    void dumpTo_writesTheTextOfTheDump() throws Exception {
        try (AsyncRuntime runtime = workers(1)) {
            Gate gate = new Gate();
            runtime.spawn(gate);
            gate.awaitPolled();
            until(() -> runtime.metrics().worker(0).isParked());
            StringBuilder text = new StringBuilder();

            runtime.handle().dumpTo(text);

            assertThat(text).hasToString(runtime.dump().toString());
            assertThat(text.toString()).startsWith("Pollux runtime \"pollux\"\n\n\"pollux-worker-1\" #");
            assertThatThrownBy(() -> runtime.dumpTo(new Writer() {
                        @Override
                        public void write(char[] buffer, int offset, int length) throws IOException {
                            throw new IOException("disk full");
                        }

                        @Override
                        public void flush() {}

                        @Override
                        public void close() {}
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("disk full");
        }
    }

    @Test
    void dumpAll_hasEachRuntimeUntilItIsShutDown() {
        AsyncRuntime one = AsyncRuntime.currentThread().name("one of all").build();
        try (AsyncRuntime two = AsyncRuntime.multiThread().name("two of all").build()) {
            assertThat(AsyncRuntime.dumpAll())
                    .extracting(RuntimeDump::runtime)
                    .contains("one of all", two.handle().name());
            one.close();
            assertThat(AsyncRuntime.dumpAll()).extracting(RuntimeDump::runtime).doesNotContain("one of all");
        }
    }
}
