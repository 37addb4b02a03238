package dev.pollux.test.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.consumeBudget;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.unconstrained;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.test.Behaviour;
import dev.pollux.test.Flavour;
import dev.pollux.test.Leaks;
import dev.pollux.test.PolluxTest;
import dev.pollux.test.TestRuntime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A block that awaits nothing but ready futures leaves the thread to others, too. Without a budget these tests hang. */
class BudgetTest {

    private final AtomicInteger polls = new AtomicInteger();
    private boolean fired;

    private static Future<@Nullable Void> spinning() {
        return async(() -> {
            while (true) {
                ready(1).await();
            }
        });
    }

    private Future<String> timer() {
        return async(() -> {
            sleep(Duration.ofMillis(3)).await();
            fired = true;
            return "fired";
        });
    }

    @PolluxTest(flavour = Flavour.BOTH, workers = 1, leaks = Leaks.ALLOW)
    void spinningTask_onTheOnlyThread_letsTimersFire(TestRuntime test) throws Exception { // case 154
        test.run(() -> {
            spawn(spinning());
            assertThat(spawn(timer()).await()).isEqualTo("fired");
        });
    }

    @PolluxTest
    void spinningRoot_letsTasksRun(TestRuntime test) throws Exception {
        test.run(() -> {
            var task = spawn(timer());
            while (!fired) {
                ready(1).await();
            }
            task.await();
        });
    }

    @PolluxTest
    void nestedBlocks_getFurtherWithEachPoll(TestRuntime test) throws Exception {
        assertThat(test.run(nested(1_000))).isEqualTo(1_000);
    }

    private static Future<Integer> nested(int depth) {
        return async(() -> depth == 0 ? 0 : 1 + nested(depth - 1).await());
    }

    @PolluxTest
    void spinningBranchOfAJoin_letsTheOtherRun(TestRuntime test) throws Exception {
        var spinning = async(() -> {
            while (!fired) {
                ready(1).await();
            }
        });

        assertThat(test.run(join(spinning, timer())).second()).isEqualTo("fired");
    }

    /** The reference counts 128 units for each poll, too. */
    @PolluxTest(flavour = Flavour.BOTH)
    @Behaviour("RTC-44")
    void consumeBudget_letsATaskGoOn128TimesAPoll(TestRuntime test) throws Exception {
        test.run(spawn(counted(thousandUnits())));

        assertThat(polls).hasValue(1_000 / 128 + 1);
    }

    @PolluxTest(flavour = Flavour.BOTH)
    void unconstrained_neverGivesWay(TestRuntime test) throws Exception {
        test.run(spawn(counted(unconstrained(thousandUnits()))));

        assertThat(polls).hasValue(1);
    }

    @PolluxTest(flavour = Flavour.BOTH)
    void consume_byAFutureWrittenByHand_isRefusedAfter128(TestRuntime test) throws Exception {
        var units = new AtomicInteger();
        test.run(counted(cx -> {
            while (units.get() < 1_000 && cx.consume()) {
                units.incrementAndGet();
            }
            return units.get() == 1_000 ? Poll.ready(null) : Poll.pending();
        }));

        assertThat(polls).hasValue(1_000 / 128 + 1);
    }

    private static Future<@Nullable Void> thousandUnits() {
        return async(() -> {
            for (int i = 0; i < 1_000; i++) {
                consumeBudget().await();
            }
        });
    }

    private Future<@Nullable Void> counted(Future<@Nullable Void> future) {
        return cx -> {
            polls.incrementAndGet();
            return future.poll(cx);
        };
    }
}
