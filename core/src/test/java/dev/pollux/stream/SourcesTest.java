package dev.pollux.stream;

import static dev.pollux.stream.FutureSourcesTest.running;
import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AwaitTree;
import dev.pollux.future.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Polled;
import dev.pollux.future.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourcesTest {

    @Test
    @Behaviour("st:stream_empty-01")
    void empty_polled_isTheEnd() throws Exception {
        PolledStream.of(empty()).assertEnd().assertEnd();
        assertThat(empty().isTerminated()).isTrue();
    }

    @Test
    @Behaviour("st:stream_pending-01")
    void never_polled_isPendingForEver() throws Exception {
        var stream = PolledStream.of(never()).assertPending().assertPending();

        assertThat(stream.wakes()).isZero();
        assertThat(never().sizeHint()).isEqualTo(SizeHint.UNKNOWN);
        assertThat(never().isTerminated()).isFalse();
    }

    // ---------------------------------------------------------------- from

    @Test
    @Behaviour("st:stream_iter-04")
    void from_collection_yieldsItsElementsAndEnds() throws Exception {
        PolledStream.of(of("a", "b")).assertNext("a").assertNext("b").assertEnd();
        PolledStream.of(from(List.of("a").iterator())).assertNext("a").assertEnd();
        PolledStream.of(from(List.of())).assertEnd();
    }

    @Test
    @Behaviour("st:stream_iter-03")
    void from_collection_knowsHowManyAreLeft() throws Exception {
        Stream<String> stream = from(List.of("a", "b"));
        assertThat(stream.sizeHint()).isEqualTo(SizeHint.exactly(2));

        PolledStream.of(stream).assertNext("a");

        assertThat(stream.sizeHint()).isEqualTo(SizeHint.exactly(1));
        assertThat(from(List.of("a").iterator()).sizeHint()).isEqualTo(SizeHint.UNKNOWN);
        Iterable<String> uncounted = () -> List.of("a").iterator();
        assertThat(from(uncounted).sizeHint()).isEqualTo(SizeHint.UNKNOWN);
    }

    @Test
    @Behaviour({"st:stream_iter-01", "st:stream_iter-02"})
    void from_manyValues_givesWayWhenTheBudgetIsSpent() throws Exception {
        var stream =
                PolledStream.of(from(IntStream.range(0, 300).boxed().toList())).withBudget();

        assertThat(stream.drain()).hasSize(128);
        assertThat(stream.wakes()).isEqualTo(1);

        assertThat(stream.refill().drain()).hasSize(128).startsWith(128);
        assertThat(stream.refill().drain()).hasSize(44).endsWith(299);
        stream.refill().assertEnd();
    }

    @Test
    void from_collectionChangedBeforeTheFirstPoll_yieldsWhatIsThereThen() throws Exception {
        var values = new ArrayList<>(List.of("a"));
        Stream<String> stream = from(values);
        values.add("b");

        assertThat(stream.sizeHint()).isEqualTo(SizeHint.exactly(2));
        assertThat(PolledStream.of(stream).drain()).containsExactly("a", "b");
    }

    @Test
    void from_jdkStream_isClosedAtTheEndAndByADrop() throws Exception {
        var closed = new int[1];

        PolledStream.of(from(java.util.stream.Stream.of(1, 2).onClose(() -> closed[0]++)))
                .assertNext(1)
                .assertNext(2)
                .assertEnd();
        assertThat(closed[0]).isEqualTo(1);

        from(java.util.stream.Stream.of(1, 2).onClose(() -> closed[0]++)).drop();
        assertThat(closed[0]).isEqualTo(2);
    }

    @Test
    void from_jdkStreamThatFailsToClose_failsOnceAtTheEnd() throws Exception {
        var failure = new IllegalStateException("planned");
        var stream = PolledStream.of(from(java.util.stream.Stream.of(1).onClose(() -> {
            throw failure;
        })));

        assertThat(stream.assertNext(1).assertFails()).isSameAs(failure);

        stream.assertEnd();
    }

    @Test
    void from_nullAmongTheValues_isRefusedAndPassedOver() throws Exception {
        var stream = PolledStream.of(from(Arrays.asList("a", null, "b"))).assertNext("a");

        assertThat(stream.assertFails())
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("null");

        stream.assertNext("b").assertEnd();
    }

    @Test
    void sources_withoutArguments_areRefused() {
        assertThatThrownBy(() -> from((Iterable<?>) null)).hasMessageContaining("values");
        assertThatThrownBy(() -> from((Iterator<?>) null)).hasMessageContaining("values");
        assertThatThrownBy(() -> from((java.util.stream.Stream<?>) null)).hasMessageContaining("values");
        assertThatThrownBy(() -> of("a", null)).hasMessageContaining("a stream has no null");
        assertThatThrownBy(() -> repeat(null)).hasMessageContaining("value");
        assertThatThrownBy(() -> once(null)).hasMessageContaining("future");
        assertThatThrownBy(() -> stream(null)).hasMessageContaining("block");
    }

    // ---------------------------------------------------------------- repeat, cycle

    @Test
    void repeat_polled_yieldsTheValueAgainAndAgain() throws Exception {
        Stream<String> stream = repeat("a");

        PolledStream.of(stream).assertNext("a").assertNext("a");

        assertThat(stream.sizeHint()).isEqualTo(SizeHint.atLeast(Long.MAX_VALUE));
        assertThat(stream.isTerminated()).isFalse();
        assertThat(PolledStream.of(stream).withBudget().drain()).hasSize(128);
    }

    @Test
    void repeatWith_polled_callsForEachValue() throws Exception {
        var calls = new int[1];
        Stream<Integer> stream = repeatWith(() -> ++calls[0]);

        PolledStream.of(stream).assertNext(1).assertNext(2);

        assertThat(PolledStream.of(repeatWith(() -> null)).assertFails()).hasMessageContaining("repeatWith");
    }

    @Test
    void cycle_streamEnds_beginsAgain() throws Exception {
        PolledStream.of(cycle(() -> of("a", "b")))
                .assertNext("a")
                .assertNext("b")
                .assertNext("a")
                .assertNext("b")
                .assertNext("a");
    }

    @Test
    void cycle_roundWithoutValues_isTheEnd() throws Exception {
        var rounds = new ArrayList<>(List.of(of("a"), Streams.<String>empty(), of("never")));

        PolledStream.of(cycle(() -> rounds.remove(0))).assertNext("a").assertEnd();

        assertThat(rounds).hasSize(1);
    }

    @Test
    void cycle_roundThatIsPending_isNotTakenForEmpty() throws Exception {
        var round = ProbeStream.<String>create();
        var rounds = new ArrayList<Stream<String>>(List.of(round, of("c"), empty()));
        var stream = PolledStream.of(cycle(() -> rounds.remove(0))).assertPending();

        round.give("a").end();

        stream.assertNext("a").assertNext("c").assertEnd();
    }

    // ---------------------------------------------------------------- collections

    @Test
    void mapAsync_collection_yieldsTheResultsInOrder() throws Exception {
        List<String> results = Polled.of(mapAsync(List.of(1, 2, 3), x -> x == 2 ? null : "v" + x))
                .assertReady();

        assertThat(results).containsExactly("v1", null, "v3").isUnmodifiable();
    }

    @Test
    void mapAsync_functionFails_runsNoOther() {
        var seen = new ArrayList<Integer>();
        var failure = new Exception("planned");

        assertThat(Polled.of(mapAsync(List.of(1, 2, 3), x -> {
                            seen.add(x);
                            throw failure;
                        }))
                        .assertFails())
                .isSameAs(failure);

        assertThat(seen).containsExactly(1);
    }

    @Test
    void mapAsync_runThatWaits_isShownAndDroppedWithTheFuture() throws Exception {
        var run = Probe.<Unfolded<String, Integer>>named("the run", new ArrayList<>());
        Future<?> future = mapAsync(List.of(1, 2), running(run));
        var polled = Polled.of(future).assertPending().assertPending();

        assertThat(AwaitTree.of(future).toString()).isEqualTo("mapAsync\n  the run\n");
        polled.drop();

        assertThat(run.drops).isEqualTo(1);
        assertThat(run.polls).isEqualTo(2);
    }

    @Test
    void forEachAsync_collection_runsTheBlockForEachInOrder() throws Exception {
        var seen = new ArrayList<Integer>();

        Polled.of(forEachAsync(List.of(1, 2, 3), seen::add)).assertReady();

        assertThat(seen).containsExactly(1, 2, 3);
    }
}
