package dev.pollux.stream;

import static dev.pollux.future.Futures.ready;
import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AwaitTree;
import dev.pollux.future.Behaviour;
import dev.pollux.future.Outcome;
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

    // ---------------------------------------------------------------- fewer values

    @Test
    void filter_values_leavesOthersOut() throws Exception {
        assertThat(valuesOf(of(1, 2, 3, 4).filter(x -> x % 2 == 0))).containsExactly(2, 4);
        assertThat(valuesOf(of(1, 2, 3, 4).filterAsync(x -> x % 2 == 0))).containsExactly(2, 4);
        assertThat(valuesOf(of(1, 2, 3).filterMap(x -> x == 2 ? null : "v" + x)))
                .containsExactly("v1", "v3");
    }

    @Test
    void filters_nothingPasses_giveWayAfterTheBudget() throws Exception {
        Stream<Integer> endless = pollNextFn(cx -> {
            seen.add(1);
            return Poll.ready(1);
        });

        for (var stream : List.of(
                endless.filter(x -> false),
                endless.skip(1_000_000),
                endless.skipWhile(x -> true),
                flatten(endless.map(x -> empty())))) {
            var polled = PolledStream.of(stream).withBudget().assertPending();

            assertThat(polled.wakes()).isEqualTo(1);
            assertThat(seen).hasSizeBetween(100, 200);
            seen.clear();
        }
    }

    @Test
    @Behaviour("f:stream_try_stream-01")
    void filterMap_functionFails_pollsNoFurtherInThatPoll() throws Exception {
        var stream = PolledStream.of(source.give(1, 2).filterMap(x -> {
            throw failure;
        }));

        assertThat(stream.assertFails()).isSameAs(failure);

        assertThat(source.polls).isEqualTo(1);
    }

    @Test
    void take_enough_pollsTheSourceNoMoreAndDropsItAtTheEnd() throws Exception {
        var stream = PolledStream.of(source.give(1, 2, 3).take(2)).assertNext(1).assertNext(2);
        assertThat(source.drops).isZero();

        stream.assertEnd();

        assertThat(source.polls).isEqualTo(2);
        assertThat(source.drops).isEqualTo(1);
    }

    @Test
    void takeAndSkip_negativeCount_areRefused() {
        assertThatThrownBy(() -> source.take(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> source.skip(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Behaviour("f:stream_try_stream-03")
    void takeWhile_conditionFails_endsAndDropsTheSource() throws Exception {
        assertThat(valuesOf(source.give(1, 2, 9, 1).takeWhile(x -> x < 5))).containsExactly(1, 2);
        assertThat(source.drops).isEqualTo(1);
        assertThat(source.polls).isEqualTo(3);

        var failing = PolledStream.of(ProbeStream.<Integer>create().give(1, 2).takeWhile(x -> {
            throw failure;
        }));
        assertThat(failing.assertFails()).isSameAs(failure);
    }

    @Test
    @Behaviour({"st:stream_map_while-01", "st:stream_map_while-02"})
    void mapWhile_functionAnswersNull_endsAndPollsNoMore() throws Exception {
        assertThat(valuesOf(source.give(1, 2, 3, 4).mapWhile(x -> x < 3 ? "v" + x : null)))
                .containsExactly("v1", "v2");

        assertThat(source.polls).isEqualTo(3);
    }

    @Test
    @Behaviour("f:stream_try_stream-02")
    void skip_values_leavesTheFirstOut() throws Exception {
        assertThat(valuesOf(of(1, 2, 3).skip(2))).containsExactly(3);
        assertThat(valuesOf(of(1, 2, 3).skip(9))).isEmpty();
        assertThat(valuesOf(of(1, 2, 9, 1).skipWhile(x -> x < 5))).containsExactly(9, 1);

        var failing = PolledStream.of(source.give(1, 2).skipWhile(x -> {
            throw failure;
        }));
        assertThat(failing.assertFails()).isSameAs(failure);
        assertThat(source.polls).isEqualTo(1);
    }

    // ---------------------------------------------------------------- takeUntil

    @Test
    @Behaviour({"FST-05", "f:stream_abortable-02"})
    void takeUntil_futureIsReady_wakesEndsAndKeepsItsValue() throws Exception {
        var stopper = Probe.<String>create();
        TakeUntil<Integer, String> stream = source.give(1).takeUntil(stopper);
        var polled = PolledStream.of(stream).assertNext(1).assertPending();
        assertThat(stream.isStopped()).isFalse();
        assertThatThrownBy(stream::result).isInstanceOf(IllegalStateException.class);

        stopper.complete("enough");

        assertThat(polled.wakes()).isEqualTo(1);
        polled.assertEnd();
        assertThat(stream.isStopped()).isTrue();
        assertThat(stream.result()).isEqualTo("enough");
        assertThat(source.drops).isEqualTo(1);
        assertThat(stopper.drops).isZero();
    }

    @Test
    @Behaviour("f:stream_abortable-01")
    void takeUntil_futureIsReadyAtOnce_pollsNothing() throws Exception {
        PolledStream.of(source.give(1).takeUntil(ready("now"))).assertEnd();

        assertThat(source.polls).isZero();
        assertThat(source.drops).isEqualTo(1);
    }

    @Test
    @Behaviour("f:stream_abortable-03")
    void takeUntil_sourceEnds_dropsTheFuture() throws Exception {
        var stopper = Probe.<String>create();
        TakeUntil<Integer, String> stream = source.give(1).end().takeUntil(stopper);

        PolledStream.of(stream).assertNext(1).assertEnd();

        assertThat(stopper.drops).isEqualTo(1);
        assertThat(stream.isStopped()).isFalse();
    }

    @Test
    void takeUntil_futureFails_failsOnceAndEnds() throws Exception {
        var stopper = Probe.<String>create();
        stopper.fail(failure);
        var polled = PolledStream.of(source.give(1).takeUntil(stopper));

        assertThat(polled.assertFails()).isSameAs(failure);

        polled.assertEnd();
        assertThat(source.drops).isEqualTo(1);
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
    @Behaviour("f:stream_catch_unwind-01")
    void exceptionally_failure_isTheLastValueAndTheSourceIsDropped() throws Exception {
        Stream<Object> stream =
                ProbeStream.<Object>create().give(1).fail(failure).give(2).exceptionally(thrown -> thrown);

        assertThat(valuesOf(stream)).containsExactly(1, failure);

        PolledStream.of(source.fail(failure).exceptionally(thrown -> 0)).assertNext(0);
        assertThat(source.drops).isEqualTo(1);
    }

    @Test
    @Behaviour("f:stream_catch_unwind-02")
    void exceptionally_noFailure_changesNothing() throws Exception {
        assertThat(valuesOf(of(1, 2).exceptionally(thrown -> 0))).containsExactly(1, 2);
    }

    @Test
    @Behaviour({"f:stream_catch_unwind-01", "f:stream_catch_unwind-02"})
    void catching_failure_isTheLastOutcome() throws Exception {
        assertThat(valuesOf(of(1, 2).catching()))
                .containsExactly(new Outcome.Completed<>(1), new Outcome.Completed<>(2));
        assertThat(valuesOf(source.give(1).fail(failure).give(2).catching()))
                .containsExactly(new Outcome.Completed<>(1), new Outcome.Failed<>(failure));
        assertThat(source.drops).isEqualTo(1);
    }

    @Test
    void exceptionally_handlerThrows_failsAndEnds() throws Exception {
        var other = new Exception("of the handler");
        var stream = PolledStream.of(source.fail(failure).exceptionally(thrown -> {
            throw other;
        }));

        assertThat(stream.assertFails()).isSameAs(other);

        stream.assertEnd();
    }

    @Test
    void orElse_failure_goesOnWithTheOtherStream() throws Exception {
        var other = new Exception("of the other stream");
        var fallback = ProbeStream.<Integer>create().give(2).fail(other).give(3).end();
        var stream = PolledStream.of(source.give(1).fail(failure).orElse(thrown -> {
            seen.add(thrown);
            return fallback;
        }));

        stream.assertNext(1).assertNext(2);
        assertThat(stream.assertFails()).isSameAs(other);
        stream.assertNext(3).assertEnd();

        assertThat(seen).containsExactly(failure);
        assertThat(source.drops).isEqualTo(1);
    }

    @Test
    void orElse_dropOfTheFailedStreamFails_isSuppressed() throws Exception {
        var ofDrop = new Exception("of the drop");
        PolledStream.of(source.fail(failure).failingToDrop(ofDrop).orElse(thrown -> of(0)))
                .assertNext(0);

        assertThat(failure).hasSuppressedException(ofDrop);
    }

    @Test
    void orElse_noStream_isRefused() {
        assertThat(PolledStream.of(source.fail(failure).orElse(thrown -> null)).assertFails())
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("orElse");
    }

    @Test
    void mapErr_failure_isReplaced() throws Exception {
        var other = new Exception("other");
        var stream = PolledStream.of(source.fail(failure).give(1).mapErr(thrown -> other));

        assertThat(stream.assertFails()).isSameAs(other);

        stream.assertNext(1);
    }

    @Test
    void inspectErr_observerThrows_isSuppressed() {
        var other = new IllegalStateException("of the observer");
        var stream = PolledStream.of(source.fail(failure).inspectErr(thrown -> {
            seen.add(thrown);
            throw other;
        }));

        assertThat(stream.assertFails()).isSameAs(failure).hasSuppressedException(other);

        assertThat(seen).containsExactly(failure);
    }

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
