package dev.pollux.examples.firststeps;

import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.race;
import static dev.pollux.Pollux.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.RuntimeShutdownException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReportsTest {

    @Test
    void callsThatBlock_runOnThreadsMadeForThem() throws Exception {
        assertThat(run(Reports.load(() -> Thread.currentThread().getName()))).contains("blocking");
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
            assertThat(runtime.blockOn(Reports.loadInPlace(() -> "in place"))).isEqualTo("in place");
            var orders = Reports.ordersDatabase(runtime, 2);
            assertThat(runtime.blockOn(Reports.loadOrder(
                            orders, () -> Thread.currentThread().getName())))
                    .contains("orders");
        }
    }

    @Test
    void callThatNobodyWaitsForAnyMore_isInterrupted() throws Exception {
        var begun = new CompletableFuture<String>();
        var interrupted = new CompletableFuture<String>();
        Callable<String> call = () -> {
            begun.complete("begun");
            try {
                new CountDownLatch(1).await();
                return "never";
            } catch (InterruptedException e) {
                interrupted.complete("interrupted");
                throw e;
            }
        };
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
            runtime.blockOn(race(Reports.load(call), fromStage(begun)));

            assertThat(interrupted.join()).isEqualTo("interrupted");
        }
    }

    @Test
    void codeThatComputes_yieldsItsValue() throws Exception {
        assertThat(run(Reports.sumOfSquares(1_000))).isEqualTo(333_833_500L);
        String text = "abc".repeat(100);
        assertThat(run(Reports.checksum(text))).isEqualTo(text.hashCode());
        assertThat(run(Reports.preemptibleChecksum(text))).isEqualTo(text.hashCode());
    }

    @Test
    void runtimeOfOnesOwn_endsWithItsBlockOrByShutdown() throws Exception {
        assertThat(Reports.once(Reports.load(() -> "report"))).isEqualTo("report");
        AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build();

        Reports.end(runtime);

        assertThatThrownBy(() -> runtime.blockOn(Reports.load(() -> "late")))
                .isInstanceOf(RuntimeShutdownException.class);
    }
}
