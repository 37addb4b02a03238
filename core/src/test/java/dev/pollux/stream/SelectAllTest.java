package dev.pollux.stream;

import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Waker;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A growing set of streams. */
class SelectAllTest {

    private final ProbeStream<String> a = ProbeStream.create();
    private final ProbeStream<String> b = ProbeStream.create();
    private final SelectAll<String> set = new SelectAll<>();
    private final IllegalStateException planned = new IllegalStateException("planned");

    private PolledStream<String> polled() {
        return PolledStream.of(set);
    }

    @Test
    @Behaviour("FSA-01")
    void isTerminated_onceTheEndWasAnswered_untilAPush() throws Exception {
        assertThat(set.isTerminated()).isFalse();
        polled().assertNext(null);
        assertThat(set.isTerminated()).isTrue();
        assertThat(set.isEmpty()).isTrue();

        set.push(of("x"));

        assertThat(set.isTerminated()).isFalse();
        polled().assertNext("x").assertNext(null);
        assertThat(set.isTerminated()).isTrue();
    }

    @Test
    @Behaviour("FSA-02")
    void poll_oneEnds_theOthersStay() throws Exception {
        set.push(a);
        set.push(b);
        b.give("b1");
        var polled = polled().assertNext("b1").assertPending();

        b.end();
        polled.assertPending();
        a.give("a1").end();

        polled.assertNext("a1").assertEnd();
    }

    @Test
    @Behaviour("FSA-03")
    void poll_severalReady_takeTurns() throws Exception {
        SelectAll<Integer> all = selectAll(List.of(of(1, 2, 3), of(10, 20), of(100)));

        assertThat(PolledStream.of(all).drain()).containsExactly(1, 10, 100, 2, 20, 3);
    }

    @Test
    void poll_oneIsWoken_pollsNoOther() throws Exception {
        List<ProbeStream<String>> probes = IntStream.range(0, 1000)
                .mapToObj(i -> ProbeStream.<String>create())
                .toList();
        var polled = PolledStream.of(selectAll(probes)).assertPending();

        probes.get(7).give("x");
        polled.assertNext("x").assertPending();

        assertThat(probes.stream().mapToInt(probe -> probe.polls).sum()).isEqualTo(1002);
        assertThat(polled.wakes()).isEqualTo(1);
    }

    @Test
    void poll_streamThatAlwaysWakesItself_isPolledOncePerPass() throws Exception {
        a.doing(() -> a.waker.wake());
        set.push(a);

        var polled = polled().assertPending();

        assertThat(a.polls).isEqualTo(1);
        assertThat(polled.wakes()).isEqualTo(1);
    }

    @Test
    void poll_oneFails_isThrownAndTheSetGoesOn() throws Exception {
        set.push(a.fail(planned).give("after"));
        var polled = polled();

        assertThat(polled.assertFails()).isSameAs(planned);
        polled.assertNext("after");
        assertThat(set.size()).isEqualTo(1);
    }

    @Test
    void push_whileWaiting_wakes() throws Exception {
        set.push(a);
        var polled = polled().assertPending();

        set.push(of("x"));

        assertThat(polled.wakes()).isEqualTo(1);
        polled.assertNext("x");
    }

    @Test
    @Behaviour("FSA-04")
    void clear_dropsAllAndWakesWhoWaits() throws Exception {
        set.push(a);
        set.push(b);
        var polled = polled().assertPending();

        set.clear();

        assertThat(List.of(a.drops, b.drops, polled.wakes())).containsExactly(1, 1, 1);
        polled.assertEnd();
        a.waker.wake();
        assertThat(polled.wakes()).isEqualTo(1);
        set.push(of("again"));
        polled.assertNext("again");
    }

    @Test
    @Behaviour({"FSA-05", "FSA-06"})
    void streams_listsThoseThatHaveNotEnded() throws Exception {
        set.push(a);
        set.push(b);
        assertThat(set.streams()).containsExactly(a, b);

        a.end();
        polled().assertPending();

        assertThat(set.streams()).containsExactly(b);
    }

    @Test
    void clear_fromTheInsideOfAPoll_isRefused() throws Exception {
        a.doing(() -> assertThatThrownBy(set::clear)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside the poll"));
        set.push(a);

        polled().assertPending();

        assertThat(set.size()).isEqualTo(1);
    }

    @Test
    void wake_taskWakerThrows_theStreamIsStillPolled() throws Exception {
        set.push(a);
        set.pollNext(Context.of(Waker.of(() -> {
            throw planned;
        })));

        assertThatThrownBy(() -> a.give("a")).isSameAs(planned);

        polled().assertNext("a");
    }

    @Test
    void drop_streamsFail_dropsAllAndThrowsTheFirst() {
        set.push(a.failingToDrop(planned));
        set.push(b);

        assertThatThrownBy(set::drop).isSameAs(planned);

        assertThat(b.drops).isEqualTo(1);
    }
}
