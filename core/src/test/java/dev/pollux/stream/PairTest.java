package dev.pollux.stream;

import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Join2;
import dev.pollux.future.Polled;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two streams at once: merge, selectWithStrategy, zip; and gathering values: chunks, readyChunks. */
class PairTest {

    private final ProbeStream<String> a = ProbeStream.create();
    private final ProbeStream<String> b = ProbeStream.create();
    private final IllegalStateException planned = new IllegalStateException("planned");

    @Test
    @Behaviour({"st:stream_merge-01", "FST-01", "FMA-18"})
    void merge_bothReady_alternates() throws Exception {
        assertThat(PolledStream.of(of(0, 2, 4, 6).merge(of(1, 3, 5))).drain()).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(PolledStream.of(of(1, 1).merge(of(2, 2, 2, 2))).drain()).containsExactly(1, 2, 1, 2, 2, 2);
    }

    @Test
    @Behaviour({"st:stream_merge-02", "SFU-22", "SFU-23"})
    void merge_oneIsWoken_yieldsItsValueAndEndsWithBoth() throws Exception {
        var polled = PolledStream.of(a.merge(b)).assertPending();

        b.give("b1");
        assertThat(polled.wakes()).isEqualTo(1);
        polled.assertNext("b1").assertPending();
        a.give("a1").end();
        polled.assertNext("a1").assertPending();
        b.give("b2").end();

        polled.assertNext("b2").assertEnd();
    }

    @Test
    @Behaviour("st:stream_merge-03")
    void merge_sizeHint_isTheSumWithoutOverflow() {
        a.hint = SizeHint.exactly(Long.MAX_VALUE);
        b.hint = SizeHint.exactly(1);

        assertThat(a.merge(b).sizeHint()).isEqualTo(SizeHint.atLeast(Long.MAX_VALUE));
        assertThat(of(1, 2).merge(of(3)).sizeHint()).isEqualTo(SizeHint.exactly(3));
    }

    @Test
    void merge_oneFails_goesOn() throws Exception {
        a.fail(planned).give("a");
        b.give("b");
        var polled = PolledStream.of(a.merge(b));

        assertThat(polled.assertFails()).isSameAs(planned);
        polled.assertNext("b").assertNext("a");
    }

    @Test
    void merge_dropped_dropsBoth() throws Exception {
        a.failingToDrop(planned);
        var polled = PolledStream.of(a.merge(b)).assertPending();

        assertThatThrownBy(polled::drop).isSameAs(planned);

        assertThat(List.of(a.drops, b.drops)).containsExactly(1, 1);
    }

    @Test
    @Behaviour("FST-09")
    void selectWithStrategy_preferredSideEnds_goesOnWithTheOther() throws Exception {
        var polled = PolledStream.of(of(1, 2).selectWithStrategy(of(10, 20), () -> StreamSide.RIGHT));

        assertThat(polled.drain()).containsExactly(10, 20, 1, 2);
        polled.assertEnd();
    }

    @Test
    void selectWithStrategy_preferredSideIsPending_asksTheOther() throws Exception {
        b.give("b");

        PolledStream.of(a.selectWithStrategy(b, () -> StreamSide.LEFT))
                .assertNext("b")
                .assertPending();
    }

    // ---------------------------------------------------------------- zip

    @Test
    void zip_pairs_endsWithTheShorter() throws Exception {
        var polled = PolledStream.of(of(1, 2, 3).zip(of("a", "b")));

        assertThat(polled.drain()).containsExactly(new Join2<>(1, "a"), new Join2<>(2, "b"));
        polled.assertEnd();
    }

    @Test
    void zip_oneSideWaits_keepsTheValueOfTheOther() throws Exception {
        Stream<Join2<String, String>> zip = a.zip(b);
        a.give("a1");
        var polled = PolledStream.of(zip).assertPending();
        int polls = a.polls;
        polled.assertPending();
        assertThat(a.polls).isEqualTo(polls);

        b.give("b1");

        polled.assertNext(new Join2<>("a1", "b1"));
    }

    @Test
    void zip_shorterSideEnds_dropsTheLongerEvenIfItIsPending() throws Exception {
        var polled = PolledStream.of(a.zip(b)).assertPending();

        b.end();

        polled.assertEnd();
        assertThat(a.drops).isEqualTo(1);
    }

    @Test
    void zip_sizeHint_isTheShorterWithWhatWaits() throws Exception {
        Stream<Join2<Integer, String>> zip = of(1, 2).zip(a);
        a.hint = SizeHint.between(1, 7);
        assertThat(zip.sizeHint()).isEqualTo(SizeHint.between(1, 2));

        PolledStream.of(zip).assertPending();

        assertThat(zip.sizeHint()).isEqualTo(SizeHint.between(1, 2));
    }

    // ---------------------------------------------------------------- chunks

    @Test
    @Behaviour({"FST-06", "FST-07"})
    void chunks_sizeNotPositive_isRefused() {
        assertThatThrownBy(() -> a.chunks(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("size is 0");
        assertThatThrownBy(() -> a.readyChunks(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void chunks_fullOnesAndARest() throws Exception {
        Stream<List<Integer>> chunks = of(1, 2, 3, 4, 5).chunks(2);
        assertThat(chunks.sizeHint()).isEqualTo(SizeHint.exactly(3));

        var polled = PolledStream.of(chunks);

        polled.assertNext(List.of(1, 2))
                .assertNext(List.of(3, 4))
                .assertNext(List.of(5))
                .assertEnd();
    }

    @Test
    void chunks_pending_waitsForAFullOne() throws Exception {
        var polled = PolledStream.of(a.give("1").chunks(2)).assertPending();

        a.give("2");

        polled.assertNext(List.of("1", "2"));
    }

    @Test
    void chunks_nextIsDropped_keepsWhatWasGathered() throws Exception {
        Stream<List<String>> chunks = a.give("1").chunks(2);
        var next = Polled.of(chunks.next()).assertPending();
        next.drop();

        a.give("2");

        PolledStream.of(chunks).assertNext(List.of("1", "2"));
    }

    @Test
    void chunks_failure_comesAfterWhatWasGathered() throws Exception {
        var polled = PolledStream.of(a.give("1").fail(planned).give("2").end().chunks(3));

        polled.assertNext(List.of("1"));
        assertThat(polled.assertFails()).isSameAs(planned);
        polled.assertNext(List.of("2")).assertEnd();
    }

    @Test
    @Behaviour("FST-08")
    void readyChunks_neverWaitsWithAValueAtHand() throws Exception {
        var polled = PolledStream.of(a.readyChunks(3)).assertPending();

        a.give("1", "2");
        polled.assertNext(List.of("1", "2")).assertPending();
        a.give("3", "4", "5", "6").end();

        polled.assertNext(List.of("3", "4", "5")).assertNext(List.of("6")).assertEnd();
    }
}
