package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.consumeBudget;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.unconstrained;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A block that awaits nothing but ready futures leaves the thread to others, too. Without a budget these tests hang. */
@Timeout(60)
class BudgetTest {

    private static Future<@Nullable Void> spinning() {
        return async(() -> {
            while (true) {
                ready(1).await();
            }
        });
    }

    private static Future<String> timer() {
        return async(() -> {
            sleep(Duration.ofMillis(3)).await();
            return "fired";
        });
    }

    @Test
    void spinningTask_onTheOnlyWorker_letsTimersFire() throws Exception { // case 154
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).build()) {
            runtime.spawn(spinning());

            assertThat(runtime.blockOn(runtime.spawn(timer()))).isEqualTo("fired");
        }
    }

    @Test
    void spinningTask_onACurrentThreadRuntime_letsTimersFire() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            assertThat(runtime.blockOn(async(() -> {
                        spawn(spinning());
                        return timer().await();
                    })))
                    .isEqualTo("fired");
        }
    }

    @Test
    void spinningRoot_letsTasksRun() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            boolean[] fired = new boolean[1];
            runtime.blockOn(async(() -> {
                spawn(async(() -> {
                    timer().await();
                    fired[0] = true;
                }));
                while (!fired[0]) {
                    ready(1).await();
                }
            }));
        }
    }

    @Test
    void nestedBlocks_getFurtherWithEachPoll() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            assertThat(runtime.blockOn(nested(1_000))).isEqualTo(1_000);
        }
    }

    private static Future<Integer> nested(int depth) {
        return async(() -> depth == 0 ? 0 : 1 + nested(depth - 1).await());
    }

    @Test
    void spinningBranchOfAJoin_letsTheOtherRun() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            boolean[] fired = new boolean[1];
            var both = join(
                    async(() -> {
                        while (!fired[0]) {
                            ready(1).await();
                        }
                        return "stopped";
                    }),
                    async(() -> {
                        String answer = timer().await();
                        fired[0] = true;
                        return answer;
                    }));

            assertThat(runtime.blockOn(both).second()).isEqualTo("fired");
        }
    }

    /** The reference counts 128 units for each poll, too. */
    @Test
    void consumeBudget_letsATaskGoOn128TimesAPoll() throws Exception {
        int[] polls = new int[1];
        Future<@Nullable Void> loop = async(() -> {
            for (int i = 0; i < 1_000; i++) {
                consumeBudget().await();
            }
        });
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            runtime.blockOn(runtime.spawn(new Future<@Nullable Void>() {
                @Override
                public Poll<@Nullable Void> poll(Context cx) throws Exception {
                    polls[0]++;
                    return loop.poll(cx);
                }
            }));
        }

        assertThat(polls[0]).isEqualTo(1_000 / 128 + 1);
    }

    @Test
    void unconstrained_neverGivesWay() throws Exception {
        int[] polls = new int[1];
        Future<@Nullable Void> loop = unconstrained(async(() -> {
            for (int i = 0; i < 1_000; i++) {
                consumeBudget().await();
            }
        }));
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            runtime.blockOn(runtime.spawn(new Future<@Nullable Void>() {
                @Override
                public Poll<@Nullable Void> poll(Context cx) throws Exception {
                    polls[0]++;
                    return loop.poll(cx);
                }
            }));
        }

        assertThat(polls[0]).isEqualTo(1);
    }
}
