package dev.pollux.task;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.scope;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.RuntimeKind;
import dev.pollux.runtime.ShutdownReport;
import dev.pollux.runtime.spi.Draining;
import dev.pollux.runtime.spi.RuntimeContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a shutdown does for the scopes that run. */
@Timeout(60)
class ScopeDrainTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CompletableFuture<@Nullable Void> running = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> draining = new CompletableFuture<>();

    /** Rings when the shutdown has begun. */
    private final class Bell implements Draining {

        @Override
        public String name() {
            return "bell";
        }

        @Override
        public Future<?> drain() {
            draining.complete(null);
            return Futures.ready(null);
        }
    }

    /** A scope whose task spawns another one when the shutdown has begun. */
    private Future<@Nullable Void> finite() {
        return scope((TaskScope s) -> {
            s.spawn(() -> {
                RuntimeContext.current().drainAtShutdown(new Bell());
                running.complete(null);
                fromStage(() -> draining).await();
                s.spawn(() -> {
                    yieldNow().await();
                    log.add("last task");
                });
            });
        });
    }

    private Future<@Nullable Void> endless() {
        return scope((TaskScope s) -> {
            s.spawn(() -> {
                try {
                    running.complete(null);
                    Futures.<Void>pending().await();
                } finally {
                    log.add("dropped");
                }
            });
        });
    }

    private void start(AsyncRuntime runtime) throws Exception {
        runtime.blockOn(fromStage(() -> running));
    }

    @ParameterizedTest
    @EnumSource
    void shutdown_whileAScopeRuns_letsItFinishAndThenCancelsOthers(RuntimeKind kind) throws Exception {
        AsyncRuntime runtime = kind.builder(2).build();
        runtime.spawn(finite());
        runtime.spawn(async(() -> {
            try {
                Futures.<Void>pending().await();
            } finally {
                log.add("other task dropped");
            }
        }));
        start(runtime);

        ShutdownReport report = runtime.shutdown(LONG);

        assertThat(log).containsExactly("last task", "other task dropped");
        assertThat(report.undrained()).isEmpty();
        assertThat(report.cancelled()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shutdown_whileAScopeRunsForEver_cancelsAndNamesIt(RuntimeKind kind) throws Exception {
        AsyncRuntime runtime = kind.builder(2).build();
        JoinHandle<?> task = runtime.handle().task().name("server").spawn(endless());
        start(runtime);

        ShutdownReport report = runtime.shutdown(SHORT, LONG);

        assertThat(log).containsExactly("dropped");
        assertThat(report.undrained()).containsExactly("scope in " + task.id() + " \"server\"");
        assertThat(report.isComplete()).isTrue();
        assertThat(runtime.shutdown(Duration.ZERO)).as("told again").isEqualTo(report);
    }

    @ParameterizedTest
    @EnumSource
    void shutdown_ofScopesInScopes_namesTheOutermost(RuntimeKind kind) throws Exception {
        AsyncRuntime runtime = kind.builder(2).build();
        JoinHandle<?> task = runtime.spawn(scope((TaskScope s) -> {
            s.spawn(() -> {
                yieldNow().await();
                scope((TaskScope body) -> {
                            endless().await();
                        })
                        .await();
            });
        }));
        start(runtime);

        ShutdownReport report = runtime.shutdown(Duration.ZERO, LONG);

        assertThat(report.undrained()).containsExactly("scope in " + task.id());
    }

    @ParameterizedTest
    @EnumSource
    void shutdown_afterScopesWereDropped_waitsForNone(RuntimeKind kind) throws Exception {
        AsyncRuntime runtime = kind.builder(2).build();
        JoinHandle<?> task = runtime.spawn(endless());
        start(runtime);
        task.abort();
        runtime.blockOn(async(() -> {
            while (!task.isFinished()) {
                yieldNow().await();
            }
        }));

        assertThat(runtime.shutdown(LONG).undrained()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void close_whileAScopeRunsForEver_cancelsItAtOnce(RuntimeKind kind) throws Exception {
        AsyncRuntime runtime = kind.builder(2).build();
        runtime.spawn(endless());
        start(runtime);

        runtime.close();

        assertThat(log).containsExactly("dropped");
    }

    @Test
    void shutdown_whileAnotherThreadIsInBlockOnWithAScope_letsItFinish() throws Exception {
        AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build();
        CompletableFuture<String> outside = CompletableFuture.supplyAsync(() -> {
            try {
                runtime.blockOn(finite());
                return "finished";
            } catch (Exception e) {
                return "failed: " + e;
            }
        });
        start(runtime);

        ShutdownReport report = runtime.shutdown(LONG);

        assertThat(report.undrained()).isEmpty();
        assertThat(outside.get()).isEqualTo("finished");
        assertThat(log).containsExactly("last task");
    }

    @ParameterizedTest
    @EnumSource
    void shutdown_withVeryManyOpenScopes_cutsEachOff(RuntimeKind kind) throws Exception {
        int scopes = 20_000;
        AsyncRuntime runtime = kind.builder(2).build();
        for (int i = 0; i < scopes; i++) {
            runtime.spawn(scope((TaskScope s) -> {
                s.spawn(() -> Futures.<Void>pending().await());
            }));
        }
        while (runtime.metrics().spawnedTasks() < 2L * scopes) {
            runtime.blockOn(async(() -> yieldNow().await()));
        }

        ShutdownReport report = runtime.shutdown(Duration.ZERO, LONG);

        assertThat(report.undrained()).hasSize(scopes);
        assertThat(report.tasks()).isEqualTo(2 * scopes);
        assertThat(report.givenUp()).isEmpty();
        assertThat(report.isComplete()).isTrue();
    }
}
