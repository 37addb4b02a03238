package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.blockInPlace;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.runtime.TestFutures.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import dev.pollux.task.JoinHandle;
import dev.pollux.task.TaskFailure;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where {@code blockInPlace} is allowed, and what it gives. */
@Timeout(60)
class BlockInPlaceTest {

    private static AsyncRuntime runtime(boolean multiThread) {
        return (multiThread ? AsyncRuntime.multiThread().workerThreads(1) : AsyncRuntime.currentThread()).build();
    }

    /** An executor that knows nothing of runtimes: one thread, which waits for wakes. */
    private static <T> T foreignBlockOn(Future<T> future) throws Exception {
        Semaphore woken = new Semaphore(0);
        Context cx = Context.of(woken::release);
        while (true) {
            if (future.poll(cx) instanceof Poll.Ready<T> ready) {
                return ready.value();
            }
            woken.acquire();
        }
    }

    private static Future<Integer> takeAll(int count) {
        return async(() -> {
            int sum = 0;
            for (int i = 0; i < count; i++) {
                sum += ready(1).await();
            }
            return sum;
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Behaviour("TBL-02")
    void inABlockingJob_isAllowed(boolean multiThread) throws Exception {
        try (AsyncRuntime runtime = runtime(multiThread)) {
            assertThat(runtime.blockOn(runtime.spawnBlocking(() -> blockInPlace(() -> "blocked"))))
                    .isEqualTo("blocked");
        }
    }

    @Test
    @Behaviour({"TBL-03", "TBL-05"})
    void inTasksAndRoots_nested_isAllowedOnSeveralThreads() throws Exception {
        try (AsyncRuntime runtime = runtime(true)) {
            Future<String> nested = call(() -> blockInPlace(() -> blockInPlace(() -> "blocked")));

            assertThat(runtime.blockOn(nested)).isEqualTo("blocked");
            assertThat(runtime.blockOn(runtime.spawn(call(() -> blockInPlace(() -> blockInPlace(() -> "too"))))))
                    .isEqualTo("too");
        }
    }

    @Test
    @Behaviour({"TBL-04", "TBL-06", "t:task_panic-01"})
    void inATaskOrRoot_isRefusedOnOneThreadAtTheCall() throws Exception {
        try (AsyncRuntime runtime = runtime(false)) {
            Future<String> root = call(() -> blockInPlace(() -> "blocked"));
            JoinHandle<String> task = runtime.spawn(call(() -> blockInPlace(() -> "blocked")));

            for (Future<String> refused : List.of(root, task)) {
                assertThatThrownBy(() -> runtime.blockOn(refused))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("blockInPlace was called inside async code")
                        .satisfies(thrown -> assertThat(thrown.getStackTrace())
                                .anyMatch(frame -> frame.getClassName().equals(BlockInPlaceTest.class.getName())));
            }
        }
    }

    @Test
    @Behaviour("TBL-07")
    void inIt_aCurrentThreadRuntimeMayRun() throws Exception {
        try (AsyncRuntime runtime = runtime(true)) {
            Future<String> outer = call(() -> blockInPlace(() -> {
                try (AsyncRuntime inner = runtime(false)) {
                    return inner.blockOn(inner.spawn(yieldNow().map(nothing -> "inner")));
                }
            }));

            assertThat(runtime.blockOn(outer)).isEqualTo("inner");
        }
    }

    @Test
    @Behaviour("TBL-11")
    void inIt_aTaskThatSpentItsBudgetHoldsNoForeignExecutorUp() throws Exception {
        try (AsyncRuntime runtime = runtime(true)) {
            JoinHandle<Integer> task = runtime.spawn(async(() -> {
                takeAll(128).await();
                return blockInPlace(() -> foreignBlockOn(takeAll(200)));
            }));

            assertThat(runtime.blockOn(task)).isEqualTo(200);
        }
    }

    @Test
    @Behaviour("TBL-12")
    void inIt_aRootThatSpentItsBudgetHoldsNoForeignExecutorUp() throws Exception {
        try (AsyncRuntime runtime = runtime(true)) {
            Future<Integer> root = async(() -> {
                takeAll(128).await();
                return blockInPlace(() -> foreignBlockOn(takeAll(200)));
            });

            assertThat(runtime.blockOn(root)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Behaviour({"TLS-11", "TLS-14"})
    void inTheDropOfALocalTask_isRefusedAndReported(boolean multiThread) throws Exception {
        List<TaskFailure> reported = new CopyOnWriteArrayList<>();
        RuntimeBuilder builder =
                multiThread ? AsyncRuntime.multiThread().workerThreads(1) : AsyncRuntime.currentThread();
        try (AsyncRuntime runtime = builder.onFailure(reported::add).build();
                LocalSet local = new LocalSet(runtime.handle())) {
            Future<String> blocksWhenDropped = new Future<>() {
                @Override
                public Poll<String> poll(Context cx) {
                    return Poll.ready("value");
                }

                @Override
                public void drop() {
                    try {
                        blockInPlace(() -> "blocked");
                    } catch (Exception e) {
                        throw (IllegalStateException) e;
                    }
                }
            };

            assertThat(local.blockOn(local.spawnLocal(blocksWhenDropped))).isEqualTo("value");
        }
        assertThat(reported)
                .singleElement()
                .satisfies(each -> assertThat(each.failure())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("blockInPlace was called inside async code"));
    }

    @Test
    @Behaviour("t:task_panic-03")
    void localSet_blockOnInAsyncCode_isRefusedAtTheCall() throws Exception {
        try (AsyncRuntime runtime = runtime(false)) {
            assertThatThrownBy(() -> runtime.blockOn(call(() -> {
                        try (LocalSet local = new LocalSet(runtime.handle())) {
                            return local.blockOn(Futures.ready("nested"));
                        }
                    })))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("blockOn was called inside async code")
                    .satisfies(thrown -> assertThat(thrown.getStackTrace())
                            .anyMatch(frame -> frame.getClassName().equals(BlockInPlaceTest.class.getName())));
        }
    }
}
