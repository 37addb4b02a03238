package dev.pollux.future;

import static dev.pollux.future.Futures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeafFuturesTest {

    @Test
    void ready_polled_yieldsTheValueOnce() throws Exception {
        var value = new Object();
        var future = Polled.of(ready(value));

        assertThat(future.assertReady()).isSameAs(value);

        assertThatThrownBy(future::poll).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void ready_null_isAValue() throws Exception {
        assertThat(Polled.of(ready(null)).poll()).isEqualTo(Poll.ready(null));
    }

    @Test
    void failed_polled_throwsTheVeryFailureOnce() {
        var failure = new IOException("planned");
        var future = Polled.of(failed(failure));

        assertThat(future.assertFails()).isSameAs(failure);

        assertThatThrownBy(future::poll).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void pending_polled_staysPendingAndWakesNobody() throws Exception {
        var future = Polled.of(pending());

        future.assertPending().assertPending();
        future.drop();

        assertThat(future.wakes()).isZero();
    }

    @Test
    void pollFn_pending_isCalledAgainUntilReady() throws Exception {
        var calls = new AtomicInteger();
        var future = Polled.of(pollFn(cx -> calls.incrementAndGet() < 3 ? Poll.pending() : Poll.ready("third")));

        future.assertPending().assertPending();

        assertThat(future.assertReady()).isEqualTo("third");
        assertThatThrownBy(future::poll).isInstanceOf(IllegalStateException.class);
        assertThat(calls).hasValue(3);
    }

    @Test
    @Behaviour("FMA-01")
    void pollFn_givesTheContext_soThatAnotherFutureIsAskedOnceWithoutWaiting() throws Exception {
        Probe<String> asked = Probe.create();
        Future<Poll<String>> ask = pollFn(cx -> Poll.ready(asked.poll(cx)));
        assertThat(Polled.of(ask).assertReady()).isSameAs(Poll.pending());
        asked.complete("x");

        Future<Poll<String>> again = pollFn(cx -> Poll.ready(asked.poll(cx)));

        assertThat(Polled.of(again).assertReady()).isEqualTo(Poll.ready("x"));
        assertThat(asked.drops).isZero();
    }

    @Test
    void pollFn_failing_isNotCalledAgain() {
        var failure = new IOException("planned");
        var calls = new AtomicInteger();
        var future = Polled.of(pollFn(cx -> {
            calls.incrementAndGet();
            throw failure;
        }));

        assertThat(future.assertFails()).isSameAs(failure);

        assertThatThrownBy(future::poll).isInstanceOf(IllegalStateException.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void pollFn_droppedThenPolled_isNotCalled() {
        var calls = new AtomicInteger();
        var future = Polled.of(pollFn(cx -> Poll.ready(calls.incrementAndGet())));

        future.drop();

        assertThatThrownBy(future::poll).isInstanceOf(IllegalStateException.class);
        assertThat(calls).hasValue(0);
    }

    @Test
    void pollRaw_whosePollReturnsNull_saysWhatToReturn() {
        Future<String> handWritten = cx -> null;

        assertThatThrownBy(() -> handWritten.pollRaw(Context.of(Waker.noop())))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContainingAll(
                        "returned null",
                        "Poll.pending()",
                        handWritten.getClass().getName());
    }

    @Test
    void async_withoutAwaits_givesItsValueOnceAndSaysSo() throws Exception {
        var calls = new AtomicInteger();
        Future<Integer> block = async(calls::incrementAndGet);
        assertThat(block.pollRaw(Context.of(Waker.noop()))).isEqualTo(1);

        assertThatThrownBy(() -> block.pollRaw(Context.of(Waker.noop())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("awaited or polled again", "gives its value once");
        assertThat(calls).hasValue(1);
    }

    @Test
    void lazy_polled_computesThenAndOnlyOnce() throws Exception {
        var calls = new AtomicInteger();
        var future = Polled.of(lazy(calls::incrementAndGet));
        assertThat(calls).hasValue(0);

        assertThat(future.assertReady()).isEqualTo(1);

        assertThatThrownBy(future::poll).isInstanceOf(IllegalStateException.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void lazy_failing_throwsTheVeryFailure() {
        var failure = new IOException("planned");

        assertThat(Polled.of(lazy(() -> {
                            throw failure;
                        }))
                        .assertFails())
                .isSameAs(failure);
    }

    @Test
    void map_ready_appliesTheFunctionOnce() throws Exception {
        var source = Probe.<Integer>create();
        var calls = new AtomicInteger();
        var future = Polled.of(source.map(x -> x + calls.incrementAndGet()));
        future.assertPending();
        assertThat(calls).hasValue(0);

        source.complete(41);

        assertThat(future.assertReady()).isEqualTo(42);
    }

    @Test
    void map_functionFails_throwsTheVeryFailureAndDoesNotDropTheFinishedSource() {
        var source = Probe.<Integer>create();
        source.complete(1);
        var failure = new IOException("planned");
        var future = Polled.of(source.map(x -> {
            throw failure;
        }));

        assertThat(future.assertFails()).isSameAs(failure);
        assertThat(source.drops).isZero();
    }

    @Test
    void map_nulls_passThrough() throws Exception {
        assertThat(Polled.of(ready(null).map(x -> x == null ? "null" : "value")).assertReady())
                .isEqualTo("null");
        assertThat(Polled.of(ready("x").map(x -> (Object) null)).assertReady()).isNull();
    }

    @Test
    void andThen_ready_pollsTheSecondAtOnce() throws Exception {
        var log = new ArrayList<String>();
        var first = Probe.<String>named("first", log);
        var second = Probe.<String>named("second", log);
        var future = Polled.of(first.andThen(x -> {
                    log.add("function " + x);
                    return second;
                }))
                .assertPending();

        first.complete("a");
        future.assertPending();
        second.complete("b");

        assertThat(future.assertReady()).isEqualTo("b");
        assertThat(log).containsExactly("poll first", "poll first", "function a", "poll second", "poll second");
    }

    @Test
    void andThen_droppedDuringTheSecond_dropsOnlyTheSecond() throws Exception {
        var first = Probe.<String>create();
        var second = Probe.<String>create();
        first.complete("a");
        var future = Polled.of(first.andThen(x -> second)).assertPending();

        future.drop();

        assertThat(first.drops).isZero();
        assertThat(second.drops).isEqualTo(1);
    }

    @Test
    void andThen_droppedDuringTheFirst_neverCallsTheFunction() throws Exception {
        var calls = new AtomicInteger();
        var future = Polled.of(Probe.<String>create().andThen(x -> ready(calls.incrementAndGet())))
                .assertPending();

        future.drop();

        assertThat(calls).hasValue(0);
    }

    @Test
    void andThen_functionReturnsNull_saysSo() {
        assertThat(Polled.of(ready(1).andThen(x -> null)).assertFails())
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("andThen");
    }

    @Test
    void random_withoutOwn_isThatOfThePollingThread() {
        assertThat(Context.of(Waker.noop()).random()).isSameAs(ThreadLocalRandom.current());
    }

    @Test
    void withWaker_ownRandom_isKept() {
        var random = new SplittableRandom(1);
        Waker other = Waker.of(() -> {});

        Context derived = Context.of(Waker.noop(), () -> random).withWaker(other);

        assertThat(derived.random()).isSameAs(random);
        assertThat(derived.waker()).isSameAs(other);
    }

    @Test
    @Behaviour("f:recurse-01")
    void andThen_nestedAThousandDeep_comesToItsEnd() throws Exception {
        assertThat(Polled.of(countDown(1_000)).assertReady()).isEqualTo("lift off");
    }

    private static Future<String> countDown(int from) {
        return from == 0 ? ready("lift off") : lazy(() -> from - 1).andThen(LeafFuturesTest::countDown);
    }
}
