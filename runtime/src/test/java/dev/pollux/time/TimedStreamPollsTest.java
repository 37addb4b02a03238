package dev.pollux.time;

import static dev.pollux.time.TimedStreams.chunksTimeout;
import static dev.pollux.time.TimedStreams.throttle;
import static dev.pollux.time.TimedStreams.timeout;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.AwaitTree;
import dev.pollux.future.Poll;
import dev.pollux.stream.SizeHint;
import dev.pollux.stream.Stream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The single polls of streams that go by the clock, by hand. */
class TimedStreamPollsTest {

    private final TestContext context = new TestContext();
    private final FedStream<Integer> feed = new FedStream<>();
    private final IOException failure = new IOException("broken");

    @AfterEach
    void leaveContext() {
        context.close();
    }

    private <T> void assertNext(Stream<T> stream, T expected) throws Exception {
        assertThat(stream.pollNext(context.polling)).isEqualTo(Poll.ready(expected));
    }

    private void assertPending(Stream<?> stream) throws Exception {
        assertThat(stream.pollNext(context.polling)).isSameAs(Poll.pending());
    }

    @Test
    void withoutARuntime_isRefusedAtOnce() {
        context.close();

        assertThatThrownBy(() -> timeout(ofMillis(1), feed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> throttle(ofMillis(1), feed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> chunksTimeout(1, ofMillis(1), feed)).isInstanceOf(IllegalStateException.class);
    }

    // ---------------------------------------------------------------- timeout

    @Test
    void timeout_valuesAreThere_armsNoTimer() throws Exception {
        Stream<Integer> stream = timeout(ofMillis(10), feed.give(1, 2).end());

        assertNext(stream, 1);
        assertNext(stream, 2);
        assertNext(stream, null);
        assertThat(context.armed).isZero();
        assertThat(stream.isTerminated()).isTrue();
    }

    @Test
    void timeout_timeIsUp_wakesOnceAndNamesTheStream() throws Exception {
        Stream<Integer> stream = timeout(ofMillis(10), feed);
        assertPending(stream);

        context.advance(ofMillis(10));

        assertThat(context.wakes).isEqualTo(1);
        assertThatThrownBy(() -> stream.pollNext(context.polling))
                .isExactlyInstanceOf(TimeoutException.class)
                .hasMessage("no value within 10 ms from: feed");
        assertPending(stream);
        context.advance(ofMillis(100));
        assertThat(context.wakes).isEqualTo(1);
        assertThat(feed.drops).isZero();
    }

    @Test
    void timeout_valueAndTimeoutAtOnce_theValueWins() throws Exception {
        Stream<Integer> stream = timeout(ofMillis(10), feed);
        assertPending(stream);

        context.advance(ofMillis(10));
        feed.give(1);

        assertNext(stream, 1);
        assertPending(stream);
    }

    @Test
    void timeout_failure_endsTheSilence() throws Exception {
        Stream<Integer> stream = timeout(ofMillis(10), feed);
        assertPending(stream);
        context.advance(ofMillis(9));
        feed.fail(failure);
        assertThatThrownBy(() -> stream.pollNext(context.polling)).isSameAs(failure);

        assertPending(stream);
        context.advance(ofMillis(9));
        assertPending(stream);
        context.advance(ofMillis(1));

        assertThatThrownBy(() -> stream.pollNext(context.polling)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void timeout_dropped_disarmsAndDropsTheSource() throws Exception {
        Stream<Integer> stream = timeout(ofMillis(10), feed);
        assertPending(stream);

        stream.drop();
        stream.drop();
        context.advance(ofMillis(10));

        assertThat(context.wakes).isZero();
        assertThat(feed.drops).isEqualTo(1);
    }

    // ---------------------------------------------------------------- throttle

    @Test
    void throttle_betweenValues_pollsNoSource() throws Exception {
        Stream<Integer> stream = throttle(ofMillis(10), feed.give(1, 2));
        assertNext(stream, 1);

        assertPending(stream);
        context.advance(ofMillis(9));
        assertPending(stream);
        assertThat(feed.polls).isEqualTo(1);
        context.advance(ofMillis(1));

        assertThat(context.wakes).isEqualTo(1);
        assertNext(stream, 2);
    }

    @Test
    void throttle_failure_isKeptApartToo() throws Exception {
        Stream<Integer> stream = throttle(ofMillis(10), feed.fail(failure).give(1));
        assertThatThrownBy(() -> stream.pollNext(context.polling)).isSameAs(failure);

        assertPending(stream);
        context.advance(ofMillis(10));

        assertNext(stream, 1);
    }

    @Test
    void throttle_dropped_disarmsAndDropsTheSource() throws Exception {
        Stream<Integer> stream = throttle(ofMillis(10), feed.give(1, 2));
        assertNext(stream, 1);
        assertPending(stream);

        stream.drop();
        context.advance(ofMillis(10));

        assertThat(context.wakes).isZero();
        assertThat(feed.drops).isEqualTo(1);
    }

    // ---------------------------------------------------------------- chunksTimeout

    @Test
    @Behaviour("st:stream_panic-01")
    void chunksTimeout_sizeNotPositive_isRefused() {
        assertThatThrownBy(() -> chunksTimeout(0, ofMillis(10), feed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("size is 0 but must be positive");
    }

    @Test
    void chunksTimeout_timeRunsFromTheFirstValue() throws Exception {
        Stream<List<Integer>> stream = chunksTimeout(3, ofMillis(10), feed);
        assertPending(stream);
        context.advance(ofMillis(100));
        feed.give(1);
        assertPending(stream);
        context.advance(ofMillis(9));
        feed.give(2);
        assertPending(stream);
        context.advance(ofMillis(1));

        assertNext(stream, List.of(1, 2));
        context.advance(ofMillis(100));
        assertPending(stream);
    }

    @Test
    void chunksTimeout_failure_comesAfterTheValuesBeforeIt() throws Exception {
        Stream<List<Integer>> stream = chunksTimeout(
                3, ofMillis(10), feed.give(1).fail(failure).give(2).end());

        assertNext(stream, List.of(1));
        assertThatThrownBy(() -> stream.pollNext(context.polling)).isSameAs(failure);
        assertNext(stream, List.of(2));
        assertNext(stream, null);
        assertThat(stream.sizeHint()).isEqualTo(SizeHint.NONE);
    }

    @Test
    void chunksTimeout_dropped_disarmsAndDropsTheSource() throws Exception {
        Stream<List<Integer>> stream = chunksTimeout(3, ofMillis(10), feed.give(1));
        assertPending(stream);

        stream.drop();
        context.advance(ofMillis(10));

        assertThat(context.wakes).as("wakes of the feed aside").isZero();
        assertThat(feed.drops).isEqualTo(1);
    }

    // ---------------------------------------------------------------- what they say

    @Test
    void dumps_showTheStreamThatIsWaitedFor() throws Exception {
        var next = chunksTimeout(2, ofMillis(250), throttle(ofMillis(1500), timeout(ofMillis(10), feed)))
                .next();
        next.poll(context.polling);

        assertThat(AwaitTree.of(next).toString()).contains("next", "throttle[1.5 s]", "timeout[10 ms]", "feed");
    }
}
