package dev.pollux.stream;

import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Future;
import dev.pollux.future.Polled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the test kit of Reactive Streams does not ask of {@link Publishers}. */
class PublishersTest {

    /** A publisher that does as the test says, and records what it is asked. */
    private static final class Source implements Publisher<String>, Subscription {
        private Subscriber<? super String> subscriber;
        private final List<Long> requests = new ArrayList<>();
        private int cancels;

        @Override
        public void subscribe(Subscriber<? super String> fresh) {
            subscriber = fresh;
            fresh.onSubscribe(this);
        }

        @Override
        public void request(long count) {
            requests.add(count);
        }

        @Override
        public void cancel() {
            cancels++;
        }
    }

    private final Source source = new Source();
    private final IllegalStateException planned = new IllegalStateException("planned");

    @Test
    void toStream_untilPolled_doesNotSubscribe() throws Exception {
        Stream<String> stream = Publishers.toStream(source, 8);
        assertThat(source.subscriber).isNull();

        PolledStream.of(stream).assertPending();

        assertThat(source.requests).containsExactly(8L);
    }

    @Test
    void toStream_valuesAreTaken_asksForAQuarterAtATime() throws Exception {
        var polled = PolledStream.of(Publishers.toStream(source, 8)).assertPending();
        List.of("a", "b", "c", "d").forEach(source.subscriber::onNext);
        assertThat(source.requests).containsExactly(8L);

        polled.assertNext("a").assertNext("b").assertNext("c").assertNext("d");

        assertThat(source.requests).containsExactly(8L, 2L, 2L);
    }

    @Test
    void toStream_signal_wakes() throws Exception {
        var polled = PolledStream.of(Publishers.toStream(source, 1)).assertPending();

        source.subscriber.onNext("a");

        assertThat(polled.wakes()).isEqualTo(1);
        polled.assertNext("a").assertPending();
        source.subscriber.onComplete();
        assertThat(polled.wakes()).isEqualTo(2);
        polled.assertEnd();
        assertThat(source.cancels).isZero();
    }

    @Test
    void toStream_failure_comesAfterTheValuesAndEndsTheStream() throws Exception {
        var polled = PolledStream.of(Publishers.toStream(source, 4)).assertPending();
        source.subscriber.onNext("a");
        source.subscriber.onError(planned);

        polled.assertNext("a");
        assertThat(polled.assertFails()).isSameAs(planned);
        polled.assertEnd();
    }

    @Test
    void toStream_moreThanAskedFor_failsAndCancels() throws Exception {
        var polled = PolledStream.of(Publishers.toStream(source, 1)).assertPending();
        source.subscriber.onNext("a");
        source.subscriber.onNext("b");

        polled.assertNext("a");
        assertThat(polled.assertFails())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more values");
        polled.assertEnd();
        assertThat(source.cancels).isEqualTo(1);
    }

    @Test
    void toStream_subscribeThrows_failsAndEnds() throws Exception {
        var polled = PolledStream.of(Publishers.<String>toStream(
                subscriber -> {
                    throw planned;
                },
                1));

        assertThat(polled.assertFails()).isSameAs(planned);
        polled.assertEnd();
    }

    @Test
    void toStream_dropped_cancelsAlsoALateSubscription() throws Exception {
        var polled = PolledStream.of(Publishers.toStream(source, 1)).assertPending();
        polled.drop();
        assertThat(source.cancels).isEqualTo(1);
        source.subscriber.onNext("late");
        assertThat(polled.wakes()).isZero();

        var late = new AtomicReference<Subscriber<? super String>>();
        var waiting = PolledStream.of(Publishers.<String>toStream(late::set, 1)).assertPending();
        waiting.drop();
        late.get().onSubscribe(source);
        assertThat(source.cancels).isEqualTo(2);
    }

    @Test
    void toStream_prefetchNotPositive_isRefused() {
        assertThatThrownBy(() -> Publishers.toStream(source, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prefetch is 0");
    }

    // ---------------------------------------------------------------- ofStream

    /** A subscriber that asks as the test says, and records what it gets. */
    private static final class Sub implements Subscriber<String> {
        private Subscription subscription;
        private final List<Object> got = new ArrayList<>();
        private Runnable onNext = () -> {};

        @Override
        public void onSubscribe(Subscription fresh) {
            subscription = fresh;
        }

        @Override
        public void onNext(String value) {
            got.add(value);
            onNext.run();
        }

        @Override
        public void onError(Throwable failure) {
            got.add(failure);
        }

        @Override
        public void onComplete() {
            got.add("complete");
        }
    }

    private final Sub sub = new Sub();
    private final ProbeStream<String> stream = ProbeStream.create();
    private final AtomicReference<Future<?>> spawned = new AtomicReference<>();

    private Polled<?> subscribe() throws Exception {
        Publishers.ofStream(stream, spawned::set).subscribe(sub);
        return Polled.of(spawned.get()).assertPending();
    }

    @Test
    void ofStream_noDemand_doesNotPollTheStream() throws Exception {
        var task = subscribe();
        stream.give("a", "b");
        assertThat(stream.polls).isZero();

        sub.subscription.request(1);

        assertThat(task.wakes()).isEqualTo(1);
        task.assertPending();
        assertThat(sub.got).containsExactly("a");
        assertThat(stream.polls).isEqualTo(1);
    }

    @Test
    void ofStream_end_completes() throws Exception {
        var task = subscribe();
        sub.subscription.request(Long.MAX_VALUE);
        sub.subscription.request(Long.MAX_VALUE);
        stream.give("a").end();

        assertThat(task.assertReady()).isNull();

        assertThat(sub.got).containsExactly("a", "complete");
    }

    @Test
    void ofStream_failure_isSignalledAndTheStreamDropped() throws Exception {
        var task = subscribe();
        sub.subscription.request(5);
        stream.fail(planned);

        task.assertReady();

        assertThat(sub.got).containsExactly(planned);
        assertThat(stream.drops).isEqualTo(1);
    }

    @Test
    void ofStream_cancelled_dropsTheStreamAndSaysNothing() throws Exception {
        var task = subscribe();
        sub.subscription.cancel();
        sub.subscription.request(1);

        task.assertReady();

        assertThat(stream.drops).isEqualTo(1);
        assertThat(sub.got).isEmpty();
    }

    @Test
    void ofStream_requestOfNone_isAFailure() throws Exception {
        var task = subscribe();
        sub.subscription.request(0);

        task.assertReady();

        assertThat(sub.got).singleElement().isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofStream_taskIsDropped_tellsTheSubscriber() throws Exception {
        var task = subscribe();

        task.drop();

        assertThat(sub.got).singleElement().isInstanceOf(CancellationException.class);
        assertThat(stream.drops).isEqualTo(1);
    }

    @Test
    void ofStream_subscriberThrows_failsTheTaskAndDropsTheStream() throws Exception {
        var task = subscribe();
        sub.onNext = () -> {
            throw planned;
        };
        sub.subscription.request(5);
        stream.give("a", "b");

        assertThat(task.assertFails()).isSameAs(planned);

        assertThat(sub.got).containsExactly("a");
        assertThat(stream.drops).isEqualTo(1);
    }

    @Test
    void ofStream_requestFromOnNext_doesNotRecurse() throws Exception {
        sub.onNext = () -> sub.subscription.request(1);
        Publishers.ofStream(repeat("x").take(100_000), spawned::set).subscribe(sub);
        sub.subscription.request(1);

        Polled.of(spawned.get()).assertReady();

        assertThat(sub.got).hasSize(100_001);
    }

    @Test
    void ofStream_secondSubscriber_isTold() throws Exception {
        Publisher<String> publisher = Publishers.ofStream(stream, spawned::set);
        publisher.subscribe(new Sub());

        publisher.subscribe(sub);

        assertThat(sub.got).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void ofStream_spawnerThrows_isSignalled() {
        Publishers.ofStream(stream, future -> {
                    throw planned;
                })
                .subscribe(sub);

        assertThat(sub.got).containsExactly(planned);
        assertThat(stream.drops).isEqualTo(1);
    }

    @Test
    @Timeout(60)
    void bothDirections_onSeveralThreads_loseNothing() throws Exception {
        var done = new CountDownLatch(1);
        List<Long> got = new ArrayList<>();
        try (var pool = new PoolExecutor()) {
            Publisher<Long> publisher =
                    Publishers.ofStream(from(LongStream.range(0, 100_000).boxed()), pool::spawn);
            pool.spawn(Publishers.toStream(publisher, 16).forEach(got::add).map(nothing -> {
                done.countDown();
                return true;
            }));
            done.await();
        }

        assertThat(got).hasSize(100_000).isSorted();
    }
}
