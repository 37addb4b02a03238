package dev.pollux.stream;

import static dev.pollux.future.Futures.failed;
import static dev.pollux.future.Futures.ready;
import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AsyncFunction;
import dev.pollux.future.AwaitTree;
import dev.pollux.future.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Probe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams that are made of futures, or of runs that are futures. */
class FutureSourcesTest {

    /** A function whose run is this future. */
    static AsyncFunction<Integer, Unfolded<String, Integer>> running(Future<Unfolded<String, Integer>> run) {
        return new AsyncFunction<>() {
            @Override
            public Unfolded<String, Integer> apply(Integer state) {
                throw new AssertionError("only compiled blocks are called");
            }

            @Override
            public Future<Unfolded<String, Integer>> future(Integer state) {
                return run;
            }
        };
    }

    // ---------------------------------------------------------------- once, flattenStream

    @Test
    @Behaviour("st:stream_once-01")
    void once_readyFuture_yieldsOneValue() throws Exception {
        Stream<String> stream = once(ready("a"));
        assertThat(stream.sizeHint()).isEqualTo(SizeHint.exactly(1));

        PolledStream.of(stream).assertNext("a").assertEnd();
    }

    @Test
    void once_futureThatWaits_wakesAndIsDroppedWithTheStream() throws Exception {
        var future = Probe.<String>create();
        var stream = PolledStream.of(once(future)).assertPending();
        future.complete("a");
        assertThat(stream.wakes()).isEqualTo(1);
        stream.assertNext("a").assertEnd();

        var dropped = Probe.<String>create();
        PolledStream.of(once(dropped)).assertPending().drop();
        assertThat(dropped.drops).isEqualTo(1);
    }

    @Test
    void once_futureThatFails_failsAndEnds() throws Exception {
        var failure = new Exception("planned");
        var stream = PolledStream.of(once(failed(failure)));

        assertThat(stream.assertFails()).isSameAs(failure);

        stream.assertEnd();
    }

    @Test
    void once_futureOfNull_isRefused() throws Exception {
        var stream = PolledStream.of(once(ready(null)));

        assertThat(stream.assertFails())
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("once");

        stream.assertEnd();
    }

    @Test
    @Behaviour("f:future_try_flatten_stream-01")
    void flattenStream_futureIsReady_yieldsTheValuesOfItsStream() throws Exception {
        var future = Probe.<Stream<String>>create();
        Stream<String> stream = flattenStream(future);
        var polled = PolledStream.of(stream).assertPending();
        assertThat(AwaitTree.of(stream.next()).toString()).contains("probe");

        future.complete(of("a", "b"));

        polled.assertNext("a");
        assertThat(stream.sizeHint()).isEqualTo(SizeHint.exactly(1));
        polled.assertNext("b").assertEnd();
    }

    @Test
    @Behaviour("f:future_try_flatten_stream-02")
    void flattenStream_futureFails_failsOnceAndEnds() throws Exception {
        var failure = new Exception("planned");
        var stream = PolledStream.of(Streams.<String>flattenStream(failed(failure)));

        assertThat(stream.assertFails()).isSameAs(failure);

        stream.assertEnd();
    }

    @Test
    void flattenStream_droppedBeforeTheStreamIsThere_dropsTheFuture() throws Exception {
        var future = Probe.<Stream<String>>create();
        PolledStream.of(flattenStream(future)).assertPending().drop();

        assertThat(future.drops).isEqualTo(1);
    }

    @Test
    void flattenStream_futureOfNull_isRefused() throws Exception {
        var stream = PolledStream.of(Streams.<String>flattenStream(ready(null)));

        assertThat(stream.assertFails()).hasMessageContaining("flattenStream");

        stream.assertEnd();
    }

    // ---------------------------------------------------------------- unfold, pollNextFn

    @Test
    @Behaviour("f:stream_unfold-01")
    void unfold_countToTwo_yieldsEachAndEnds() throws Exception {
        Stream<Integer> stream = unfold(0, state -> state < 3 ? new Unfolded<>(state * 2, state + 1) : null);

        PolledStream.of(stream).assertNext(0).assertNext(2).assertNext(4).assertEnd();
    }

    @Test
    void unfold_runThatWaits_wakesAndIsDroppedWithTheStream() throws Exception {
        var run = Probe.<Unfolded<String, Integer>>create();
        Stream<String> stream = unfold(0, running(run));
        var polled = PolledStream.of(stream).assertPending().assertPending();
        assertThat(AwaitTree.of(stream.next()).toString()).contains("probe");

        run.complete(new Unfolded<>("a", 1));

        assertThat(polled.wakes()).isEqualTo(1);
        polled.assertNext("a");
        polled.drop();
        assertThat(run.drops).isZero();
        var dropped = Probe.<Unfolded<String, Integer>>create();
        PolledStream.of(unfold(0, running(dropped))).assertPending().drop();
        assertThat(dropped.drops).isEqualTo(1);
    }

    @Test
    void unfold_runFails_failsAndEnds() throws Exception {
        var failure = new Exception("planned");
        var stream = PolledStream.of(Streams.<String, Integer>unfold(0, state -> {
            throw failure;
        }));

        assertThat(stream.assertFails()).isSameAs(failure);

        stream.assertEnd();
    }

    @Test
    void unfold_alwaysReady_givesWayWhenTheBudgetIsSpent() throws Exception {
        Stream<Integer> stream = unfold(0, state -> new Unfolded<>(state, state + 1));

        assertThat(PolledStream.of(stream).withBudget().drain()).hasSize(128);
    }

    @Test
    void unfolded_nullValue_isRefused() {
        assertThatThrownBy(() -> new Unfolded<>(null, 1)).hasMessageContaining("value");
    }

    @Test
    void pollNextFn_afterItsEnd_isNotCalled() throws Exception {
        var answers = new ArrayList<>(List.of(Poll.ready("a"), Poll.<String>pending(), Poll.<String>ready(null)));

        PolledStream.of(Streams.<String>pollNextFn(cx -> answers.remove(0)))
                .assertNext("a")
                .assertPending()
                .assertEnd();
    }

    @Test
    void pollNextFn_nullInsteadOfAPoll_isRefused() {
        assertThat(PolledStream.of(pollNextFn(cx -> null)).assertFails()).hasMessageContaining("pollNextFn");
    }
}
