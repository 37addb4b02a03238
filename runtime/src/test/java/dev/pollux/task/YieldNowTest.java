package dev.pollux.task;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.yieldNow;
import static dev.pollux.future.Futures.race;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Awaiting;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** {@code yieldNow().await()} shares one object between all blocks; nobody is to notice. */
class YieldNowTest {

    private final List<String> log = new ArrayList<>();

    @Test
    void eachAwait_givesWayOnce_andWakesTheTask() throws Exception {
        ByHand<Integer> block = ByHand.of(async(() -> {
            yieldNow().await();
            yieldNow().await();
            return 1;
        }));

        block.assertPending();
        assertThat(block.wakes()).isEqualTo(1);
        block.assertPending();
        assertThat(block.wakes()).isEqualTo(2);
        assertThat(block.assertReady()).isEqualTo(1);
    }

    @Test
    void blocksSideBySide_giveWayOnceEach() throws Exception {
        Future<Integer> one = async(() -> {
            yieldNow().await();
            return 1;
        });
        Future<Integer> two = async(() -> {
            yieldNow().await();
            return 2;
        });
        ByHand<?> both = ByHand.of(Futures.join(one, two));

        both.assertPending().assertReady();
    }

    @Test
    void aYieldThatLosesARace_leavesNothingBehindForTheNext() throws Exception {
        ByHand<Void> block = ByHand.of(async(() -> {
            race(
                            async(() -> {
                                yieldNow().await();
                                return 1;
                            }),
                            Futures.ready(2))
                    .await();
            log.add("raced");
            yieldNow().await();
            log.add("over");
        }));

        while (!log.contains("raced")) {
            block.assertPending();
        }

        assertThat(log).containsExactly("raced");
        block.assertReady();
    }

    @Test
    void withoutBudget_givesWayOnceAllTheSame() throws Exception {
        int awaits = 1000; // many times what a poll may come to
        int[] polls = new int[1];
        Future<Void> block = async(() -> {
            for (int i = 0; i < awaits; i++) {
                Futures.ready(i).await();
            }
            log.add("yield");
            yieldNow().await();
            log.add("over");
        });
        Context limited = Context.of(() -> {}, ThreadLocalRandom::current);

        while (block.poll(limited) == Poll.<Void>pending()) {
            polls[0]++;
        }

        assertThat(log).containsExactly("yield", "over");
        assertThat(polls[0]).isLessThan(awaits);
    }

    @Test
    void inAFinally_isWaitedForWhenTheBlockIsDropped() throws Exception {
        Future<Void> inner = async(() -> {
            try {
                Futures.pending().await();
            } finally {
                log.add("before");
                yieldNow().await();
                log.add("after");
            }
        });
        ByHand<?> outer = ByHand.of(async(() -> {
            race(inner, yieldNow()).await();
            log.add("raced");
        }));

        while (outer.poll() == Poll.pending()) {
            assertThat(log).doesNotContain("raced");
        }

        assertThat(log).containsExactly("before", "after", "raced");
    }

    @Test
    void anAwaitedYield_isOneObjectForAllBlocks() throws Exception {
        Future<Void> one = async(() -> {
            yieldNow().await();
        });
        Future<Void> two = async(() -> {
            yieldNow().await();
        });
        ByHand.of(one).assertPending();
        ByHand.of(two).assertPending();

        Future<?> awaited = ((Awaiting) one).awaiting().get(0);

        assertThat(awaited)
                .hasToString("yieldNow")
                .isSameAs(((Awaiting) two).awaiting().get(0));
    }
}
