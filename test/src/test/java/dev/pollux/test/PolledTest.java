package dev.pollux.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Pollux;
import dev.pollux.future.AtomicWaker;
import dev.pollux.future.AwaitTree;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PolledTest {

    private final IOException failure = new IOException("planned");

    @Test
    @Behaviour({"tt:macros-01", "tt:macros-05"})
    void assertReady_ready_returnsTheValue() {
        assertThat(Polled.of(Futures.ready("x")).assertReady()).isEqualTo("x");
        assertThat(Polled.of(Futures.ready(null)).assertReady()).isNull();
    }

    @Test
    @Behaviour({"tt:macros-02", "tt:macros-06"})
    void assertReady_otherwise_fails() {
        assertThatThrownBy(() -> Polled.of(Futures.pending()).assertReady())
                .isInstanceOf(AssertionError.class)
                .hasMessage("pending was expected to be ready, but is pending");
        assertThatThrownBy(() -> Polled.of(Futures.failed(failure)).assertReady())
                .isInstanceOf(AssertionError.class)
                .hasCause(failure);
    }

    @Test
    @Behaviour("tt:macros-03")
    void assertPending_pending_returnsItself() {
        var polled = Polled.of(Futures.pending());

        assertThat(polled.assertPending()).isSameAs(polled);
    }

    @Test
    @Behaviour("tt:macros-04")
    void assertPending_otherwise_fails() {
        assertThatThrownBy(() -> Polled.of(Futures.ready("x")).assertPending())
                .isInstanceOf(AssertionError.class)
                .hasMessageEndingWith("but is ready with x");
        assertThatThrownBy(() -> Polled.of(Futures.failed(failure)).assertPending())
                .isInstanceOf(AssertionError.class)
                .hasCause(failure);
    }

    @Test
    @Behaviour("tt:macros-07")
    void assertFailed_failing_returnsTheVeryFailure() {
        assertThat(Polled.of(Futures.failed(failure)).assertFailed(IOException.class))
                .isSameAs(failure);
    }

    @Test
    @Behaviour("tt:macros-08")
    void assertFailed_otherwise_fails() {
        assertThatThrownBy(() -> Polled.of(Futures.failed(failure)).assertFailed(IllegalStateException.class))
                .isInstanceOf(AssertionError.class)
                .hasCause(failure);
        assertThatThrownBy(() -> Polled.of(Futures.ready("x")).assertFailed(IOException.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageEndingWith("but is ready with x");
        assertThatThrownBy(() -> Polled.of(Futures.pending()).assertFailed(IOException.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageEndingWith("but is pending");
    }

    @Test
    void poll_failing_throwsTheVeryFailure() {
        assertThatThrownBy(Polled.of(Futures.failed(failure))::poll).isSameAs(failure);
    }

    @Test
    void wakes_countsEach() {
        var cell = new AtomicWaker();
        var polled = Polled.of(Futures.pollFn(cx -> {
            cell.register(cx.waker());
            return Poll.pending();
        }));
        polled.assertPending();
        assertThat(polled.wakes()).isZero();

        cell.wake();

        assertThat(polled.wakes()).isEqualTo(1);
        assertThat(polled).hasToString("Polled[pollFn, wakes=1]");
    }

    @Test
    @Behaviour({"tt:macros-09", "tt:macros-10"})
    void assertReady_withAnExpectation_compares() {
        Polled.of(Futures.ready("x")).assertReady("x");

        assertThatThrownBy(() -> Polled.of(Futures.ready("x")).assertReady("y"))
                .isInstanceOf(AssertionError.class)
                .hasMessageEndingWith("was expected to be ready with y, but is ready with x");
    }

    @Test
    void isWoken_tellsWhetherAPollIsWorthWhile() {
        var cell = new AtomicWaker();
        var polled = Polled.of(Futures.pollFn(cx -> {
            cell.register(cx.waker());
            return Poll.pending();
        }));
        assertThat(polled.assertWoken().isWoken()).isTrue();
        assertThatThrownBy(polled::assertNotWoken).hasMessage("pollFn was not polled yet, and starts as woken");

        polled.assertPending().assertNotWoken();
        assertThatThrownBy(polled::assertWoken)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("was expected to be woken");

        cell.wake();
        polled.assertWoken();
        assertThatThrownBy(polled::assertNotWoken).hasMessage("pollFn was woken since its latest poll");

        polled.assertPending().assertNotWoken();
    }

    @Test
    void isWoken_byAWakeDuringThePoll_isTrue() {
        Polled.of(Pollux.yieldNow()).assertPending().assertWoken();
    }

    @Test
    @Behaviour({"TMK-02", "TMK-04", "TMK-05"})
    void pollUntilIdle_followsWakes() throws Exception {
        int[] polls = new int[1];
        Future<Integer> third = Futures.pollFn(cx -> {
            cx.waker().wake();
            return ++polls[0] < 3 ? Poll.pending() : Poll.ready(polls[0]);
        });

        assertThat(Polled.of(third).pollUntilIdle().get()).isEqualTo(3);
        assertThat(Polled.of(Futures.ready("x")).pollUntilIdle().get()).isEqualTo("x");
    }

    @Test
    @Behaviour("TMK-03")
    void pollUntilIdle_pendingWithoutAWake_stops() throws Exception {
        var polled = Polled.of(Futures.pending());

        assertThat(polled.pollUntilIdle().isReady()).isFalse();
        assertThat(polled.isWoken()).isFalse();
    }

    @Test
    @Behaviour("TMK-06")
    void pollUntilIdle_ofAFutureThatWakesItselfForEver_fails() {
        Future<String> restless = Futures.pollFn(cx -> {
            cx.waker().wake();
            return Poll.pending();
        });

        assertThatThrownBy(() -> Polled.of(restless).pollUntilIdle())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("woke itself in each of 1000 polls");
    }

    @Test
    void awaits_showsTheChildren() {
        var polled = Polled.of(Futures.join(Futures.pending(), Futures.ready(1)));
        polled.assertPending();

        assertThat(polled.awaits().children()).extracting(AwaitTree::label).containsExactly("pending");
    }

    @Test
    void of_withRandom_handsItToThePoll() {
        var random = new SplittableRandom(1);

        assertThat(Polled.of(Futures.pollFn(cx -> Poll.ready(cx.random() == random)), random)
                        .assertReady())
                .isTrue();
    }

    @Test
    void poll_refillsTheBudget() throws Exception {
        int[] units = new int[1];
        var greedy = Polled.of(
                Futures.pollFn(cx -> {
                    while (cx.consume()) {
                        units[0]++;
                    }
                    return Poll.pending();
                }),
                new SplittableRandom(1));

        greedy.assertPending();
        greedy.assertPending();

        assertThat(units[0]).isEqualTo(2 * 128);
    }

    @Test
    void drop_passesOn() {
        var drops = new AtomicInteger();

        Polled.of(new Future<String>() {
                    @Override
                    public Poll<String> poll(Context cx) {
                        return Poll.pending();
                    }

                    @Override
                    public void drop() {
                        drops.incrementAndGet();
                    }
                })
                .drop();

        assertThat(drops).hasValue(1);
    }
}
