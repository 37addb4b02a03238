package dev.pollux.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CoopTest {

    private final AtomicInteger wakes = new AtomicInteger();
    private final Context cx = Context.of(wakes::incrementAndGet, () -> new Random(1));

    @Test
    @Behaviour("COO-02")
    void hasBudget_isTrueInAFreshPollAndFalseWhenItIsSpent() {
        assertThat(cx.hasBudget()).isTrue();
        for (int i = 0; i < Context.BUDGET; i++) {
            assertThat(cx.hasBudget()).isTrue();
            assertThat(cx.consume()).isTrue();
        }

        assertThat(cx.hasBudget()).isFalse();
        assertThat(wakes).hasValue(0);
    }

    @Test
    void consume_withoutBudget_wakesTheTaskAndRefuses() {
        while (cx.hasBudget()) {
            cx.consume();
        }

        assertThat(cx.consume()).isFalse();
        assertThat(wakes).hasValue(1);
        cx.refill();
        assertThat(cx.consume()).isTrue();
    }

    @Test
    void consume_ofAChildsContext_isTakenFromTheTask() {
        Context child = cx.withWaker(Waker.noop());
        for (int i = 0; i < Context.BUDGET; i++) {
            child.consume();
        }

        assertThat(cx.hasBudget()).isFalse();
    }

    @Test
    void consume_withAContextWithoutALimit_isNeverRefused() {
        Context unlimited = Context.of(Waker.noop());
        for (int i = 0; i < 10 * Context.BUDGET; i++) {
            assertThat(unlimited.consume()).isTrue();
        }
    }

    @Test
    @Behaviour({"RTC-43", "s:task/coop/mod-01"})
    void unconstrained_isNotRefusedAndLeavesTheBudgetAsItWas() throws Exception {
        Future<Integer> greedy = Futures.unconstrained(Futures.pollFn(inner -> {
            int units = 0;
            while (units < 10 * Context.BUDGET && inner.consume()) {
                units++;
            }
            return Poll.ready(units);
        }));

        assertThat(greedy.pollRaw(cx)).isEqualTo(10 * Context.BUDGET);
        assertThat(cx.hasBudget()).isTrue();
    }

    @Test
    void unconstrained_keepsWakerAndRandomness() throws Exception {
        Future<String> inner = Futures.unconstrained(Futures.pollFn(own -> {
            assertThat(own.waker()).isSameAs(cx.waker());
            assertThat(own.random()).isNotNull();
            return Poll.ready("polled");
        }));

        assertThat(inner.pollRaw(cx)).isEqualTo("polled");
        assertThatThrownBy(() -> inner.pollRaw(cx)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void consumeBudget_isReadyHoweverOften() throws Exception {
        Future<?> always = Futures.consumeBudget();

        assertThat(always.pollRaw(cx)).isNull();
        assertThat(always.pollRaw(cx)).isNull();
        always.drop();
        assertThat(always.pollRaw(cx)).isNull();
    }
}
