package dev.pollux.stream;

import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Behaviour;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several streams at once, made of the values of another. */
class FlattenUnorderedTest {

    private final ProbeStream<String> a = ProbeStream.create();
    private final ProbeStream<String> b = ProbeStream.create();
    private final ProbeStream<Stream<String>> source = ProbeStream.create();
    private final IllegalStateException planned = new IllegalStateException("planned");

    @Test
    @Behaviour("FST-04")
    void flattenUnordered_untilPolled_touchesNothing() {
        flattenUnordered(source, 2);

        assertThat(source.polls).isZero();
    }

    @Test
    @Behaviour("FST-04")
    void flattenUnordered_innerStreams_yieldAsTheyAreWoken() throws Exception {
        source.give(a, b);
        var polled = PolledStream.of(flattenUnordered(source, 8)).assertPending();

        b.give("b");
        a.give("a");
        polled.assertNext("b").assertNext("a").assertPending();
        a.end();
        b.end();
        polled.assertPending();
        source.end();

        polled.assertEnd();
    }

    @Test
    @Behaviour("FST-04")
    void flattenUnordered_oneIsWoken_pollsNoOther() throws Exception {
        source.give(a, b);
        var polled = PolledStream.of(flattenUnordered(source, 8)).assertPending();

        a.give("a");
        polled.assertNext("a").assertPending();

        assertThat(a.polls).isEqualTo(3);
        assertThat(b.polls).isEqualTo(1);
    }

    @Test
    @Behaviour("FST-04")
    void flattenUnordered_limit_takesTheNextWhenOneHasEnded() throws Exception {
        ProbeStream<String> c = ProbeStream.create();
        source.give(a, b, c);
        var polled = PolledStream.of(flattenUnordered(source, 2)).assertPending();
        assertThat(c.polls).isZero();

        a.end();
        polled.assertPending();

        assertThat(c.polls).isEqualTo(1);
    }

    @Test
    @Behaviour("FST-04")
    void flattenUnordered_busyInnerStream_starvesNeitherTheOthersNorTheSource() throws Exception {
        source.give(repeat("busy"), a);
        a.give("a");
        var polled =
                PolledStream.of(flattenUnordered(source, 8)).assertNext("busy").assertNext("a");

        source.give(b.give("b"));

        assertThat(List.of(
                        polled.poll().get(), polled.poll().get(), polled.poll().get()))
                .contains("b");
    }

    @Test
    void flattenUnordered_endlesslyManyEmptyStreams_givesWay() throws Exception {
        var polled = PolledStream.of(flattenUnordered(repeatWith(() -> Streams.<String>empty()), 1))
                .withBudget();

        polled.assertPending();

        assertThat(polled.wakes()).isPositive();
    }

    @Test
    @Behaviour("f:stream_try_stream-04")
    void flattenUnordered_failures_standInThePlaceOfValues() throws Exception {
        source.give(a).fail(planned);
        var polled = PolledStream.of(flattenUnordered(source, 8));
        assertThat(polled.assertFails()).isSameAs(planned);

        var inner = new IOException("inner");
        a.fail(inner).give("after").end();
        source.end();

        assertThat(polled.assertFails()).isSameAs(inner);
        polled.assertNext("after").assertEnd();
    }

    @Test
    void flatMapUnordered_makesTheStreams() throws Exception {
        assertThat(PolledStream.of(of(1, 2).flatMapUnordered(2, x -> of(x * 10, x * 10 + 1)))
                        .drain())
                .containsExactlyInAnyOrder(10, 11, 20, 21);
        var polled = PolledStream.of(of(1).flatMapUnordered(2, x -> null));
        assertThat(polled.assertFails())
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("function");
    }

    @Test
    void drop_dropsTheInnerStreamsAndTheSource() throws Exception {
        source.give(a, b);
        var polled = PolledStream.of(flattenUnordered(source, 8)).assertPending();

        polled.drop();

        assertThat(List.of(source.drops, a.drops, b.drops)).containsExactly(1, 1, 1);
    }
}
