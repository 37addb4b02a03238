package dev.pollux;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.joinAll;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.tryJoin;
import static dev.pollux.Pollux.tryJoinAll;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Join2;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins in tasks: of what others complete, and of one alone. */
@Timeout(60)
class JoinInTasksTest {

    private final AsyncRuntime runtime = AsyncRuntime.currentThread().build();

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    @Behaviour({"JOI-01", "JOI-02", "TJO-01", "TJO-02"})
    void join_ofOne_yieldsItsValue() throws Exception {
        assertThat(runtime.blockOn(joinAll(List.of(ready(1))))).containsExactly(1);
        assertThat(runtime.blockOn(tryJoinAll(List.of(ready(1))))).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Behaviour({"JOI-05", "TJO-05"})
    void join_ofTwoStages_waitsForBothInWhateverOrder(boolean secondFirst) throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<Integer> second = new CompletableFuture<>();
        JoinHandle<Join2<String, Integer>> all = runtime.spawn(join(fromStage(first.copy()), fromStage(second.copy())));
        JoinHandle<Join2<String, Integer>> each =
                runtime.spawn(tryJoin(fromStage(first.copy()), fromStage(second.copy())));
        Runnable[] steps = {() -> first.complete("hello"), () -> second.complete(123)};

        steps[secondFirst ? 1 : 0].run();
        runtime.blockOn(turns());
        assertThat(all.isFinished()).isFalse();
        assertThat(each.isFinished()).isFalse();
        steps[secondFirst ? 0 : 1].run();

        assertThat(runtime.blockOn(all)).isEqualTo(new Join2<>("hello", 123));
        assertThat(runtime.blockOn(each)).isEqualTo(new Join2<>("hello", 123));
    }

    private static dev.pollux.future.Future<Void> turns() {
        return async(() -> {
            for (int i = 0; i < 10; i++) {
                spawn(() -> {
                            yieldNow().await();
                        })
                        .await();
            }
        });
    }
}
