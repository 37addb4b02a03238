package dev.pollux.runtime;

import static dev.pollux.runtime.TestFutures.call;
import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.runtime.TestFutures.Gate;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import dev.pollux.task.TaskFailure;
import dev.pollux.time.Sleep;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShutdownTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final List<TaskFailure> reported = new CopyOnWriteArrayList<>();

    @Test
    @Behaviour({"RTC-11", "RTC-33"})
    void shutdown_dropsSuspendedTasksOnAWorker() throws Exception {
        AsyncRuntime runtime = oneWorker();
        Gate gate = new Gate();
        JoinHandle<String> handle = runtime.spawn(gate);
        gate.awaitPolled();

        ShutdownReport report = runtime.shutdown(LONG);

        assertThat(report.cancelled()).isEqualTo(1);
        assertThat(report.isBalanced()).isTrue();
        assertThat(report.isComplete()).isTrue();
        assertThat(gate.dropper().getName()).contains("worker");
        assertCancelled(handle);
    }

    @Test
    void shutdown_ofACurrentThreadRuntime_dropsItsTasks() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.currentThread().build();
        Gate gate = new Gate();
        JoinHandle<String> handle = runtime.spawn(gate);

        ShutdownReport report = runtime.shutdown(LONG);

        assertThat(report.cancelled()).isEqualTo(1);
        assertThat(report.isBalanced()).isTrue();
        assertThat(gate.isDropped()).isTrue();
        assertCancelled(handle);
    }

    @Test
    void shutdown_whileAnotherThreadDrives_isCarriedOutThere() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.currentThread().build();
        Gate inTask = new Gate();
        JoinHandle<String> task = runtime.spawn(inTask);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread driver = new Thread(() -> {
            try {
                runtime.blockOn(task);
            } catch (Throwable t) {
                thrown.set(t);
            }
        });
        driver.start();
        inTask.awaitPolled();

        ShutdownReport report = runtime.shutdown(LONG);
        driver.join();

        assertThat(report.isComplete()).isTrue();
        assertThat(inTask.dropper()).isSameAs(driver);
        assertThat(thrown.get()).isInstanceOf(TaskCancelledException.class);
    }

    @Test
    @Behaviour("RTB-04")
    void cleanUp_duringShutdown_findsTheRuntime() throws Exception {
        AsyncRuntime runtime = oneWorker();
        AtomicReference<Handle> found = new AtomicReference<>();
        CountDownLatch polled = new CountDownLatch(1);
        runtime.spawn(new Future<String>() {
            @Override
            public Poll<String> poll(Context cx) {
                polled.countDown();
                return Poll.pending();
            }

            @Override
            public void drop() {
                found.set(Handle.current());
            }
        });
        waitFor(polled);

        runtime.close();

        assertThat(found.get()).isSameAs(runtime.handle());
    }

    @Test
    @Behaviour({"RTH-08", "RTH-21"})
    void spawn_afterShutdown_givesACancelledHandle() {
        AsyncRuntime runtime = oneWorker();
        runtime.close();

        assertCancelled(runtime.spawn(call(() -> "late")));
        assertCancelled(runtime.spawnBlocking(() -> "late"));
    }

    @Test
    @Behaviour("RTH-24")
    void sleep_ofAShutDownRuntime_failsClearly() throws Exception {
        AsyncRuntime runtime = oneWorker();
        Sleep sleep;
        Sleep unpolled;
        CountDownLatch woken = new CountDownLatch(1);
        EnterGuard guard = runtime.enter();
        try {
            sleep = Sleep.of(Duration.ofHours(1));
            unpolled = Sleep.of(Duration.ofHours(1));
        } finally {
            guard.close();
        }
        Context cx = Context.of(Waker.of(woken::countDown));
        assertThat(sleep.poll(cx).isReady()).isFalse();

        runtime.close();

        waitFor(woken);
        assertThatThrownBy(() -> sleep.poll(cx))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shut down");
        assertThatThrownBy(() -> unpolled.poll(cx)).isInstanceOf(IllegalStateException.class);
    }

    @Test // case 117
    void shutdown_reportsATaskThatComputesOnAndHeedsNoCancellation() throws Exception {
        AsyncRuntime runtime = oneWorker();
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean stop = new AtomicBoolean();
        JoinHandle<String> task = runtime.spawn(call(() -> {
            started.countDown();
            while (!stop.get()) {
                Thread.onSpinWait();
            }
            return "stopped";
        }));
        waitFor(started);
        task.abort();

        ShutdownReport report = runtime.shutdown(Duration.ofMillis(1));
        assertThat(report.stuck()).hasSize(1);
        assertThat(report.isComplete()).isFalse();
        assertThat(task.isFinished()).isFalse();

        stop.set(true);
        assertThat(runtime.shutdown(LONG).isComplete()).isTrue();
    }

    @Test
    void shutdown_cancelsQueuedBlockingJobs() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.multiThread()
                .workerThreads(1)
                .maxBlockingThreads(1)
                .build();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        runtime.spawnBlocking(() -> {
            started.countDown();
            waitFor(finish);
            return "finished";
        });
        waitFor(started);
        JoinHandle<String> queued = runtime.spawnBlocking(() -> "never");

        ShutdownReport report = runtime.shutdown(Duration.ZERO);

        assertThat(report.cancelled()).isEqualTo(1);
        assertCancelled(queued);
        finish.countDown();
        runtime.close();
    }

    @Test
    @Behaviour("TBL-08")
    void close_inAsyncCode_isRefusedWithACure() throws Exception {
        try (AsyncRuntime runtime = oneWorker()) {
            JoinHandle<String> task = runtime.spawn(call(() -> {
                Runnable close = runtime::close;
                close.run();
                return "closed";
            }));

            assertThatThrownBy(() -> runtime.blockOn(task))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("shutdown(Duration.ZERO)");
            assertThat(runtime.blockOn(runtime.spawn(call(() -> "still open")))).isEqualTo("still open");
        }
    }

    @Test
    @Behaviour({"TBL-09", "TBL-10"})
    void shutdownWithoutWaiting_inAsyncCode_endsTheRuntime() throws Exception {
        AsyncRuntime runtime = oneWorker();
        Gate other = new Gate();
        runtime.spawn(other);
        other.awaitPolled();
        CountDownLatch refused = new CountDownLatch(1);

        runtime.spawn(call(() -> {
            try {
                runtime.shutdown(LONG);
            } catch (IllegalStateException e) {
                refused.countDown();
            }
            return runtime.shutdown(Duration.ZERO);
        }));

        waitFor(refused);
        other.awaitDropped();
        runtime.close();
    }

    @Test
    void close_twice_isHarmless() {
        AsyncRuntime runtime = oneWorker();

        runtime.close();
        runtime.close();
    }

    @Test
    void close_interrupted_finishesAndKeepsTheInterrupt() {
        AsyncRuntime runtime = oneWorker();
        Thread.currentThread().interrupt();

        runtime.close();

        assertThat(Thread.interrupted()).isTrue();
    }

    // ---------------------------------------------------------------- failures

    @Test
    void failureNobodyJoined_isReportedAtShutdown() throws Exception {
        IOException failure = new IOException("no route");
        AsyncRuntime runtime =
                AsyncRuntime.currentThread().onFailure(reported::add).build();
        JoinHandle<String> kept = runtime.spawn(cx -> {
            throw failure;
        });
        runtime.blockOn(runtime.spawn(call(() -> "runs after the other")));
        assertThat(reported).isEmpty();

        runtime.close();
        runtime.close();

        assertThat(reported).extracting(TaskFailure::failure).containsExactly(failure);
        assertThat(reported.get(0).taskId()).isEqualTo(kept.id());
    }

    @Test
    void failureOfABlockingJobNobodyJoined_isReportedToo() throws Exception {
        IOException failure = new IOException("no disk");
        CountDownLatch started = new CountDownLatch(1); // a job that has not started would be cancelled
        AsyncRuntime runtime = AsyncRuntime.multiThread()
                .workerThreads(1)
                .onFailure(reported::add)
                .build();
        JoinHandle<String> kept = runtime.spawnBlocking(() -> {
            started.countDown();
            throw failure;
        });
        started.await();

        runtime.close();

        assertThat(reported).extracting(TaskFailure::failure).containsExactly(failure);
        assertThat(reported.get(0).taskId()).isEqualTo(kept.id());
    }

    @Test
    void failureThatWasJoined_isNotReported() {
        IOException failure = new IOException("no route");
        AsyncRuntime runtime =
                AsyncRuntime.currentThread().onFailure(reported::add).build();
        JoinHandle<String> handle = runtime.spawn(cx -> {
            throw failure;
        });
        assertThatThrownBy(() -> runtime.blockOn(handle)).isSameAs(failure);

        runtime.close();

        assertThat(reported).isEmpty();
    }

    @Test
    @Behaviour("RTC-38")
    void shutdown_withTheLongestDuration_waits() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build();

        assertThat(runtime.shutdown(ChronoUnit.FOREVER.getDuration()).isComplete())
                .isTrue();
    }

    @Test
    @SuppressWarnings("try") // closing inside is the point
    void close_inABlockingJobOfThisRuntime_isRefusedSinceItWouldWaitForItself() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build();
                AsyncRuntime other = AsyncRuntime.currentThread().build()) {
            JoinHandle<String> job = runtime.spawnBlocking(() -> {
                other.close();
                runtime.close();
                return "closed";
            });

            assertThatThrownBy(() -> runtime.blockOn(job))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("blocking job");
        }
    }

    @Test
    void cleanUpThatFailsAtShutdown_isReported() throws Exception {
        RuntimeException failure = new RuntimeException("clean-up failed");
        AsyncRuntime runtime =
                AsyncRuntime.currentThread().onFailure(reported::add).build();
        runtime.spawn(new Future<String>() {
            @Override
            public Poll<String> poll(Context cx) {
                return Poll.pending();
            }

            @Override
            public void drop() {
                throw failure;
            }
        });

        runtime.close();

        assertThat(reported).extracting(TaskFailure::failure).containsExactly(failure);
    }

    private AsyncRuntime oneWorker() {
        return AsyncRuntime.multiThread()
                .workerThreads(1)
                .onFailure(reported::add)
                .build();
    }

    private static void assertCancelled(JoinHandle<String> handle) {
        assertThat(handle.isFinished()).isTrue();
        assertThatThrownBy(() -> handle.poll(Context.of(Waker.noop()))).isInstanceOf(TaskCancelledException.class);
    }
}
