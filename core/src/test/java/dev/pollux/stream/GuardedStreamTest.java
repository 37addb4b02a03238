package dev.pollux.stream;

import static dev.pollux.future.Futures.pending;
import static dev.pollux.future.Futures.ready;
import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AwaitTree;
import dev.pollux.future.CleanUp;
import dev.pollux.future.Polled;
import dev.pollux.future.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every adapter alike. */
class GuardedStreamTest {

    private final List<String> log = new ArrayList<>();
    private final ProbeStream<String> source = ProbeStream.named("the source", log);

    static java.util.stream.Stream<Arguments> adapters() {
        return java.util.stream.Stream.concat(
                passing(),
                java.util.stream.Stream.of(
                        adapter("exceptionally", a -> a.exceptionally(failure -> "x")),
                        adapter("orElse", a -> a.orElse(failure -> of("x")))));
    }

    /** Those that let failures through and go on. */
    static java.util.stream.Stream<Arguments> passing() {
        return java.util.stream.Stream.of(
                adapter("map", a -> a.map(x -> x)),
                adapter("mapAsync", a -> a.mapAsync(x -> x)),
                adapter("then", a -> a.then(x -> ready(x))),
                adapter("enumerate", a -> a.enumerate()),
                adapter("scan", a -> a.scan("", (before, x) -> x)),
                adapter("inspect", a -> a.inspect(x -> {})),
                adapter("inspectErr", a -> a.inspectErr(failure -> {})),
                adapter("mapErr", a -> a.mapErr(failure -> failure)),
                adapter("filter", a -> a.filter(x -> true)),
                adapter("filterAsync", a -> a.filterAsync(x -> true)),
                adapter("filterMap", a -> a.filterMap(x -> x)),
                adapter("take", a -> a.take(9)),
                adapter("takeWhile", a -> a.takeWhile(x -> true)),
                adapter("takeUntil", a -> a.takeUntil(pending())),
                adapter("mapWhile", a -> a.mapWhile(x -> x)),
                adapter("skip", a -> a.skip(0)),
                adapter("skipWhile", a -> a.skipWhile(x -> false)),
                adapter("chain", a -> a.chain(empty())),
                adapter("chain's second", a -> Streams.<String>empty().chain(a)),
                adapter("flatMap", a -> a.flatMap(x -> of(x))),
                adapter("flatten's inner", a -> flatten(of(a))),
                adapter("flattenStream", a -> flattenStream(ready(a))),
                adapter("cycle", a -> cycle(onceOnly(a))),
                adapter("peekable", a -> a.peekable()),
                adapter("notifyClose", a -> a.notifyClose()),
                adapter("fuse", a -> a.fuse()),
                adapter("orElse's second", a -> broken().orElse(failure -> a)));
    }

    private static java.util.concurrent.Callable<Stream<String>> onceOnly(Stream<String> first) {
        var left = new ArrayList<>(List.of(first));
        return () -> left.isEmpty() ? empty() : left.remove(0);
    }

    private static Stream<String> broken() {
        return pollNextFn(cx -> {
            throw new Exception("broken");
        });
    }

    private static Arguments adapter(String name, Function<Stream<String>, Stream<?>> make) {
        return Arguments.of(name, make);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("adapters")
    void create_anyAdapter_pollsNothing(String name, Function<Stream<String>, Stream<?>> make) {
        Stream<?> stream = make.apply(source);

        assertThat(source.polls).isZero();
        assertThat(stream.toString()).isNotBlank().doesNotContain("@");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("adapters")
    void poll_pendingThenValue_wakesTheLatestWakerAndYields(String name, Function<Stream<String>, Stream<?>> make)
            throws Exception {
        Stream<?> stream = make.apply(source);
        var first = PolledStream.of(stream).assertPending();
        var second = PolledStream.of(stream).assertPending();

        source.give("value");

        assertThat(first.wakes()).isZero();
        assertThat(second.wakes()).isEqualTo(1);
        assertThat(second.poll().get().toString()).contains("value");
        second.assertPending();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("adapters")
    void poll_afterTheEnd_answersTheEndWithoutPolling(String name, Function<Stream<String>, Stream<?>> make)
            throws Exception {
        PolledStream<?> stream = PolledStream.of(make.apply(source.end()));

        stream.drain();

        stream.assertEnd(); // the probe would tell a poll after its end
        assertThat(source.drops).isZero();
        stream.drop();
        stream.assertEnd();
        assertThat(source.drops).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passing")
    void poll_sourceFails_failsByThatVeryFailureAndGoesOn(String name, Function<Stream<String>, Stream<?>> make)
            throws Exception {
        var failure = new Exception("planned");
        PolledStream<?> stream = PolledStream.of(make.apply(source.fail(failure).give("value")));

        assertThat(stream.assertFails()).isSameAs(failure);

        assertThat(stream.poll().get().toString()).contains("value");
        assertThat(source.drops).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("adapters")
    void poll_fromInsideItself_isRefused(String name, Function<Stream<String>, Stream<?>> make) throws Exception {
        var self = new ArrayList<PolledStream<?>>();
        var refused = new ArrayList<Throwable>();
        source.doing(() -> refused.add(self.get(0).assertFails()));
        self.add(PolledStream.of(make.apply(source)));

        self.get(0).assertPending();

        assertThat(refused).hasSize(1).first().isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("adapters")
    void drop_fromInsideItsPoll_isRefused(String name, Function<Stream<String>, Stream<?>> make) throws Exception {
        var self = new ArrayList<Stream<?>>();
        var refused = new ArrayList<Throwable>();
        source.doing(() -> refused.add(AwaitedStream.ofDropping(self.get(0))));
        self.add(make.apply(source));

        PolledStream.of(self.get(0)).assertPending();

        assertThat(refused).hasSize(1).first().isInstanceOf(IllegalStateException.class);
        assertThat(source.drops).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("adapters")
    void drop_whileOpen_dropsTheSourceOnce(String name, Function<Stream<String>, Stream<?>> make) throws Exception {
        Stream<?> stream = make.apply(source);
        PolledStream<?> polled = PolledStream.of(stream).assertPending();

        polled.drop();
        polled.drop();

        assertThat(source.drops).isEqualTo(1);
        assertThat(stream.isTerminated()).isTrue();
        assertThat(stream.sizeHint()).isEqualTo(SizeHint.NONE);
        assertThatThrownBy(polled::poll)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dropped");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("adapters")
    void drop_beforeTheFirstPoll_pollsNothing(String name, Function<Stream<String>, Stream<?>> make) {
        Stream<?> stream = make.apply(source);

        stream.drop();

        assertThat(source.polls).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("adapters")
    void drop_sourceFailsToDrop_throwsThatVeryFailureOnce(String name, Function<Stream<String>, Stream<?>> make)
            throws Exception {
        var failure = new Exception("planned");
        PolledStream<?> stream =
                PolledStream.of(make.apply(source.failingToDrop(failure))).assertPending();

        assertThatThrownBy(stream::drop).isSameAs(failure);

        stream.drop();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("adapters")
    void awaitTree_ofNext_showsWhatTheStreamWaitsFor(String name, Function<Stream<String>, Stream<?>> make)
            throws Exception {
        Stream<?> stream = make.apply(source);
        var next = stream.next();
        Polled.of(next).assertPending();

        assertThat(AwaitTree.of(next).toString())
                .startsWith("next\n  " + stream + "\n    ")
                .contains("  the source\n");
    }

    // ---------------------------------------------------------------- clean-up that takes time

    /** Leaves clean-up when it is dropped, which lasts until the probe is completed. */
    private static Stream<String> leaving(Stream<String> values, Probe<String> cleanUp) {
        return new Stream<>() {
            @Override
            public dev.pollux.future.Poll<String> pollNext(dev.pollux.future.Context cx) throws Exception {
                return values.pollNext(cx);
            }

            @Override
            public void drop() {
                CleanUp.leave(cleanUp);
            }

            @Override
            public String toString() {
                return "leaving";
            }
        };
    }

    @Test
    void end_sourceCleansUp_comesAfterThat() throws Exception {
        var cleanUp = Probe.<String>named("slow clean-up", log);
        Stream<String> stream = leaving(of("a", "b"), cleanUp).take(1);
        var polled = PolledStream.of(stream).assertNext("a").assertPending();

        assertThat(stream.isTerminated()).isTrue();
        assertThat(AwaitTree.of(stream.next()).toString()).contains("slow clean-up");
        cleanUp.complete("done");

        assertThat(polled.wakes()).isEqualTo(1);
        polled.assertEnd();
    }

    @Test
    void end_cleanUpFails_isToldOnceAndThenTheEnd() throws Exception {
        var failure = new Exception("planned");
        var stream = PolledStream.of(
                        of("a").chain(source.failingToDrop(failure)).take(1))
                .assertNext("a");

        assertThat(stream.assertFails()).isSameAs(failure);

        stream.assertEnd();
    }

    @Test
    void drop_whileTheSourceCleansUp_leavesThatToNobodyAndGivesItUp() throws Exception {
        var cleanUp = Probe.<String>create();
        var stream = PolledStream.of(leaving(of("a"), cleanUp).take(1))
                .assertNext("a")
                .assertPending();

        stream.drop();

        assertThat(cleanUp.drops).isEqualTo(1);
    }

    @Test
    void orElse_failedStreamCleansUp_goesOnAfterThat() throws Exception {
        var cleanUp = Probe.<String>create();
        var failing = leaving(source.fail(new Exception("planned")), cleanUp);
        var stream = PolledStream.of(failing.orElse(failure -> of(failure.getMessage())))
                .assertPending();

        cleanUp.complete("done");

        stream.assertNext("planned").assertEnd();
    }

    @Test
    void orElse_droppedWhileTheFailedStreamCleansUp_givesThatUp() throws Exception {
        var cleanUp = Probe.<String>create();
        var failing = leaving(source.fail(new Exception("planned")), cleanUp);
        var stream = PolledStream.of(failing.orElse(failure -> of("never"))).assertPending();

        stream.drop();

        assertThat(cleanUp.drops).isEqualTo(1);
    }

    @Test
    void terminalFuture_knowsEnough_isReadyAfterTheCleanUp() throws Exception {
        var cleanUp = Probe.<String>create();
        var first = Polled.of(leaving(of("a"), cleanUp).first()).assertPending();

        cleanUp.complete("done");

        assertThat(first.assertReady()).isEqualTo("a");
    }
}
