package dev.pollux.stream;

import static dev.pollux.future.Futures.ready;
import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AwaitTree;
import dev.pollux.future.Behaviour;
import dev.pollux.future.Poll;
import dev.pollux.future.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of the values. */
class AdaptersTest {

    private final List<Object> seen = new ArrayList<>();
    private final ProbeStream<Integer> source = ProbeStream.create();
    private final Exception failure = new Exception("planned");

    private static <T> List<T> valuesOf(Stream<T> stream) throws Exception {
        PolledStream<T> polled = PolledStream.of(stream);
        List<T> values = polled.drain();
        polled.assertEnd();
        return values;
    }

    // ---------------------------------------------------------------- other values

    @Test
    void map_values_areReplaced() throws Exception {
        assertThat(valuesOf(of(1, 2).map(x -> "v" + x))).containsExactly("v1", "v2");
    }

    @Test
    void map_functionFails_standsInThePlaceOfOneValue() throws Exception {
        var stream = PolledStream.of(of(1, 2, 3).map(x -> {
            if (x == 2) {
                throw failure;
            }
            return x;
        }));

        assertThat(stream.assertNext(1).assertFails()).isSameAs(failure);

        stream.assertNext(3).assertEnd();
    }

    @Test
    void map_functionAnswersNull_isRefused() {
        assertThat(PolledStream.of(of(1).map(x -> null)).assertFails())
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("map returned null")
                .hasMessageContaining("filterMap");
    }

    @Test
    void filter_conditionAnswersNull_isRefused() {
        assertThat(PolledStream.of(of(1).filter(x -> null)).assertFails()).hasMessageContaining("filter returned null");
    }

    @Test
    void then_futures_runOneAfterTheOther() throws Exception {
        var first = Probe.<String>named("first", new ArrayList<>());
        var second = Probe.<String>create();
        var futures = new ArrayList<>(List.of(first, second));
        Stream<String> stream = of(1, 2).then(x -> futures.remove(0));
        var polled = PolledStream.of(stream).assertPending();
        assertThat(second.polls).isZero();
        assertThat(AwaitTree.of(stream.next()).toString()).contains("\n    first\n");
        assertThat(stream.sizeHint()).isEqualTo(SizeHint.exactly(2));

        first.complete("a");
        assertThat(polled.wakes()).isEqualTo(1);
        polled.assertNext("a").assertPending();
        second.complete("b");

        polled.assertNext("b").assertEnd();
    }

    @Test
    void then_futureFails_standsInThePlaceOfItsValue() throws Exception {
        var failing = Probe.<String>create();
        failing.fail(failure);
        var polled = PolledStream.of(of(1, 2).then(x -> x == 1 ? failing : ready("b")));

        assertThat(polled.assertFails()).isSameAs(failure);

        polled.assertNext("b").assertEnd();
    }

    @Test
    void then_dropped_dropsTheFutureBeforeTheSource() throws Exception {
        var log = new ArrayList<String>();
        var future = Probe.<String>named("future", log);
        var polled = PolledStream.of(
                        ProbeStream.<Integer>named("source", log).give(1).then(x -> future))
                .assertPending();

        polled.drop();

        assertThat(log).endsWith("drop future", "drop source");
    }

    @Test
    void then_noFutureOrNoValue_isRefused() {
        assertThat(PolledStream.of(of(1).then(x -> null)).assertFails()).hasMessageContaining("then");
        assertThat(PolledStream.of(of(1).then(x -> ready(null))).assertFails()).hasMessageContaining("then");
    }

    @Test
    void enumerate_values_areNumberedFromZero() throws Exception {
        assertThat(valuesOf(of("a", "b").enumerate()))
                .containsExactly(new Enumerated<>(0, "a"), new Enumerated<>(1, "b"));
    }

    @Test
    @Behaviour("FST-03")
    void scan_values_yieldsEachResultUntilThereIsNone() throws Exception {
        assertThat(valuesOf(of(1, 2, 3, 4, 5).scan(0, (before, x) -> x < 4 ? before + x : null)))
                .containsExactly(1, 3, 6);
    }

    @Test
    void scan_functionFails_keepsWhatItHad() throws Exception {
        var stream = PolledStream.of(of(1, 2, 3).scan(0, (before, x) -> {
            if (x == 2) {
                throw failure;
            }
            return before + x;
        }));

        assertThat(stream.assertNext(1).assertFails()).isSameAs(failure);

        stream.assertNext(4).assertEnd();
    }

    @Test
    void inspect_values_areSeenAndPassedOn() throws Exception {
        assertThat(valuesOf(of(1, 2).inspect(seen::add))).containsExactly(1, 2);
        assertThat(seen).containsExactly(1, 2);
    }

    // ---------------------------------------------------------------- more values

    @Test
    @Behaviour("st:stream_chain-01")
    void chain_twoStreams_yieldsOneAfterTheOther() throws Exception {
        assertThat(valuesOf(of(1, 2).chain(of(3, 4)))).containsExactly(1, 2, 3, 4);
    }

    @Test
    @Behaviour("st:stream_chain-02")
    void chain_firstIsPending_doesNotPollTheSecond() throws Exception {
        var second = ProbeStream.<Integer>create().give(3).end();
        var stream = PolledStream.of(source.chain(second)).assertPending();
        assertThat(second.polls).isZero();

        source.give(1).end();

        stream.assertNext(1).assertNext(3).assertEnd();
    }

    @Test
    void chain_dropped_dropsBoth() throws Exception {
        var second = ProbeStream.<Integer>create();
        PolledStream.of(source.chain(second)).assertPending().drop();

        assertThat(source.drops).isEqualTo(1);
        assertThat(second.drops).isEqualTo(1);
    }

    @Test
    @Behaviour("FST-02")
    void flatMap_values_yieldsOneStreamAfterTheOther() throws Exception {
        assertThat(valuesOf(of(2, 0, 1).flatMap(x -> repeat("v" + x).take(x)))).containsExactly("v2", "v2", "v1");
        assertThat(valuesOf(flatten(of(of(1), Streams.<Integer>empty(), of(2, 3)))))
                .containsExactly(1, 2, 3);
    }

    @Test
    void flatten_dropped_dropsTheInnerStreamBeforeTheOuter() throws Exception {
        var log = new ArrayList<String>();
        var inner = ProbeStream.<Integer>named("inner", log);
        var outer = ProbeStream.<Integer>named("outer", log).give(1);

        PolledStream.of(outer.flatMap(x -> inner)).assertPending().drop();

        assertThat(log).endsWith("drop inner", "drop outer");
    }

    @Test
    @Behaviour("st:stream_close-01")
    void notifyClose_end_isAValueFirst() throws Exception {
        assertThat(valuesOf(of(1, 2).notifyClose())).containsExactly(Optional.of(1), Optional.of(2), Optional.empty());
    }

    @Test
    @Behaviour("st:stream_fuse-01")
    void fuse_streamThatGoesOnAfterItsEnd_isNotPolledAgain() throws Exception {
        var count = new int[1];
        Stream<Integer> alternating = cx -> Poll.ready(++count[0] % 2 == 1 ? count[0] : null);
        assertThat(PolledStream.of(alternating).poll()).isEqualTo(Poll.ready(1));
        assertThat(PolledStream.of(alternating).poll()).isEqualTo(Poll.ready(null));
        assertThat(PolledStream.of(alternating).poll()).isEqualTo(Poll.ready(3));

        PolledStream.of(alternating.fuse()).assertEnd().assertEnd();

        assertThat(count[0]).isEqualTo(4);
    }

    // ---------------------------------------------------------------- failures

    @Test
    void adapters_withoutArguments_areRefused() {
        assertThatThrownBy(() -> source.map(null)).hasMessageContaining("mapping");
        assertThatThrownBy(() -> source.then(null)).hasMessageContaining("next");
        assertThatThrownBy(() -> source.mapAsync(null)).hasMessageContaining("function");
        assertThatThrownBy(() -> source.filter(null)).hasMessageContaining("condition");
        assertThatThrownBy(() -> source.takeUntil(null)).hasMessageContaining("stopper");
        assertThatThrownBy(() -> source.chain(null)).hasMessageContaining("stream");
        assertThatThrownBy(() -> source.scan(null, (before, x) -> x)).hasMessageContaining("initial");
        assertThatThrownBy(() -> source.orElse(null)).hasMessageContaining("fallback");
    }
}
