package dev.pollux.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AtomicWaker;
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
    void assertReady_ready_returnsTheValue() {
        assertThat(Polled.of(Futures.ready("x")).assertReady()).isEqualTo("x");
        assertThat(Polled.of(Futures.ready(null)).assertReady()).isNull();
    }

    @Test
    void assertReady_otherwise_fails() {
        assertThatThrownBy(() -> Polled.of(Futures.pending()).assertReady())
                .isInstanceOf(AssertionError.class)
                .hasMessage("pending was expected to be ready, but is pending");
        assertThatThrownBy(() -> Polled.of(Futures.failed(failure)).assertReady())
                .isInstanceOf(AssertionError.class)
                .hasCause(failure);
    }

    @Test
    void assertPending_pending_returnsItself() {
        var polled = Polled.of(Futures.pending());

        assertThat(polled.assertPending()).isSameAs(polled);
    }

    @Test
    void assertPending_otherwise_fails() {
        assertThatThrownBy(() -> Polled.of(Futures.ready("x")).assertPending())
                .isInstanceOf(AssertionError.class)
                .hasMessageEndingWith("but is ready with x");
        assertThatThrownBy(() -> Polled.of(Futures.failed(failure)).assertPending())
                .isInstanceOf(AssertionError.class)
                .hasCause(failure);
    }

    @Test
    void assertFailed_failing_returnsTheVeryFailure() {
        assertThat(Polled.of(Futures.failed(failure)).assertFailed(IOException.class))
                .isSameAs(failure);
    }

    @Test
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
    void of_withRandom_handsItToThePoll() {
        var random = new SplittableRandom(1);

        assertThat(Polled.of(Futures.pollFn(cx -> Poll.ready(cx.random() == random)), random)
                        .assertReady())
                .isTrue();
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
