package dev.pollux.stream;

import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AsyncConsumer;
import dev.pollux.future.AsyncFunction;
import dev.pollux.future.AwaitTree;
import dev.pollux.future.Behaviour;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Mapping;
import dev.pollux.future.Polled;
import dev.pollux.future.Probe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several futures at once: buffered, bufferUnordered, forEachConcurrent, mapAsync. */
class BufferedTest {

    private final List<String> log = new ArrayList<>();
    private final Probe<String> a = Probe.named("a", log);
    private final Probe<String> b = Probe.named("b", log);
    private final Probe<String> c = Probe.named("c", log);
    private final IllegalStateException planned = new IllegalStateException("planned");

    /** What a lambda that awaits would be, if tests of core were woven. */
    private static <A, R> AsyncFunction<A, R> awaiting(Mapping<A, Future<R>> futures) {
        return new AsyncFunction<>() {
            @Override
            public R apply(A argument) {
                throw new AssertionError("not woven");
            }

            @Override
            public Future<R> future(A argument) {
                try {
                    return futures.apply(argument);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    private static <A> AsyncConsumer<A> doing(Mapping<A, Future<String>> futures) {
        return new AsyncConsumer<>() {
            @Override
            public void run(A argument) {
                throw new AssertionError("not woven");
            }

            @Override
            public Future<Void> future(A argument) {
                try {
                    return futures.apply(argument).map(done -> null);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    @Test
    void buffered_completedInAnyOrder_yieldsInTheOrderOfTheSource() throws Exception {
        var polled = PolledStream.of(buffered(of(a, b, c), 3)).assertPending();

        c.complete("c");
        polled.assertPending();
        a.complete("a");
        polled.assertNext("a").assertPending();
        b.complete("b");

        polled.assertNext("b").assertNext("c").assertEnd();
    }

    @Test
    void buffered_limit_countsThoseThatWaitForTheirTurn() throws Exception {
        var polled = PolledStream.of(buffered(of(a, b, c), 2)).assertPending();

        b.complete("b");
        polled.assertPending();
        assertThat(c.polls).isZero();
        a.complete("a");
        polled.assertNext("a");
        polled.assertNext("b").assertPending();

        assertThat(c.polls).isEqualTo(1);
    }

    @Test
    @Behaviour("f:stream_buffer_unordered-01")
    void bufferUnordered_completedInAnyOrder_yieldsAsTheyCome() throws Exception {
        var polled = PolledStream.of(bufferUnordered(of(a, b, c), 2)).assertPending();
        assertThat(c.polls).isZero();

        b.complete("b");
        polled.assertNext("b").assertPending();
        assertThat(c.polls).isEqualTo(1);
        c.complete("c");
        polled.assertNext("c");
        a.complete("a");

        polled.assertNext("a").assertEnd();
    }

    @Test
    void bufferUnordered_oneIsWoken_pollsNoOther() throws Exception {
        List<Probe<String>> probes =
                IntStream.range(0, 1000).mapToObj(i -> Probe.<String>create()).toList();
        var polled = PolledStream.of(bufferUnordered(from(probes), 1000)).assertPending();

        probes.get(500).complete("x");
        polled.assertNext("x");

        assertThat(probes.stream().mapToInt(probe -> probe.polls).sum()).isEqualTo(1001);
        assertThat(polled.wakes()).isEqualTo(1);
    }

    @Test
    void bufferUnordered_sourceIsPending_isWokenByIt() throws Exception {
        ProbeStream<Future<String>> source = ProbeStream.create();
        var polled = PolledStream.of(bufferUnordered(source, 2)).assertPending();

        source.give(a);
        assertThat(polled.wakes()).isEqualTo(1);
        polled.assertPending();
        source.end();
        polled.assertPending();
        a.complete("a");

        polled.assertNext("a").assertEnd();
    }

    @Test
    void buffered_childFails_failsInItsTurnAndGoesOn() throws Exception {
        var polled = PolledStream.of(buffered(of(a, b, c), 3)).assertPending();
        b.fail(planned);
        c.complete("c");
        polled.assertPending();
        a.complete("a");

        polled.assertNext("a");
        assertThat(polled.assertFails()).isSameAs(planned);
        polled.assertNext("c").assertEnd();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void buffering_sourceFails_failsAtOnceAndGoesOn(boolean inOrder) throws Exception {
        ProbeStream<Future<String>> source = ProbeStream.create();
        source.give(a).fail(planned);
        var polled = PolledStream.of(inOrder ? buffered(source, 2) : bufferUnordered(source, 2));

        assertThat(polled.assertFails()).isSameAs(planned);
        polled.assertPending();
        source.end();
        a.complete("a");

        polled.assertNext("a").assertEnd();
    }

    @Test
    void buffered_functionThrowsOrYieldsNull_failsInItsTurn() throws Exception {
        var polled = PolledStream.of(of(1, 2, 3).buffered(3, number -> {
            if (number == 1) {
                throw planned;
            }
            return number == 2 ? null : number;
        }));

        assertThat(polled.assertFails()).isSameAs(planned);
        assertThat(polled.assertFails())
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("null");
        polled.assertNext(3).assertEnd();
    }

    @Test
    void bufferUnordered_functionAwaits_runsOneFutureForEachValue() throws Exception {
        Map<String, Probe<String>> probes = Map.of("a", a, "b", b);
        var polled = PolledStream.of(of("a", "b").bufferUnordered(2, awaiting(probes::get)))
                .assertPending();

        b.complete("B");
        a.complete("A");

        assertThat(polled.drain()).containsExactly("B", "A");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void limits_notPositive_areRefused(int limit) {
        assertThatThrownBy(() -> of(1).buffered(limit, x -> x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limit is " + limit);
        assertThatThrownBy(() -> of(1).bufferUnordered(limit, x -> x)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> of(1).forEachConcurrent(limit, x -> {})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> of(1).flatMapUnordered(limit, x -> of(x)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> concurrent(limit)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void drop_whileChildrenRun_dropsThemAndTheSource(boolean inOrder) throws Exception {
        ProbeStream<Future<String>> source = ProbeStream.create();
        source.give(a, b);
        var polled = PolledStream.of(inOrder ? buffered(source, 8) : bufferUnordered(source, 8))
                .assertPending();

        polled.drop();
        polled.drop();

        assertThat(List.of(source.drops, a.drops, b.drops)).containsExactly(1, 1, 1);
        a.complete("late");
        assertThat(polled.wakes()).isZero();
    }

    @Test
    void drop_childrenFail_dropsAllAndThrowsTheFirst() throws Exception {
        var second = new IOException("second");
        a.failingToDrop(planned);
        b.failingToDrop(second);
        var polled = PolledStream.of(bufferUnordered(of(a, b), 2)).assertPending();

        assertThatThrownBy(polled::drop).isSameAs(planned);

        assertThat(planned.getSuppressed()).containsExactly(second);
        assertThat(b.drops).isEqualTo(1);
    }

    @Test
    void buffering_endlessSource_givesWay() throws Exception {
        var polled = PolledStream.of(bufferUnordered(repeat(Futures.<Integer>pending()), Integer.MAX_VALUE))
                .withBudget();

        polled.assertPending();

        assertThat(polled.wakes()).isEqualTo(1);
    }

    @Test
    void sizeHint_countsWhatIsInFlight() throws Exception {
        Stream<String> stream = bufferUnordered(of(a, b, c), 2);

        PolledStream.of(stream).assertPending();

        assertThat(stream.sizeHint()).isEqualTo(SizeHint.exactly(3));
        assertThat(stream.isTerminated()).isFalse();
    }

    @Test
    void awaitTree_showsChildrenAndSource() throws Exception {
        ProbeStream<Future<String>> source = ProbeStream.named("source", log);
        source.give(a, b);
        Future<String> next = buffered(source, 8).next();
        Polled.of(next).assertPending();

        assertThat(AwaitTree.of(next).toString()).contains("buffered of 2", "source", "a", "b");
    }

    // ---------------------------------------------------------------- forEachConcurrent

    @Test
    void forEachConcurrent_runsUpToTheLimitAndEndsWithTheLast() throws Exception {
        var polled = Polled.of(of(a, b, c).forEachConcurrent(2, doing(probe -> probe)))
                .assertPending();
        assertThat(c.polls).isZero();

        b.complete("b");
        polled.assertPending();
        assertThat(c.polls).isEqualTo(1);
        a.complete("a");
        polled.assertPending();
        c.complete("c");

        assertThat(polled.assertReady()).isNull();
    }

    @Test
    void forEachConcurrent_oneFails_dropsTheOthersAndTheStream() throws Exception {
        ProbeStream<Probe<String>> source = ProbeStream.create();
        source.give(a, b);
        var polled =
                Polled.of(source.forEachConcurrent(2, doing(probe -> probe))).assertPending();

        b.fail(planned);

        assertThat(polled.assertFails()).isSameAs(planned);
        assertThat(List.of(a.drops, source.drops)).containsExactly(1, 1);
    }

    // ---------------------------------------------------------------- collections

    @Test
    void mapAsync_concurrent_keepsTheOrderAndNulls() throws Exception {
        Map<String, Probe<String>> probes = Map.of("a", a, "b", b, "c", c);
        var polled = Polled.of(mapAsync(List.of("a", "b", "c"), concurrent(2), awaiting(probes::get)))
                .assertPending();
        assertThat(c.polls).isZero();

        b.complete(null);
        a.complete("A");
        polled.assertPending();
        c.complete("C");

        assertThat(polled.assertReady())
                .isEqualTo(Arrays.asList("A", null, "C"))
                .isUnmodifiable();
    }

    @Test
    void mapAsync_oneFails_dropsTheOthers() throws Exception {
        var polled = Polled.of(mapAsync(List.of(a, b), concurrent(2), awaiting(probe -> probe)))
                .assertPending();

        a.fail(planned);

        assertThat(polled.assertFails()).isSameAs(planned);
        assertThat(b.drops).isEqualTo(1);
    }

    @Test
    void forEachAsync_concurrent_runsSeveralAtOnce() throws Exception {
        var polled = Polled.of(forEachAsync(List.of(a, b, c), concurrent(3), doing(probe -> probe)))
                .assertPending();
        assertThat(log).containsExactly("poll a", "poll b", "poll c");

        c.complete("c");
        b.complete("b");
        a.complete("a");

        assertThat(polled.assertReady()).isNull();
    }
}
