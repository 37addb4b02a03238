package dev.pollux.stream;

import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Polled;
import dev.pollux.future.Waker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Streams with keys. */
class StreamMapTest {

    private final ProbeStream<Integer> a = ProbeStream.create();
    private final ProbeStream<Integer> b = ProbeStream.create();
    private final StreamMap<String, Integer> map = new StreamMap<>();
    private final List<Map.Entry<String, Integer>> buffer = new ArrayList<>();

    private PolledStream<Map.Entry<String, Integer>> polled() {
        return PolledStream.of(map);
    }

    private Polled<Integer> many(int limit) {
        return Polled.of(map.nextMany(buffer, limit));
    }

    @Test
    @Behaviour("SMA-01")
    void poll_empty_ends() throws Exception {
        polled().assertNext(null);
    }

    @Test
    @Behaviour("SMA-02")
    void poll_singleEntry_yieldsItsKeyAndIsRemovedAtItsEnd() throws Exception {
        map.insert("a", a);
        var polled = polled().assertPending();

        a.give(1);
        assertThat(polled.wakes()).isEqualTo(1);
        polled.assertNext(Map.entry("a", 1)).assertPending();
        a.end();
        polled.assertNext(null);

        assertThat(map.containsKey("a")).isFalse();
        assertThat(map.isEmpty()).isTrue();
    }

    @Test
    @Behaviour("SMA-03")
    void poll_severalEntries_startsAtARandomOne() throws Exception {
        Set<String> first = new HashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            var random = new SplittableRandom(seed);
            StreamMap<String, Integer> fresh = new StreamMap<>();
            fresh.insert("a", of(1));
            fresh.insert("b", of(2));
            first.add(
                    fresh.pollNext(Context.of(Waker.noop(), () -> random)).get().getKey());
        }

        assertThat(first).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    @Behaviour({"SMA-03", "SMA-16"})
    void poll_oneReadyAmongMany_yieldsItAndPollsNoOtherAgain() throws Exception {
        List<ProbeStream<Integer>> probes = IntStream.range(0, 200)
                .mapToObj(i -> ProbeStream.<Integer>create())
                .toList();
        IntStream.range(0, 200).forEach(i -> map.insert("key " + i, probes.get(i)));
        var polled = polled().assertPending();

        probes.get(99).give(5);
        polled.assertNext(Map.entry("key 99", 5)).assertPending();

        assertThat(probes.stream().mapToInt(probe -> probe.polls).sum()).isEqualTo(202);
    }

    @Test
    @Behaviour("SMA-04")
    void remove_givesTheStreamBack() throws Exception {
        assertThat(map.insert("a", a)).isNull();
        var polled = polled().assertPending();

        assertThat(map.remove("a")).isSameAs(a);

        assertThat(map.remove("a")).isNull();
        assertThat(a.drops).isZero();
        a.give(1);
        assertThat(polled.wakes()).isZero();
        polled.assertNext(null);
    }

    @Test
    @Behaviour("SMA-05")
    void insert_keyIsThere_returnsTheOldStream() throws Exception {
        map.insert("a", a);
        polled().assertPending();

        assertThat(map.insert("a", b)).isSameAs(a);

        a.give(1);
        b.give(2);
        polled().assertNext(Map.entry("a", 2)).assertPending();
        assertThat(map.size()).isEqualTo(1);
    }

    @Test
    void insert_whileWaiting_wakes() throws Exception {
        map.insert("a", a);
        var polled = polled().assertPending();

        map.insert("b", of(2));

        assertThat(polled.wakes()).isEqualTo(1);
        polled.assertNext(Map.entry("b", 2));
    }

    @Test
    @Behaviour({"SMA-06", "SMA-07", "SMA-08"})
    void sizeHint_isTheSum() {
        map.insert("a", a);
        map.insert("b", b);
        a.hint = SizeHint.between(1, 4);
        b.hint = SizeHint.between(2, 5);
        assertThat(map.sizeHint()).isEqualTo(SizeHint.between(3, 9));

        b.hint = SizeHint.atLeast(2);
        assertThat(map.sizeHint()).isEqualTo(SizeHint.atLeast(3));

        b.hint = SizeHint.exactly(Long.MAX_VALUE);
        assertThat(map.sizeHint()).isEqualTo(SizeHint.atLeast(Long.MAX_VALUE));
    }

    @Test
    @Behaviour({"SMA-11", "SMA-12", "SMA-13", "SMA-15"})
    void keysAndStreams_areListedInTheOrderOfInsertion() {
        map.insert("b", b);
        map.insert("a", a);

        assertThat(map.keys()).containsExactly("b", "a").isUnmodifiable();
        assertThat(map.streams()).containsExactly(b, a);
        assertThat(map.containsKey("a")).isTrue();
        assertThat(map.containsKey("c")).isFalse();
    }

    @Test
    @Behaviour("SMA-14")
    void clear_dropsAllAndWakesWhoWaits() throws Exception {
        map.insert("a", a);
        var polled = polled().assertPending();
        map.insert("b", b);

        map.clear();

        assertThat(map.isEmpty()).isTrue();
        assertThat(List.of(a.drops, b.drops)).containsExactly(1, 1);
        assertThat(polled.wakes()).isPositive();
        polled.assertNext(null);
    }

    // ---------------------------------------------------------------- nextMany

    @Test
    @Behaviour({"SMA-17", "SMA-18", "SMA-24", "SMA-25"})
    void nextMany_limitZeroOrEmpty_isReadyWithNone() throws Exception {
        assertThat(many(5).assertReady()).isZero();
        map.insert("a", a.give(1));

        assertThat(many(0).assertReady()).isZero();

        assertThat(buffer).isEmpty();
        assertThat(a.polls).isZero();
    }

    @Test
    @Behaviour({"SMA-19", "SMA-26"})
    void nextMany_nothingThere_waits() throws Exception {
        map.insert("a", a);
        var many = many(5).assertPending();

        a.give(1);

        assertThat(many.wakes()).isEqualTo(1);
        assertThat(many.assertReady()).isEqualTo(1);
        assertThat(buffer).containsExactly(Map.entry("a", 1));
    }

    @Test
    @Behaviour({"SMA-20", "SMA-27"})
    void nextMany_fewerThanTheLimit_takesWhatIsThere() throws Exception {
        map.insert("a", a.give(1));
        map.insert("b", b.give(2));

        assertThat(many(10).assertReady()).isEqualTo(2);

        assertThat(buffer).containsExactlyInAnyOrder(Map.entry("a", 1), Map.entry("b", 2));
    }

    @Test
    @Behaviour({"SMA-21", "SMA-22", "SMA-28", "SMA-29"})
    void nextMany_more_takesNoMoreThanTheLimit() throws Exception {
        map.insert("a", a.give(1, 2));
        map.insert("b", b.give(3, 4));

        assertThat(many(3).assertReady()).isEqualTo(3);
        assertThat(many(3).assertReady()).isEqualTo(1);

        assertThat(buffer).extracting(Map.Entry::getValue).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    @Test
    @Behaviour({"SMA-23", "SMA-30"})
    void nextMany_severalRounds_takesFromEachStreamInTurn() throws Exception {
        map.insert("a", a.give(1, 2, 3));
        map.insert("b", b.give(10));

        assertThat(many(4).assertReady()).isEqualTo(4);

        assertThat(buffer)
                .filteredOn(entry -> entry.getKey().equals("a"))
                .extracting(Map.Entry::getValue)
                .containsExactly(1, 2, 3);
    }

    @Test
    void nextMany_failureAfterValues_comesWithTheNextPoll() throws Exception {
        var failure = new IllegalStateException("planned");
        map.insert("a", a.give(1).fail(failure).give(2));

        assertThat(many(5).assertReady()).isEqualTo(1);
        assertThat(many(5).assertFails()).isSameAs(failure);
        assertThat(many(5).assertReady()).isEqualTo(1);
    }

    @Test
    void nextMany_negativeLimit_isRefused() {
        assertThatThrownBy(() -> map.nextMany(buffer, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limit is -1");
    }
}
