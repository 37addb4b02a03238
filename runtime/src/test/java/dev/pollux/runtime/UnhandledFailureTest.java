package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.scope;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.runtime.TestFutures.call;
import static dev.pollux.runtime.TestFutures.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Waker;
import dev.pollux.runtime.TestFutures.Gate;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskCancelledException;
import dev.pollux.task.TaskScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A runtime, or a set of local tasks, that the first failure of a task shuts down. Most of these tests would hang if it did not. */
@Timeout(60)
class UnhandledFailureTest {

    private final IllegalStateException boom = new IllegalStateException("boom");
    private final Queue<Throwable> reported = new ConcurrentLinkedQueue<>();

    private AsyncRuntime runtime(RuntimeKind kind) {
        return kind.builder(2)
                .name("fragile")
                .unhandledFailure(UnhandledFailure.SHUT_DOWN)
                .onFailure(failure -> reported.add(failure.failure()))
                .cleanUpLimit(Duration.ofHours(1)) // nobody waits for that
                .build();
    }

    private <T> Future<T> failing() {
        return call(() -> {
            throw boom;
        });
    }

    private void assertShutDown(Throwable thrown, String operation, String what) {
        assertThat(thrown)
                .isInstanceOf(RuntimeShutdownException.class)
                .hasMessageContainingAll(operation + " needs " + what, "boom")
                .hasCause(boom);
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTB-11")
    void taskThatFails_endsBlockOnWithItsNameAndItsFailure(RuntimeKind kind) {
        try (AsyncRuntime runtime = runtime(kind)) {
            Throwable thrown = catchThrowable(() -> runtime.blockOn(async(() -> {
                var failing = Handle.current().task().name("feeder").spawn(failing());
                pending().await();
                failing.await();
            })));

            assertShutDown(thrown, "blockOn", "the Pollux runtime \"fragile\"");
            assertThat(thrown).hasMessageContaining("\"feeder\"");
        }
        assertThat(reported).containsExactly(boom);
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTB-12")
    void afterAFailure_spawnGivesCancelledHandlesAndBlockOnThrows(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = runtime(kind)) {
            assertThatThrownBy(() -> runtime.blockOn(runtime.spawn(failing())))
                    .isInstanceOf(RuntimeShutdownException.class);

            JoinHandle<String> late = runtime.spawn(ready("late"));
            JoinHandle<String> job = runtime.spawnBlocking(() -> "late");

            for (JoinHandle<String> each : List.of(late, job)) {
                assertThatThrownBy(() -> each.poll(Context.of(Waker.noop())))
                        .isInstanceOf(TaskCancelledException.class);
            }
            Throwable thrown = catchThrowable(() -> runtime.blockOn(ready("late")));
            assertShutDown(thrown, "blockOn", "the Pollux runtime \"fragile\"");
            assertThat(AsyncRuntime.isShutdown(thrown)).isTrue();
            assertThat(runtime.shutdown(Duration.ofSeconds(50)).isComplete()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Behaviour("RTB-13")
    void taskThatFails_endsTheBlockOnOfEachThread(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = runtime(kind)) {
            List<FutureTask<Throwable>> callers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Gate gate = new Gate();
                FutureTask<Throwable> caller = new FutureTask<>(() -> catchThrowable(() -> runtime.blockOn(gate)));
                new Thread(caller).start();
                gate.awaitPolled();
                callers.add(caller);
            }

            runtime.spawn(failing());

            for (FutureTask<Throwable> caller : callers) {
                assertShutDown(caller.get(), "blockOn", "the Pollux runtime");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenBlockOnThrows_itsFutureAndAllTasksAreDroppedAndCleanedUp(RuntimeKind kind) throws Exception {
        Gate root = new Gate();
        Gate task = new Gate();
        AtomicBoolean cleanedUp = new AtomicBoolean();
        try (AsyncRuntime runtime = runtime(kind)) {
            JoinHandle<String> other = runtime.spawn(task);
            Future<Void> program = async(() -> {
                spawn(async(() -> {
                            try {
                                spawn(failing()).await();
                            } finally {
                                yieldNow().await();
                                cleanedUp.set(true);
                            }
                        }))
                        .drop();
                root.await();
            });

            assertThatThrownBy(() -> runtime.blockOn(program)).isInstanceOf(RuntimeShutdownException.class);

            assertThat(root.isDropped()).isTrue();
            assertThat(task.isDropped()).isTrue();
            assertThat(cleanedUp).isTrue();
            assertThat(runtime.metrics().numAliveTasks()).isZero();
            assertThatThrownBy(() -> other.poll(Context.of(Waker.noop()))).isInstanceOf(TaskCancelledException.class);
            assertThat(runtime.shutdown(Duration.ofSeconds(50)).cancelled()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void failureThatIsTakenFromTheHandle_shutsDownAllTheSame(RuntimeKind kind) {
        try (AsyncRuntime runtime = runtime(kind)) {
            Throwable thrown = catchThrowable(() -> runtime.blockOn(async(() -> {
                try {
                    return spawn(failing()).await();
                } catch (IllegalStateException e) {
                    return "nothing happened";
                }
            })));

            assertShutDown(thrown, "blockOn", "the Pollux runtime");
        }
    }

    @Test
    void blockOnOfATask_doesNotWaitForThatTask() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        try (AsyncRuntime runtime = runtime(RuntimeKind.MULTI_THREAD)) {
            CompletableFuture<Throwable> seen = new CompletableFuture<>();
            Gate gate = new Gate();
            runtime.spawn(call(() -> {
                inside.countDown();
                return seen.complete(catchThrowable(() -> runtime.blockOn(gate)));
            }));
            waitFor(inside);
            gate.awaitPolled();

            runtime.spawn(failing());

            assertShutDown(seen.get(), "blockOn", "the Pollux runtime");
        }
    }

    @ParameterizedTest
    @EnumSource
    void blockingJobThatFails_endsNothingElse(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = runtime(kind)) {
            JoinHandle<String> job = runtime.spawnBlocking(() -> {
                throw boom;
            });

            assertThatThrownBy(() -> runtime.blockOn(job)).isSameAs(boom);
            assertThat(runtime.blockOn(runtime.spawn(ready("goes on")))).isEqualTo("goes on");
        }
        assertThat(reported).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void taskOfAScopeThatFails_shutsDownToo(RuntimeKind kind) {
        try (AsyncRuntime runtime = runtime(kind)) {
            Throwable thrown = catchThrowable(() -> runtime.blockOn(scope((TaskScope s) -> {
                s.spawn(failing());
            })));

            assertShutDown(thrown, "blockOn", "the Pollux runtime");
        }
    }

    @Test
    void byDefault_aTaskThatFailsEndsNothingElse() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread()
                .onFailure(failure -> reported.add(failure.failure()))
                .build()) {
            runtime.spawn(failing());
            assertThat(runtime.blockOn(runtime.spawn(ready("goes on")))).isEqualTo("goes on");
        }
        assertThat(reported).containsExactly(boom);
    }

    // ---------------------------------------------------------------- local tasks

    @ParameterizedTest
    @EnumSource
    @Behaviour("TLS-28")
    void localTaskThatFails_endsRunUntilAndTheSet(RuntimeKind kind) throws Exception {
        Gate root = new Gate();
        Gate task = new Gate();
        try (AsyncRuntime runtime = kind.builder(2).build();
                LocalSet local = new LocalSet(runtime.handle(), UnhandledFailure.SHUT_DOWN)) {
            local.spawnLocal(task);
            local.spawnLocal(failing());

            Throwable thrown = catchThrowable(() -> local.blockOn(root));

            assertShutDown(
                    thrown,
                    "runUntil",
                    "the LocalSet of " + Thread.currentThread().getName());
            assertThat(root.isDropped()).isTrue();
            assertThat(task.isDropped()).isTrue();
            JoinHandle<String> late = local.spawnLocal(ready("late"));
            assertThatThrownBy(() -> late.poll(Context.of(Waker.noop()))).isInstanceOf(TaskCancelledException.class);
            assertShutDown(catchThrowable(() -> local.blockOn(ready("late"))), "runUntil", "the LocalSet");
            assertThat(runtime.blockOn(runtime.spawn(ready("goes on")))).isEqualTo("goes on");
        }
    }

    @Test
    void set_asAFuture_throwsWhenItsTasksHaveEnded() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build();
                LocalSet local = new LocalSet(runtime.handle(), UnhandledFailure.SHUT_DOWN)) {
            Gate task = new Gate();
            local.spawnLocal(task);
            local.spawnLocal(failing());

            assertShutDown(catchThrowable(() -> runtime.blockOn(local)), "poll", "the LocalSet");
            assertThat(task.isDropped()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void set_ofARuntimeThatFailuresShutDown_doesTheSame(RuntimeKind kind) {
        try (AsyncRuntime runtime = runtime(kind);
                LocalSet local = new LocalSet(runtime.handle())) {
            local.spawnLocal(failing());

            assertShutDown(catchThrowable(() -> local.blockOn(pending())), "runUntil", "the LocalSet");
        }
        assertThat(reported).containsExactly(boom);
    }
}
