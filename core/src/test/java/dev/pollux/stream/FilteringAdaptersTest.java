package dev.pollux.stream;

import static dev.pollux.future.Futures.ready;
import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Poll;
import dev.pollux.future.Probe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Adapters that leave values out. */
class FilteringAdaptersTest {

    private final List<Object> seen = new ArrayList<>();
    private final ProbeStream<Integer> source = ProbeStream.create();
    private final Exception failure = new Exception("planned");

    private static <T> List<T> valuesOf(Stream<T> stream) throws Exception {
        PolledStream<T> polled = PolledStream.of(stream);
        List<T> values = polled.drain();
        polled.assertEnd();
        return values;
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
}
