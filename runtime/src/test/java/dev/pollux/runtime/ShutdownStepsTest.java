package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.runtime.TestFutures.call;
import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.CleanUpTimeoutException;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import dev.pollux.net.TcpStream;
import dev.pollux.runtime.TestFutures.Gate;
import dev.pollux.runtime.spi.Draining;
import dev.pollux.runtime.spi.RuntimeContext;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.Unfinished;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The steps of a shutdown, one by one. */
@Timeout(60)
class ShutdownStepsTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);

    // ---------------------------------------------------------------- draining

    @ParameterizedTest
    @EnumSource
    void drain_isWaitedForBeforeTasksAreCancelled(RuntimeKind kind) throws Exception {
        AsyncRuntime runtime = kind.builder(2).build();
        runtime.spawn(logsWhenDropped());
        drainAtShutdown(runtime, "orders", async(() -> {
            sleep(Duration.ofMillis(1)).await();
            String inner = spawn(call(() -> "spawned while draining")).await();
            log.add(inner);
        }));

        ShutdownReport report = runtime.shutdown(LONG);

        assertThat(log).containsExactly("asked orders", "spawned while draining", "dropped");
        assertThat(report.undrained()).isEmpty();
        assertThat(report.tasks()).isEqualTo(2);
        assertThat(report.finished()).isEqualTo(1);
        assertThat(report.cancelled()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void drain_thatTakesTooLong_isDroppedAndNamed(RuntimeKind kind) throws Exception {
        AsyncRuntime runtime = kind.builder(2).build();
        Gate gate = new Gate();
        drainAtShutdown(runtime, "orders", gate);

        ShutdownReport report = runtime.shutdown(SHORT, LONG);

        assertThat(report.undrained()).containsExactly("orders");
        assertThat(gate.isDropped() || log.isEmpty())
                .as("dropped, unless this machine stood still so long that it was not even asked")
                .isTrue();
        assertThat(report.toString()).endsWith("not drained:\n  orders");
    }

    @Test
    void drain_addedMeanwhile_isAskedToo() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.currentThread().build();
        drainAtShutdown(runtime, "first", call(() -> drainAtShutdown(runtime, "second", Futures.ready(null))));

        ShutdownReport report = runtime.shutdown(LONG);

        assertThat(log).containsExactly("asked first", "asked second");
        assertThat(report.undrained()).isEmpty();
    }

    @Test
    void drain_takenBack_isNotAsked() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.currentThread().build();
        drainAtShutdown(runtime, "orders", new Gate()).close();

        assertThat(runtime.shutdown(LONG).undrained()).isEmpty();
        assertThat(log).isEmpty();
    }

    @Test
    void drain_thatFails_isNamedAndHurtsNobody() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.currentThread().build();
        drainAtShutdown(runtime, "broken", call(() -> {
            throw new IOException("no");
        }));
        drainAtShutdown(runtime, "whole", Futures.ready(null));
        List<Throwable> uncaught = new ArrayList<>();
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));

        ShutdownReport report = runtime.shutdown(LONG);

        Thread.currentThread().setUncaughtExceptionHandler(null);
        assertThat(report.undrained()).containsExactly("broken");
        assertThat(uncaught).singleElement().isInstanceOf(IOException.class);
    }

    @Test
    void spawn_fromOutsideWhileDraining_isCancelledAndBlockOnRefused() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build();
        Gate gate = new Gate();
        drainAtShutdown(runtime, "orders", gate);
        CompletableFuture<ShutdownReport> report = inBackground(() -> runtime.shutdown(LONG));
        gate.awaitPolled();

        JoinHandle<String> late = runtime.spawn(call(() -> "late"));

        assertThatThrownBy(() -> late.toCompletableFuture().get()).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> runtime.blockOn(Futures.ready(1)))
                .isInstanceOf(RuntimeShutdownException.class)
                .hasMessage("blockOn needs the Pollux runtime \"pollux\", which was shut down");
        gate.open();
        assertThat(report.get().isComplete()).isTrue();
    }

    @Test
    void shutdown_withTimesThatMakeNoSense_isRefused() {
        AsyncRuntime runtime = AsyncRuntime.currentThread().build();

        assertThatThrownBy(() -> runtime.shutdown(LONG, SHORT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> runtime.shutdown(Duration.ofMillis(-1), SHORT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(runtime.spawn(call(() -> "still open")).isFinished()).isFalse();
        runtime.close();
    }

    // ---------------------------------------------------------------- clean-up

    @ParameterizedTest
    @EnumSource
    void cleanUpThatDoesNotEnd_isGivenUpAtTheDeadlineWithItsChain(RuntimeKind kind) throws Exception {
        AsyncRuntime runtime = kind.builder(2).cleanUpLimit(Duration.ofDays(1)).build();
        JoinHandle<@Nullable Void> handle = runtime.spawn(endless());
        startTasks(runtime);

        ShutdownReport report = runtime.shutdown(SHORT);

        assertThat(report.givenUp()).singleElement().satisfies(task -> {
            assertThat(task.task()).isEqualTo(handle.id());
            assertThat(task.awaits()).contains("ShutdownStepsTest.endless(ShutdownStepsTest.java:");
        });
        assertThat(report.isBalanced()).isTrue();
        assertThat(handle.isFinished()).isTrue();
        assertThat(log).containsExactly("outer");
    }

    @ParameterizedTest
    @EnumSource
    void cleanUp_maySpawnBlockingJobs(RuntimeKind kind) throws Exception {
        AsyncRuntime runtime = kind.builder(2).build();
        runtime.spawn(async(() -> {
            try {
                started.countDown();
                Futures.<Void>pending().await();
            } finally {
                log.add(Handle.current().spawnBlocking(() -> "closed the file").await());
            }
        }));
        startTasks(runtime);

        ShutdownReport report = runtime.shutdown(LONG);

        assertThat(log).containsExactly("closed the file");
        // A job that is quick enough leaves nothing to be waited for.
        assertThat(report.cleanedUp() + report.cancelled()).isEqualTo(1);
        assertThat(report.finished()).isEqualTo(1);
    }

    @Test
    void deadline_isRealTimeAlsoIfTheClockOfTheRuntimeStandsStill() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.currentThread().clock(() -> 0).build();
        runtime.spawn(async(() -> {
            try {
                started.countDown();
                Futures.<Void>pending().await();
            } finally {
                sleep(Duration.ofMillis(1)).await();
            }
        }));
        startTasks(runtime);

        assertThat(runtime.shutdown(SHORT).givenUp()).hasSize(1);
    }

    // ---------------------------------------------------------------- what is stuck

    @Test
    void workerStuckInAPoll_keepsTheOthersFromNothingAndIsNamed() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.multiThread()
                .workerThreads(2)
                .cleanUpLimit(Duration.ofSeconds(1))
                .build();
        JoinHandle<String> stuck = runtime.spawn(call(this::getStuck));
        waitFor(started);
        JoinHandle<@Nullable Void> careful = runtime.spawn(async(() -> {
            try {
                log.add("stands");
                Futures.<Void>pending().await();
            } finally {
                sleep(Duration.ofMillis(1)).await();
                log.add("cleaned up");
            }
        }));
        while (log.isEmpty()) {
            Thread.onSpinWait();
        }

        ShutdownReport report = runtime.shutdown(Duration.ofSeconds(1));

        assertThat(log).containsExactly("stands", "cleaned up");
        assertThat(report.cleanedUp()).isEqualTo(1);
        assertThat(careful.isFinished()).isTrue();
        assertThat(report.stuck()).singleElement().satisfies(task -> {
            assertThat(task.task()).isEqualTo(stuck.id());
            assertThat(task.thread()).startsWith("pollux-worker-");
            assertThat(task.stack()).anyMatch(frame -> frame.getMethodName().equals("getStuck"));
        });
        assertThat(report.isBalanced()).isTrue();
        assertThat(report.isComplete()).isFalse();

        finish.countDown();
        ShutdownReport last = runtime.shutdown(LONG);
        assertThat(last.isComplete()).isTrue();
        assertThat(last.finished()).isEqualTo(1);
        assertThat(runtime.shutdown(Duration.ZERO)).isEqualTo(last);
    }

    @Test
    void onlyWorkerStuckInAPoll_othersAreDroppedByTheCaller() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.multiThread()
                .workerThreads(1)
                .pollBudget(Duration.ofDays(1))
                .build();
        Gate gate = new Gate();
        JoinHandle<String> waiting = runtime.spawn(gate);
        gate.awaitPolled();
        JoinHandle<String> stuck = runtime.spawn(call(this::getStuck));
        waitFor(started);
        stuck.abort();

        ShutdownReport report = runtime.shutdown(SHORT);

        assertThat(gate.dropper()).isSameAs(Thread.currentThread());
        assertThat(waiting.isFinished()).isTrue();
        assertThat(report.cancelled()).isEqualTo(1);
        assertThat(report.stuck()).extracting(Unfinished::task).containsExactly(stuck.id());
        finish.countDown();
        runtime.close();
        assertThat(stuck.isFinished()).isTrue();
    }

    @Test
    @SuppressWarnings("pollux:blocking-call") // which is the point
    void taskStuckInAPoll_whoseCleanUpAwaits_isGivenUpByItsWorkerInTheEnd() throws Exception {
        List<Throwable> reported = new CopyOnWriteArrayList<>();
        AsyncRuntime runtime = AsyncRuntime.multiThread()
                .workerThreads(1)
                .onFailure(failure -> reported.add(failure.failure()))
                .build();
        JoinHandle<@Nullable Void> stuck = runtime.spawn(async(() -> {
            try {
                getStuck();
                Futures.<Void>pending().await();
            } finally {
                Futures.<Void>pending().await();
            }
        }));
        waitFor(started);
        assertThat(runtime.shutdown(Duration.ZERO).stuck()).hasSize(1);

        finish.countDown();
        runtime.close();

        assertThat(stuck.isFinished()).isTrue();
        assertThat(reported).singleElement().isInstanceOf(CleanUpTimeoutException.class);
    }

    // ---------------------------------------------------------------- blocking jobs

    @Test
    @Behaviour("RTC-36")
    void blockingJob_thatEndsByTheInterrupt_isReportedAsInterrupted() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.currentThread().build();
        JoinHandle<String> job = runtime.spawnBlocking(this::getStuck);
        waitFor(started);

        ShutdownReport report = runtime.shutdown(Duration.ofMillis(500));

        assertThat(report.interrupted()).singleElement().satisfies(left -> {
            assertThat(left.task()).isEqualTo(job.id());
            assertThat(left.label()).isEqualTo("blocking job of " + ShutdownStepsTest.class.getName());
            assertThat(left.thread()).isEqualTo("pollux-blocking-1");
            assertThat(left.stack()).anyMatch(frame -> frame.getMethodName().equals("getStuck"));
        });
        assertThat(report.isComplete()).isTrue();
        assertThat(report.toString())
                .startsWith("of 1 tasks 0 finished, 0 were cancelled, 0 cleaned up\nblocking jobs interrupted:\n  task "
                        + job.id().value() + " (blocking job of ")
                .contains("on pollux-blocking-1\n    at ");
    }

    @Test
    @Behaviour("RTC-37")
    void blockingJob_thatRunsOn_isAbandonedByNameAndAwaitedByTheNextShutdown() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build();
        JoinHandle<String> job = runtime.spawnBlocking(this::ignoreInterrupts);
        waitFor(started);

        ShutdownReport report = runtime.shutdown(Duration.ZERO);

        assertThat(report.abandoned()).extracting(Unfinished::task).containsExactly(job.id());
        assertThat(report.isComplete()).isFalse();
        assertThat(job.isFinished()).isTrue();
        finish.countDown();
        runtime.close();
        ShutdownReport last = runtime.shutdown(Duration.ZERO);
        assertThat(last.isComplete()).isTrue();
        assertThat(last.interrupted()).hasSize(1);
        assertThat(log).containsExactly("ran on to its end");
    }

    @Test
    void blockingJob_abortedBefore_isAbandonedByNameToo() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.currentThread().build();
        JoinHandle<String> job = runtime.spawnBlocking(this::ignoreInterrupts);
        waitFor(started);
        job.abort();

        ShutdownReport report = runtime.shutdown(Duration.ZERO);

        assertThat(report.abandoned()).extracting(Unfinished::task).containsExactly(job.id());
        assertThat(report.isBalanced()).isTrue();
        finish.countDown();
        runtime.close();
    }

    @Test
    @Behaviour("RTH-09")
    void blockingJob_underWay_mayFinish() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.currentThread().build();
        JoinHandle<String> job = runtime.spawnBlocking(this::getStuck);
        waitFor(started);
        CompletableFuture<ShutdownReport> report = inBackground(() -> runtime.shutdown(LONG));
        while (!runtime.spawn(call(() -> "late")).isFinished()) {
            Thread.onSpinWait();
        }

        finish.countDown();

        assertThat(report.get().finished()).isEqualTo(1);
        assertThat(job.toCompletableFuture().get()).isEqualTo("no longer stuck");
    }

    @Test
    void lookUp_stillQueued_failsInsteadOfHanging() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.multiThread()
                .workerThreads(1)
                .maxBlockingThreads(1)
                .build();
        runtime.spawnBlocking(this::getStuck).drop();
        waitFor(started);
        CountDownLatch connecting = new CountDownLatch(1);
        CompletableFuture<TcpStream> connected = inBackground(() -> runtime.blockOn(async(() -> {
            Future<TcpStream> connect = TcpStream.connect("localhost:1");
            connecting.countDown();
            return connect.await();
        })));
        waitFor(connecting);

        runtime.shutdown(Duration.ZERO);

        assertThatThrownBy(connected::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("shut down");
        finish.countDown();
    }

    // ---------------------------------------------------------------- who shuts down

    @ParameterizedTest
    @EnumSource
    void shutdown_byManyAtOnce_endsForAll(RuntimeKind kind) throws Exception {
        AsyncRuntime runtime = kind.builder(2).build();
        for (int i = 0; i < 20; i++) {
            runtime.spawn(logsWhenDropped()).drop();
        }
        List<CompletableFuture<ShutdownReport>> reports = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            reports.add(inBackground(() -> runtime.shutdown(LONG)));
        }

        for (CompletableFuture<ShutdownReport> report : reports) {
            assertThat(report.get().isComplete()).isTrue();
        }
        assertThat(log).hasSize(20);
    }

    @Test
    void shutdown_interrupted_waitsForNothingMoreAndIsOver() throws Exception {
        AsyncRuntime runtime =
                AsyncRuntime.multiThread().workerThreads(1).cleanUpLimit(LONG).build();
        JoinHandle<@Nullable Void> task = runtime.spawn(endless());
        waitFor(started);
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                runtime.shutdown(LONG);
            } catch (Throwable t) {
                thrown.set(t);
            }
        });
        thread.start();

        thread.interrupt();
        thread.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        runtime.close();
        assertThat(task.isFinished()).isTrue();
    }

    @Test
    @Behaviour({"TBL-09", "TBL-10"})
    void shutdown_inABlockingJobWithoutWaiting_interruptsThatJobToo() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

        runtime.spawnBlocking(() -> {
                    ShutdownReport report = runtime.shutdown(Duration.ZERO);
                    log.add("abandoned " + report.abandoned().size());
                    return interrupted.complete(Thread.currentThread().isInterrupted());
                })
                .drop();

        assertThat(interrupted.get()).isTrue();
        assertThat(log).containsExactly("abandoned 1");
        runtime.close();
    }

    // ---------------------------------------------------------------- helpers

    private interface Body<T> {
        T run() throws Exception;
    }

    private static <T> CompletableFuture<T> inBackground(Body<T> body) {
        CompletableFuture<T> result = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        result.complete(body.run());
                    } catch (Throwable t) {
                        result.completeExceptionally(t);
                    }
                })
                .start();
        return result;
    }

    private AutoCloseable drainAtShutdown(AsyncRuntime runtime, String name, Future<?> drain) {
        EnterGuard guard = runtime.enter();
        try {
            return RuntimeContext.current().drainAtShutdown(new Draining() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public Future<?> drain() {
                    log.add("asked " + name);
                    return drain;
                }
            });
        } finally {
            guard.close();
        }
    }

    private Future<String> logsWhenDropped() {
        return new Future<>() {
            @Override
            public Poll<String> poll(Context cx) {
                return Poll.pending();
            }

            @Override
            public void drop() {
                log.add("dropped");
            }
        };
    }

    /** Its clean-up never ends by itself. */
    private Future<@Nullable Void> endless() {
        return async(() -> {
            try {
                try {
                    started.countDown();
                    Futures.<Void>pending().await();
                } finally {
                    Futures.<Void>pending().await();
                }
            } finally {
                log.add("outer");
            }
        });
    }

    private void startTasks(AsyncRuntime runtime) throws Exception {
        runtime.blockOn(async(() -> {
            while (started.getCount() > 0) {
                yieldNow().await();
            }
        }));
    }

    private String getStuck() throws InterruptedException {
        started.countDown();
        waitFor(finish);
        return "no longer stuck";
    }

    private String ignoreInterrupts() {
        started.countDown();
        while (finish.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
        log.add("ran on to its end");
        return "late";
    }
}
