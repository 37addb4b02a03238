package dev.pollux.future;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ContextTest {

    private final AtomicInteger wakes = new AtomicInteger();
    private final Future<Integer> future = Futures.ready(1);
    private final Context cx = Context.of(wakes::incrementAndGet, ThreadLocalRandom::current);

    private void spend(Context of) {
        for (int i = 0; i < Context.BUDGET; i++) {
            assertThat(of.admit(future, 0)).isSameAs(future);
        }
    }

    @Test
    void admit_budgetSpent_makesTheFutureGiveWayOnce() throws Exception {
        spend(cx);

        Future<Integer> late = cx.admit(future, 0);

        assertThat(late.pollRaw(cx)).isSameAs(Poll.PENDING);
        assertThat(wakes).hasValue(1);
        assertThat(AwaitTree.of(late).children()).hasSize(1);
        assertThat(late.pollRaw(cx)).isEqualTo(1);
        assertThat(wakes).hasValue(1);
    }

    @Test
    void refill_restoresTheBudget() {
        spend(cx);

        cx.refill();

        spend(cx);
    }

    @Test
    void withWaker_sharesTheBudget() {
        spend(cx.withWaker(Waker.noop()));

        assertThat(cx.admit(future, 0)).isNotSameAs(future);
        assertThat(cx.withWaker(Waker.noop()).admit(future, 0)).isNotSameAs(future);
    }

    @Test
    void admit_dropOfAFutureThatGivesWay_dropsIt() {
        spend(cx);
        Probe<Integer> probe = Probe.create();

        cx.admit(probe, 0).drop();

        assertThat(probe.drops).isEqualTo(1);
    }

    @Test
    void of_withoutAHost_hasNoLimit() {
        Context unlimited = Context.of(wakes::incrementAndGet);

        for (int round = 0; round < 100; round++) {
            spend(unlimited);
        }
    }
}
