package dev.pollux.future;

import static dev.pollux.future.Futures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SharedTest {

    private final List<String> log = new ArrayList<>();
    private final Probe<String> source = Probe.named("source", log);
    private final Shared<String> first = source.shared();
    private final Shared<String> second = first.share();
    private final Polled<String> a = Polled.of(first);
    private final Polled<String> b = Polled.of(second);

    // ---------------------------------------------------------------- values

    @Test
    @Behaviour("SHA-01")
    void shared_oneConsumer_getsTheValueOnce() throws Exception {
        var one = Polled.of(source.shared()).assertPending();
        source.complete("x");

        assertThat(one.assertReady()).isEqualTo("x");
        assertThatThrownBy(one::poll).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Behaviour({"SHA-09", "SHA-10"})
    void shared_severalConsumers_getTheVeryValueOfOneRun() throws Exception {
        var runs = new AtomicInteger();
        Shared<Object> one = lazy(() -> {
                    runs.incrementAndGet();
                    return new Object();
                })
                .map(value -> value)
                .shared();
        Shared<Object> two = one.share();

        Object value = Polled.of(one).assertReady();

        assertThat(Polled.of(two).assertReady()).isSameAs(value);
        assertThat(Polled.of(one.share()).assertReady()).isSameAs(value);
        assertThat(runs).hasValue(1);
    }

    @Test
    void shared_null_isAValue() throws Exception {
        Shared<String> one = Futures.<String>ready(null).shared();

        assertThat(Polled.of(one.share()).poll()).isEqualTo(Poll.ready(null));
        assertThat(one.peek()).isEqualTo(Poll.ready(null));
    }

    @Test
    @Behaviour({"SHA-12", "SHA-13"})
    void shared_failure_isGivenToEveryConsumerAsTheVeryObject() throws Exception {
        var failure = new IOException("planned");
        a.assertPending();
        b.assertPending();
        source.fail(failure);

        assertThat(b.assertFails()).isSameAs(failure);
        assertThat(a.assertFails()).isSameAs(failure);
        assertThat(Polled.of(first.share()).assertFails()).isSameAs(failure);
        assertThat(catchThrowable(first::peek)).isSameAs(failure);
        assertThat(source.drops).isZero();
        assertThat(failure.getSuppressed()).isEmpty();
    }

    @Test
    @Behaviour("SHA-06")
    void peek_beforeAndAfterTheEnd_neverPolls() throws Exception {
        assertThat(first.peek()).isSameAs(Poll.pending());
        assertThat(source.polls).isZero();
        a.assertPending();
        source.complete("x");
        assertThat(second.peek()).isSameAs(Poll.pending()); // nobody has polled yet

        a.assertReady();

        assertThat(second.peek()).isEqualTo(Poll.ready("x"));
        assertThat(first.peek()).isEqualTo(Poll.ready("x"));
        assertThat(b.assertReady()).isEqualTo("x");
    }

    @Test
    @Behaviour("SHA-08")
    void sharesWith_tellsConsumersOfOneComputation() {
        assertThat(first.sharesWith(second)).isTrue();
        assertThat(first.sharesWith(source.shared())).isFalse();
    }

    // ---------------------------------------------------------------- who drives, who is woken

    @Test
    void poll_withoutAWakeBefore_leavesTheComputationAlone() throws Exception {
        a.assertPending();
        b.assertPending();
        a.assertPending();

        assertThat(source.polls).isEqualTo(1);
    }

    @Test
    void wake_wakesEveryConsumerAndOnlyTheFirstPolledDrives() throws Exception {
        a.assertPending();
        b.assertPending();

        source.waker.wake();

        assertThat(List.of(a.wakes(), b.wakes())).containsExactly(1, 1);
        b.assertPending();
        a.assertPending();
        assertThat(source.polls).isEqualTo(2);
    }

    @Test
    void end_wakesTheConsumersThatWait() throws Exception {
        a.assertPending();
        source.complete("x");

        assertThat(b.assertReady()).isEqualTo("x"); // drives, although a was woken first

        assertThat(a.wakes()).isEqualTo(1);
        assertThat(a.assertReady()).isEqualTo("x");
    }

    @Test
    void end_consumerThatEnteredDuringTheLastPoll_isWoken() throws Exception {
        source.doing(() -> {
            if (source.polls == 2) {
                source.doing(() -> {});
                assertThat(catchThrowable(b::assertPending)).isNull();
            }
        });
        a.assertPending();
        source.complete("x");

        assertThat(a.assertReady()).isEqualTo("x");

        assertThat(b.wakes()).isEqualTo(1);
        assertThat(b.assertReady()).isEqualTo("x");
    }

    @Test
    @Behaviour("SHA-11")
    void poll_sourceWakesItself_isPolledAgainUntilItWaits() throws Exception {
        source.doing(() -> {
            if (source.polls <= 3) {
                source.waker.wake();
            }
        });

        a.assertPending();
        assertThat(a.wakes()).isEqualTo(1);
        a.assertPending();
        a.assertPending();
        assertThat(a.wakes()).isEqualTo(3);
        a.assertPending();

        assertThat(a.wakes()).isEqualTo(3);
        assertThat(source.polls).isEqualTo(4);
    }

    @Test
    void poll_sourceWakesItself_everyOtherConsumerIsWokenToo() throws Exception {
        b.assertPending();
        source.waker.wake();
        source.doing(source.waker::wake);
        int before = b.wakes();
        b.assertPending();

        a.assertPending();

        assertThat(a.wakes()).isPositive();
        assertThat(b.wakes()).isGreaterThan(before);
    }

    @Test
    void poll_twice_onlyTheLatestWakerOfAConsumerIsWoken() throws Exception {
        Polled<String> sameConsumer = Polled.of(first);
        a.assertPending();
        sameConsumer.assertPending();

        source.waker.wake();

        assertThat(List.of(a.wakes(), sameConsumer.wakes())).containsExactly(0, 1);
    }

    @Test
    void manyConsumers_oneWake_pollsTheSourceOnce() throws Exception {
        List<Polled<String>> consumers = IntStream.range(0, 1_000)
                .mapToObj(i -> Polled.of(first.share()))
                .toList();
        for (Polled<String> each : consumers) {
            each.assertPending();
        }

        source.waker.wake();
        for (Polled<String> each : consumers) {
            each.assertPending();
            assertThat(each.wakes()).isEqualTo(1);
        }

        assertThat(source.polls).isEqualTo(2);
    }

    @Test
    void contextOfTheDriver_isHandedDown() throws Exception {
        var random = new SplittableRandom(1);
        var seen = new ArrayList<Object>();
        Shared<String> shared = Futures.<String>pollFn(cx -> {
                    seen.add(cx.random());
                    cx.waker().wake();
                    return Poll.pending();
                })
                .shared();

        Polled.of(shared).with(random).assertPending();
        Polled.of(shared.share()).assertPending();

        assertThat(seen.get(0)).isSameAs(random);
        assertThat(seen.get(1)).isNotSameAs(random);
    }

    // ---------------------------------------------------------------- drops

    @Test
    @Behaviour("SHA-04")
    void drop_ofTheDriver_losesNeitherTheComputationNorAWake() throws Exception {
        a.assertPending();
        b.assertPending();

        a.drop();
        source.complete("x");

        assertThat(source.drops).isZero();
        assertThat(List.of(a.wakes(), b.wakes())).containsExactly(0, 1);
        assertThat(b.assertReady()).isEqualTo("x");
    }

    @Test
    void drop_ofTheDriverAfterItsWake_anotherConsumerDrives() throws Exception {
        a.assertPending();
        b.assertPending();
        source.complete("x");

        a.drop();

        assertThat(b.wakes()).isEqualTo(1);
        assertThat(b.assertReady()).isEqualTo("x");
    }

    @Test
    @Behaviour("SHA-05")
    void drop_ofAnotherConsumerDuringThePoll_doesNotDropTheComputation() throws Exception {
        source.doing(first::drop);

        b.assertPending();

        assertThat(source.drops).isZero();
        source.doing(() -> {});
        source.complete("x");
        assertThat(b.assertReady()).isEqualTo("x");
    }

    @Test
    void drop_ofItselfDuringThePoll_isRefused() throws Exception {
        source.doing(() -> assertThatThrownBy(first::drop).isInstanceOf(IllegalStateException.class));

        a.assertPending();

        assertThat(source.drops).isZero();
    }

    @Test
    void drop_ofTheLastConsumer_dropsTheComputationOnce() throws Exception {
        a.assertPending();
        first.drop();
        first.drop();
        assertThat(source.drops).isZero();

        second.drop();

        assertThat(source.drops).isEqualTo(1);
        assertThat(AwaitTree.of(second).children()).isEmpty();
        assertThatThrownBy(first::share)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call share() before");
    }

    @Test
    void drop_afterTheEnd_dropsNothingAndTheValueStays() throws Exception {
        source.complete("x");
        a.assertReady();

        first.drop();
        second.drop();

        assertThat(source.drops).isZero();
        assertThat(Polled.of(first.share()).assertReady()).isEqualTo("x");
    }

    @Test
    void drop_ofTheLastFails_throwsTheVeryFailure() throws Exception {
        var failure = new IOException("while dropping");
        source.failingToDrop(failure);
        a.assertPending();
        first.drop();

        assertThatThrownBy(second::drop).isSameAs(failure);
    }

    @Test
    void drop_consumer_isNotWokenAnyMore() throws Exception {
        a.assertPending();
        b.assertPending();
        b.drop();

        source.complete("x");
        a.assertReady();

        assertThat(b.wakes()).isZero();
    }

    // ---------------------------------------------------------------- weak

    @Test
    @Behaviour("SHA-07")
    void upgrade_whileAConsumerLives_givesAnother() throws Exception {
        Shared.Weak<String> weak = first.downgrade();
        Shared<String> third = weak.upgrade();
        assertThat(third.sharesWith(first)).isTrue();
        first.drop();
        second.drop();
        assertThat(source.drops).isZero();

        third.drop();

        assertThat(source.drops).isEqualTo(1);
        assertThat(weak.upgrade()).isNull();
    }

    @Test
    void downgrade_doesNotKeepTheResult() throws Exception {
        Shared<Object> shared = lazy(Object::new).map(value -> value).shared();
        var value = new WeakReference<>(Polled.of(shared).assertReady());
        Shared.Weak<Object> weak = shared.downgrade();
        assertThat(Polled.of(weak.upgrade()).assertReady()).isSameAs(value.get());
        shared = null;

        for (int i = 0; i < 50 && weak.upgrade() != null; i++) {
            System.gc();
        }

        assertThat(weak.upgrade()).isNull();
        assertThat(value.get()).isNull();
    }

    // ---------------------------------------------------------------- wakers that misbehave

    @Test
    void wake_oneWakerThrows_theOthersAreWokenAndTheDefectIsReported() throws Exception {
        var defect = new IllegalStateException("bad waker");
        poll(first, () -> {
            throw defect;
        });
        b.assertPending();

        assertThat(Reported.during(() -> source.waker.wake())).containsExactly(defect);

        assertThat(b.wakes()).isEqualTo(1);
        source.complete("x");
        assertThat(b.assertReady()).isEqualTo("x");
        assertThat(a.assertReady()).isEqualTo("x");
    }

    @Test
    void end_oneWakerThrows_theDriverAndTheOthersGetTheirValues() throws Exception {
        var defect = new IllegalStateException("bad waker");
        Shared<String> third = first.share();
        a.assertPending();
        source.complete("x");
        source.doing(() -> {
            poll(second, () -> {
                throw defect;
            });
            poll(third, () -> log.add("third woken"));
        });

        assertThat(Reported.during(() -> assertThat(poll(first, Waker.noop())).isEqualTo(Poll.ready("x"))))
                .containsExactly(defect);

        assertThat(log).endsWith("third woken");
        assertThat(b.assertReady()).isEqualTo("x");
    }

    @Test
    void wake_wakerPollsOnTheSameStack_findsTheValue() throws Exception {
        var seen = new ArrayList<Poll<String>>();
        a.assertPending();
        poll(second, () -> seen.add(poll(second, Waker.noop())));

        source.complete("x");

        assertThat(seen).containsExactly(Poll.ready("x"));
        assertThat(a.assertReady()).isEqualTo("x");
    }

    private static <T> Poll<T> poll(Future<T> future, Waker waker) {
        try {
            return future.poll(Context.of(waker));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    // ---------------------------------------------------------------- threads

    @Test
    @Behaviour("SHA-02")
    @Timeout(60)
    void twoThreads_eachWithAConsumer_bothGetTheValue() throws Exception {
        runConsumersInThreads(2, 200);
    }

    @Test
    @Behaviour("SHA-03")
    @Timeout(60)
    void manyThreads_eachWithAConsumer_allGetTheValue() throws Exception {
        runConsumersInThreads(8, 100);
    }

    private static void runConsumersInThreads(int threads, int rounds) throws Exception {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < rounds; round++) {
                var event = new Event<String>();
                var runs = new AtomicInteger();
                Shared<String> shared =
                        event.happened().inspect(x -> runs.incrementAndGet()).shared();
                List<CompletableFuture<String>> results = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    Shared<String> own = shared.share();
                    results.add(CompletableFuture.supplyAsync(() -> runToEnd(own), pool));
                }
                event.happen("round " + round);
                for (CompletableFuture<String> each : results) {
                    assertThat(each.get()).isEqualTo("round " + round);
                }
                assertThat(runs).hasValue(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static String runToEnd(Future<String> future) {
        try {
            return new TinyExecutor().run(future);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Timeout(60)
    void driverDroppedWhileItIsWoken_theOtherConsumerIsWokenInEveryOrder() throws Exception {
        var round = new Object() {
            Event<String> event;
            Shared<String> driver;
            Shared<String> other;
            AtomicInteger wakes;
            Context cx;
        };
        Rendezvous.run(
                2_000,
                () -> {
                    round.event = new Event<>();
                    round.driver = round.event.happened().shared();
                    round.other = round.driver.share();
                    round.wakes = new AtomicInteger();
                    round.cx = Context.of(round.wakes::incrementAndGet);
                    round.driver.poll(Context.of(Waker.noop()));
                    round.other.poll(round.cx);
                },
                () -> {
                    assertThat(round.wakes.get()).isPositive();
                    assertThat(round.other.poll(round.cx)).isEqualTo(Poll.ready("x"));
                },
                () -> {
                    round.driver.poll(Context.of(Waker.noop()));
                    round.driver.drop();
                },
                () -> round.event.happen("x"));
    }

    @Test
    void toString_tellsWhatItIs() throws Exception {
        a.assertPending();

        assertThat(AwaitTree.of(second).toString()).isEqualTo("shared\n  source\n");
        assertThat(first.downgrade()).hasToString("weak shared");
    }
}
