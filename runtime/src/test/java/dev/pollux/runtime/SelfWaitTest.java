package dev.pollux.runtime;

import static dev.pollux.Pollux.blockInPlace;
import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.scope;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.runtime.TestFutures.call;
import static dev.pollux.runtime.TestFutures.then;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.Subtask;
import dev.pollux.task.TaskScope;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task that waits for itself is told so. Each test would hang if it were not. */
@Timeout(60)
@SuppressWarnings("pollux:blocking-call") // which is the point
class SelfWaitTest {

    private static final String REFUSED =
            " its own handle, which answers only when the task has ended: it would wait for ever. Let another task join it";

    /** The handle of the task under test, which is to wait for itself. */
    private final CompletableFuture<JoinHandle<String>> own = new CompletableFuture<>();

    private final CompletableFuture<String> message = new CompletableFuture<>();

    private static String messageOf(Callable<?> wait) throws Exception {
        try {
            return "not refused: " + wait.call();
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }

    private void spawn(AsyncRuntime runtime, AsyncBlock<String> block) {
        own.complete(runtime.handle().task().name("narcissus").spawn(block));
    }

    private String told(AsyncRuntime runtime) throws Exception {
        String told = runtime.blockOn(fromStage(() -> message));
        return told.replace(own.get().id().toString(), "task N");
    }

    @ParameterizedTest
    @EnumSource
    void await_ofTheTasksOwnHandle_isRefusedAndTheHandleStaysGood(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(1).build()) {
            spawn(runtime, () -> {
                var mine = fromStage(() -> own).await();
                try {
                    mine.await();
                } catch (IllegalStateException e) {
                    message.complete(e.getMessage());
                }
                return "survived";
            });

            assertThat(told(runtime)).isEqualTo("task N \"narcissus\" awaits" + REFUSED);
            assertThat(runtime.blockOn(own.get())).isEqualTo("survived");
        }
    }

    @ParameterizedTest
    @EnumSource
    void await_insideACombinator_isRefused(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(1).build()) {
            spawn(runtime, () -> {
                var mine = fromStage(() -> own).await();
                try {
                    Futures.join(yieldNow(), Futures.keep(mine)).await();
                } catch (IllegalStateException e) {
                    message.complete(e.getMessage());
                }
                return "survived";
            });

            assertThat(told(runtime)).endsWith("awaits" + REFUSED);
        }
    }

    @Test
    void blockOn_inATaskForItsOwnHandle_isRefused() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
            spawn(runtime, () -> {
                var mine = fromStage(() -> own).await();
                message.complete(messageOf(() -> runtime.blockOn(mine)));
                return "survived";
            });

            assertThat(told(runtime)).isEqualTo("task N \"narcissus\" waits in blockOn for" + REFUSED);
        }
    }

    @Test
    void blockOn_severalLevelsDownAndOnAnotherRuntime_isRefused() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build();
                AsyncRuntime other = AsyncRuntime.multiThread().workerThreads(1).build()) {
            spawn(runtime, () -> {
                var mine = fromStage(() -> own).await();
                Callable<String> innermost = () -> messageOf(() -> runtime.blockOn(mine));
                message.complete(runtime.blockOn(call(() -> other.blockOn(call(() -> blockInPlace(innermost))))));
                return "survived";
            });

            assertThat(told(runtime)).isEqualTo("task N \"narcissus\" waits in blockOn for" + REFUSED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void blockOn_inABlockingJobForItsOwnHandle_isRefused(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(1).build()) {
            own.complete(runtime.spawnBlocking(() -> {
                JoinHandle<String> mine = own.get();
                message.complete(messageOf(() -> runtime.blockOn(mine)));
                return "survived";
            }));

            assertThat(told(runtime)).isEqualTo("task N waits in blockOn for" + REFUSED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void await_ofItsOwnSubtask_isRefused(RuntimeKind kind) throws Exception {
        CompletableFuture<Subtask<String>> mine = new CompletableFuture<>();
        Future<String> selfish = then(fromStage(() -> mine), subtask -> subtask);
        try (AsyncRuntime runtime = kind.builder(1).build()) {
            Future<String> scope = scope((TaskScope s) -> {
                mine.complete(s.spawn(selfish));
                return "not refused";
            });

            assertThat(messageOf(() -> runtime.blockOn(scope))).endsWith("awaits" + REFUSED);
        }
    }

    /** On a current-thread runtime that task runs on the very thread that blocks. */
    @ParameterizedTest
    @EnumSource
    void await_byATaskThatRunsBesideTheOneThatBlocks_isNoSelfWait(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(1).build()) {
            CompletableFuture<JoinHandle<String>> awaiting = new CompletableFuture<>();
            own.complete(runtime.spawnBlocking(() -> {
                JoinHandle<String> beside = runtime.spawn(own.get().map(value -> value + " by another"));
                runtime.blockOn(yieldNow());
                awaiting.complete(beside);
                return "joined";
            }));

            assertThat(runtime.blockOn(runtime.blockOn(fromStage(() -> awaiting))))
                    .isEqualTo("joined by another");
        }
    }

    @ParameterizedTest
    @EnumSource
    void toCompletableFuture_ofTheTasksOwnHandle_isNoWait(RuntimeKind kind) throws Exception {
        try (AsyncRuntime runtime = kind.builder(1).build()) {
            CompletableFuture<CompletableFuture<String>> published = new CompletableFuture<>();
            spawn(runtime, () -> {
                var mine = fromStage(() -> own).await();
                published.complete(mine.toCompletableFuture());
                return "published";
            });

            CompletableFuture<String> completion = runtime.blockOn(fromStage(() -> published));
            assertThat(completion.get()).isEqualTo("published");
        }
    }
}
