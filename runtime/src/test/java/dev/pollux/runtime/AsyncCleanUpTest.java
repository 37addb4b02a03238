package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.select;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.timeout;
import static dev.pollux.Pollux.when;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.CleanUpTimeoutException;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import dev.pollux.task.TaskFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A {@code finally} that awaits is finished by whoever causes the drop. */
@Timeout(60)
class AsyncCleanUpTest {

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<TaskFailure> reported = new CopyOnWriteArrayList<>();
    private final CountDownLatch standing = new CountDownLatch(1);

    private AsyncRuntime build(RuntimeKind kind) {
        return kind.builder(2).onFailure(reported::add).build();
    }

    /** Waits for ever; its clean-up takes a few turns and a timer. */
    private Future<@Nullable Void> careful() {
        return async(() -> {
            try {
                standing.countDown();
                Futures.<Void>pending().await();
            } finally {
                log.add("begin");
                yieldNow().await();
                sleep(Duration.ofMillis(2)).await();
                log.add("end");
            }
        });
    }

    /** Its clean-up never ends by itself. */
    private Future<@Nullable Void> endless() {
        return async(() -> {
            try {
                try {
                    standing.countDown();
                    Futures.<Void>pending().await();
                } finally {
                    log.add("begin");
                    Futures.<Void>pending().await();
                    log.add("never");
                }
            } finally {
                log.add("outer");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void abort_handleAnswersAfterTheCleanUp(RuntimeKind kind) throws Exception { // case 115
        try (AsyncRuntime runtime = build(kind)) {
            runtime.blockOn(async(() -> {
                JoinHandle<@Nullable Void> task = spawn(careful());
                yieldNow().await();
                while (standing.getCount() > 0) {
                    yieldNow().await();
                }
                task.abort();
                task.abort();
                try {
                    task.await();
                } catch (TaskCancelledException e) {
                    log.add("joined");
                }
            }));
        }

        assertThat(log).containsExactly("begin", "end", "joined");
        assertThat(reported).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void timeout_answersAfterTheCleanUp(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = build(kind)) {
            assertThatThrownBy(() -> runtime.blockOn(
                            async(() -> timeout(Duration.ofMillis(1), careful()).await())))
                    .isInstanceOf(TimeoutException.class);
        }

        assertThat(log).containsExactly("begin", "end");
    }

    @ParameterizedTest
    @EnumSource
    void select_answersAfterTheCleanUpOfTheLosers(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = build(kind)) {
            String winner =
                    runtime.blockOn(async(() -> select(when(careful(), v -> "careful"), when(ready("quick"), v -> v))
                            .biased()
                            .await()));
            log.add(winner);
        }

        assertThat(log).containsExactly("begin", "end", "quick");
    }

    @ParameterizedTest
    @EnumSource
    void dropByHand_insideATask_isFinishedBeforeTheTask(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = build(kind)) {
            runtime.blockOn(async(() -> {
                JoinHandle<String> task = spawn(async(() -> {
                    Future<?> dropped = careful();
                    Futures.<Integer>pollFn(cx -> {
                                dropped.poll(cx);
                                dropped.drop();
                                return Poll.ready(1);
                            })
                            .await();
                    log.add("last line");
                    return "v";
                }));
                log.add(task.await());
            }));
        }

        assertThat(log).containsExactly("begin", "last line", "end", "v");
    }

    @ParameterizedTest
    @EnumSource
    void blockOn_interrupted_finishesTheCleanUp(RuntimeKind kind) throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (AsyncRuntime runtime = build(kind)) {
            Thread thread = new Thread(() -> {
                try {
                    runtime.blockOn(careful());
                } catch (Exception e) {
                    thrown.set(e);
                }
            });
            thread.start();
            standing.await();
            thread.interrupt();
            thread.join();
        }

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(log).containsExactly("begin", "end");
    }

    @ParameterizedTest
    @EnumSource
    void blockOn_interruptedTwice_givesTheCleanUpUp(RuntimeKind kind) throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch cleaning = new CountDownLatch(1);
        try (AsyncRuntime runtime = build(kind)) {
            Thread thread = new Thread(() -> {
                try {
                    runtime.blockOn(async(() -> {
                        try {
                            standing.countDown();
                            Futures.<Void>pending().await();
                        } finally {
                            cleaning.countDown();
                            Futures.<Void>pending().await();
                        }
                    }));
                } catch (Exception e) {
                    thrown.set(e);
                }
            });
            thread.start();
            standing.await();
            thread.interrupt();
            cleaning.await();
            thread.interrupt();
            thread.join();
        }

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @ParameterizedTest
    @EnumSource
    void shutdown_finishesTheCleanUpOfTasks(RuntimeKind kind) throws Exception {
        AsyncRuntime runtime = build(kind);
        runtime.spawn(careful());
        letTasksRun(runtime);

        ShutdownReport report = runtime.shutdown(Duration.ofSeconds(50));

        assertThat(report.cleanedUp()).isEqualTo(1);
        assertThat(report.isBalanced()).isTrue();
        assertThat(log).containsExactly("begin", "end");
    }

    @ParameterizedTest
    @EnumSource
    void limit_overrun_isReportedWithTheAwaitChain(RuntimeKind kind) throws Exception {
        AsyncRuntime runtime = kind.builder(2)
                .onFailure(reported::add)
                .cleanUpLimit(Duration.ofMillis(5))
                .build();
        runtime.spawn(endless());
        letTasksRun(runtime);

        assertThat(runtime.shutdown(Duration.ofSeconds(50)).isComplete()).isTrue();

        assertThat(log).containsExactly("begin", "outer");
        assertThat(reported)
                .singleElement()
                .satisfies(failure -> assertThat(failure.failure())
                        .isInstanceOf(CleanUpTimeoutException.class)
                        .hasMessageContaining("AsyncCleanUpTest.endless(AsyncCleanUpTest.java:")
                        .hasMessageContaining("pending"));
    }

    @ParameterizedTest
    @EnumSource
    void shutdown_withZero_doesNotWaitForCleanUp(RuntimeKind kind) throws Exception {
        AsyncRuntime runtime = build(kind);
        runtime.spawn(endless());
        letTasksRun(runtime);

        runtime.shutdown(Duration.ZERO);

        assertThat(log).doesNotContain("never");
    }

    /** A future that drops, in the poll in which it ends, one whose clean-up another thread completes. */
    private static Future<Integer> endsByDropping(Future<?> dropped) {
        return Futures.pollFn(cx -> {
            dropped.poll(cx);
            dropped.drop();
            return Poll.ready(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void root_endsWhileCleanUpIsLeft_isWokenByAnotherThread(RuntimeKind kind) throws Exception {
        CompletableFuture<String> goodbye = new CompletableFuture<>();
        CountDownLatch cleaning = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            try {
                cleaning.await();
            } catch (InterruptedException e) {
                return;
            }
            goodbye.complete("bye");
        });
        other.start();
        try (AsyncRuntime runtime = build(kind)) {
            int value = runtime.blockOn(async(() -> endsByDropping(async(() -> {
                        try {
                            Futures.<Void>pending().await();
                        } finally {
                            cleaning.countDown();
                            log.add(fromStage(goodbye).await());
                        }
                    }))
                    .await()));

            assertThat(value).isEqualTo(1);
        }
        other.join();
        assertThat(log).containsExactly("bye");
    }

    @ParameterizedTest
    @EnumSource
    void limit_ofCleanUpDroppedInAPoll_runsWhileTheTaskWaits(RuntimeKind kind) throws Exception {
        CountDownLatch givenUp = new CountDownLatch(1);
        AsyncRuntime runtime = kind.builder(2)
                .onFailure(reported::add)
                .cleanUpLimit(Duration.ofMillis(5))
                .build();
        runtime.blockOn(async(() -> {
            JoinHandle<@Nullable Void> task = spawn(async(() -> {
                endsByDropping(async(() -> {
                            try {
                                Futures.<Void>pending().await();
                            } finally {
                                try {
                                    Futures.<Void>pending().await();
                                } finally {
                                    givenUp.countDown();
                                }
                            }
                        }))
                        .await();
                Futures.<Void>pending().await();
            }));
            while (givenUp.getCount() > 0) {
                sleep(Duration.ofMillis(1)).await();
            }
            task.abort();
        }));
        runtime.close();

        assertThat(reported).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void shutdown_cleanUpOfADecidedTaskGivenUp_keepsItsValue(RuntimeKind kind) throws Exception {
        AsyncRuntime runtime = kind.builder(2)
                .onFailure(reported::add)
                .cleanUpLimit(Duration.ofMillis(5))
                .build();
        JoinHandle<Integer> handle = runtime.spawn(endsByDropping(endless()));
        letTasksRun(runtime);

        assertThat(runtime.shutdown(Duration.ofSeconds(50)).isComplete()).isTrue();

        assertThat(handle.poll(Context.of(Waker.noop())).get()).isEqualTo(1);
        assertThat(reported).hasSize(1);
    }

    private void letTasksRun(AsyncRuntime runtime) throws Exception {
        runtime.blockOn(async(() -> {
            while (standing.getCount() > 0) {
                yieldNow().await();
            }
        }));
    }
}
