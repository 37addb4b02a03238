package dev.pollux.test.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.blockInPlace;
import static dev.pollux.Pollux.pollFn;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import dev.pollux.test.Behaviour;
import dev.pollux.test.Flavour;
import dev.pollux.test.PolluxTest;
import dev.pollux.test.TestRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What tasks may do that block their thread on purpose. */
@Timeout(60)
class BlockInPlaceTest {

    @PolluxTest(flavour = Flavour.MULTI_THREAD, workers = 4)
    @Behaviour("RTT-09")
    @SuppressWarnings("pollux:blocking-call") // the thread of the test is no worker
    void blockInPlace_onAllWorkers_letsOtherTasksRun(TestRuntime test) throws Exception {
        var blocked = new CountDownLatch(4);
        var release = new CountDownLatch(1);
        test.run(() -> {
            List<JoinHandle<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                tasks.add(spawn(blocking(blocked, release)));
            }
            blocked.await();
            for (int i = 0; i < 1_000; i++) {
                spawn(yieldNow()).await();
            }
            release.countDown();
            for (var task : tasks) {
                task.await();
            }
        });
    }

    private static Future<Boolean> blocking(CountDownLatch begun, CountDownLatch release) {
        return async(() -> {
            yieldNow().await();
            return blockInPlace(() -> {
                begun.countDown();
                return release.await(30, TimeUnit.SECONDS);
            });
        });
    }

    @PolluxTest(flavour = Flavour.MULTI_THREAD)
    @Behaviour("RTT-11")
    void blockInPlace_afterwards_theBudgetCountsAgain(TestRuntime test) throws Exception {
        var units = new AtomicInteger();
        var blocked = new AtomicBoolean();
        test.run(spawn(pollFn(cx -> {
            if (!blocked.getAndSet(true)) {
                blockInPlace(() -> null);
                while (cx.consume()) {
                    units.incrementAndGet();
                }
                return Poll.pending();
            }
            return Poll.ready("polled again");
        })));

        assertThat(units).hasValueBetween(1, 128);
    }

    @PolluxTest(flavour = Flavour.MULTI_THREAD)
    @Behaviour({"RTT-12", "RTT-19"})
    void blockInPlace_withARuntimeInside_mayBeFollowedByAnAwait(TestRuntime test) throws Exception {
        test.run(spawn(async(() -> {
            int inside = blockInPlace(() -> {
                try (AsyncRuntime nested = AsyncRuntime.currentThread().build()) {
                    return nested.blockOn(async(() -> {
                        yieldNow().await();
                        return 5;
                    }));
                }
            });
            yieldNow().await();
            assertThat(inside).isEqualTo(5);
        })));
    }

    @PolluxTest
    @Behaviour({"RTT-18", "RTT-20"})
    void blockInPlace_onACurrentThreadRuntime_isRefused(TestRuntime test) throws Exception {
        test.run(() -> {
            assertThatThrownBy(() -> blockInPlace(() -> 1)).isInstanceOf(IllegalStateException.class);
            yieldNow().await();
        });
    }

    @Test
    @Behaviour("RTT-21")
    void blockInPlace_inRun_isAllowed() throws Exception {
        assertThat(dev.pollux.Pollux.<Integer>run(() -> {
                    yieldNow().await();
                    return blockInPlace(() -> 5);
                }))
                .isEqualTo(5);
    }

    @PolluxTest(flavour = Flavour.MULTI_THREAD)
    @Behaviour("RTT-22")
    void blockInPlace_andBlockOn_nest(TestRuntime test) throws Exception {
        test.run(spawn(async(() -> {
            for (int round = 0; round < 100; round++) {
                yieldNow().await();
                assertThat(nested(test.runtime())).isEqualTo("inner");
            }
        })));
    }

    private static String nested(AsyncRuntime runtime) throws Exception {
        return blockInPlace(() -> runtime.blockOn(async(() -> {
            yieldNow().await();
            return blockInPlace(() -> "inner");
        })));
    }

    @PolluxTest(flavour = Flavour.MULTI_THREAD)
    @Behaviour({"RTT-23", "RTT-24"})
    void blockOn_inBlockInPlace_givesWayAndHasABudget(TestRuntime test) throws Exception {
        test.run(spawn(async(() -> {
            blockInPlace(() -> test.runtime().blockOn(async(() -> {
                yieldNow().await();
                for (int i = 0; i < 129; i++) { // one more than the budget
                    ready(i).await();
                }
            })));
        })));
    }

    @PolluxTest(flavour = Flavour.MULTI_THREAD, workers = 1)
    @Behaviour("RTT-25")
    void blockInPlace_leavesTasksThatGaveWayToOthers(TestRuntime test) throws Exception {
        var waits = new CountDownLatch(1);
        var ran = new CountDownLatch(1);
        test.run(() -> {
            var yielding = spawn(async(() -> {
                waits.countDown();
                yieldNow().await();
                ran.countDown();
            }));
            var blocking = spawn(async(() -> blockInPlace(() -> ran.await(30, TimeUnit.SECONDS))));
            yielding.await();
            assertThat(blocking.await()).isTrue();
        });
    }
}
