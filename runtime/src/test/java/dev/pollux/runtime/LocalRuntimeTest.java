package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawnLocal;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.runtime.TestFutures.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.task.JoinHandle;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalRuntimeTest {

    private static LocalRuntime local() {
        return AsyncRuntime.currentThread().buildLocal();
    }

    private static Future<Thread> where() {
        return async(() -> {
            yieldNow().await();
            return Thread.currentThread();
        });
    }

    private static <T> T elsewhere(Callable<T> body) {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return body.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                })
                .join();
    }

    @Test
    @Behaviour({"RTL-01", "t:task_builder-02"})
    void spawnLocal_insideBlockOn_runsHere() throws Exception {
        try (LocalRuntime runtime = local()) {
            assertThat(runtime.blockOn(async(() -> spawnLocal(where()).await())))
                    .isSameAs(Thread.currentThread());
        }
    }

    @Test
    @Behaviour("RTL-02")
    void handle_spawns() throws Exception {
        try (LocalRuntime runtime = local()) {
            JoinHandle<Thread> task = runtime.handle().spawn(where());

            assertThat(runtime.blockOn(task)).isSameAs(Thread.currentThread());
        }
    }

    @Test
    @Behaviour({"RTL-03", "RTL-04"})
    void spawnLocal_onTheRuntimeAndUnderAGuard_runsHere() throws Exception {
        try (LocalRuntime runtime = local()) {
            JoinHandle<Thread> direct = runtime.spawnLocal(where());
            JoinHandle<Thread> guarded;
            try (EnterGuard guard = runtime.enter()) {
                assertThat(guard).isNotNull();
                guarded = spawnLocal(where());
            }

            assertThat(runtime.blockOn(direct)).isSameAs(Thread.currentThread());
            assertThat(runtime.blockOn(guarded)).isSameAs(Thread.currentThread());
        }
    }

    @Test
    @Behaviour({"RTL-05", "RTL-06"})
    void otherThreads_maySpawnButNotSpawnLocalNorBlock() throws Exception {
        try (LocalRuntime runtime = local()) {
            JoinHandle<Thread> task = elsewhere(() -> {
                try (EnterGuard guard = runtime.handle().enter()) {
                    assertThat(guard).isNotNull();
                    assertThatThrownBy(() -> spawnLocal(where()))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("belongs to the thread");
                    return dev.pollux.Pollux.spawn(where());
                }
            });
            assertThatThrownBy(() -> elsewhere(() -> runtime.handle().blockOn(call(() -> "never"))))
                    .hasCauseInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> elsewhere(() -> {
                        return runtime.shutdown(Duration.ZERO);
                    }))
                    .hasCauseInstanceOf(IllegalStateException.class);

            assertThat(runtime.blockOn(task)).isSameAs(Thread.currentThread());
        }
    }

    @Test
    @Behaviour({"RTL-07", "RTL-08", "RTL-09", "t:task_builder-03", "t:task_panic-02"})
    void spawnLocal_whereTasksMayMove_isRefusedWithACure() throws Exception {
        assertThatThrownBy(() -> spawnLocal(where())).isInstanceOf(IllegalStateException.class);
        for (RuntimeBuilder builder : new RuntimeBuilder[] {AsyncRuntime.currentThread(), AsyncRuntime.multiThread()}) {
            try (AsyncRuntime runtime = builder.build()) {
                assertThatThrownBy(() -> runtime.blockOn(call(() -> spawnLocal(where()))))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("LocalSet");
            }
        }
    }

    @Test
    void buildLocal_ofAMultiThreadRuntime_isRefused() {
        assertThatThrownBy(() -> AsyncRuntime.multiThread().buildLocal())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("currentThread");
    }
}
