package dev.pollux.future;

import static dev.pollux.future.Futures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every combinator alike. */
class GuardedFutureTest {

    static Stream<Arguments> combinators() {
        return Stream.of(
                combinator("map", a -> a.map(x -> x)),
                combinator("andThen", a -> a.andThen(x -> ready(x))),
                combinator("andThen's second", a -> ready("x").andThen(x -> a)),
                combinator("join2", a -> join(a, ready("x"))),
                combinator("join8", a -> join(a, a(), a(), a(), a(), a(), a(), a())),
                combinator("tryJoin2", a -> tryJoin(ready("x"), a)),
                combinator("joinAll", a -> joinAll(List.of(a(), a))),
                combinator("tryJoinAll", a -> tryJoinAll(List.of(a(), a))),
                combinator("select", a -> select(when(pending(), x -> "p"), when(a, x -> x))),
                combinator("race", a -> race(pending(), a)),
                combinator("either", a -> either(pending(), a)),
                combinator("selectOk", a -> selectOk(List.of(a))),
                combinator("flatten", a -> flatten(ready(a))),
                combinator("inspect", a -> a.inspect(x -> {})),
                combinator("inspectErr", a -> a.inspectErr(x -> {})),
                combinator("mapErr", a -> a.mapErr(x -> x)),
                combinator(
                        "exceptionally",
                        a -> a.exceptionally(x -> {
                            throw (Exception) x;
                        })),
                combinator("orElse", a -> a.orElse(Futures::failed)),
                combinator(
                        "orElse's second",
                        a -> Futures.<String>failed(new Exception()).orElse(x -> a)),
                combinator("abortable", a -> abortable(a)),
                combinator("shared", Future::shared),
                combinator("next", a -> new FuturesUnordered<>(List.of(a)).next()),
                combinator("next in order", a -> new FuturesOrdered<>(List.of(a)).next()));
    }

    static Stream<Arguments> droppingCombinators() {
        return combinators()
                .filter(each -> !each.get()[0].toString().startsWith("next")); // whose members stay in the set
    }

    private static Arguments combinator(String name, Function<Future<String>, Future<?>> make) {
        return Arguments.of(name, make);
    }

    private static Future<String> a() {
        return ready("a");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinators")
    void create_anyCombinator_pollsNothing(String name, Function<Future<String>, Future<?>> make) {
        var child = Probe.<String>create();

        Future<?> future = make.apply(child);

        assertThat(child.polls).isZero();
        assertThat(future.toString()).isNotBlank().doesNotContain("@");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinators")
    void poll_childPendingThenReady_wakesOnceAndIsReady(String name, Function<Future<String>, Future<?>> make)
            throws Exception {
        var child = Probe.<String>create();
        Polled<?> future = Polled.of(make.apply(child)).assertPending();
        int wakesBefore = future.wakes();

        child.complete("done");

        assertThat(future.wakes()).isEqualTo(wakesBefore + 1);
        assertThat(future.assertReady().toString()).contains("done");
        assertThat(child.drops).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinators")
    void poll_afterReady_isRefused(String name, Function<Future<String>, Future<?>> make) throws Exception {
        Polled<?> future = Polled.of(make.apply(ready("done")));
        future.assertReady();

        assertThatThrownBy(future::poll)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("finished");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinators")
    void poll_afterFailure_isRefused(String name, Function<Future<String>, Future<?>> make) {
        var failure = new Exception("planned");
        Polled<?> future = Polled.of(make.apply(failed(failure)));

        assertThat(future.assertFails()).isSameAs(failure);

        assertThatThrownBy(future::poll)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("finished");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinators")
    void poll_failingChild_isNotDropped(String name, Function<Future<String>, Future<?>> make) throws Exception {
        var child = Probe.<String>create();
        Polled<?> future = Polled.of(make.apply(child)).assertPending();
        child.fail(new Exception("planned"));

        future.assertFails();

        assertThat(child.drops).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinators")
    void poll_twicePending_keepsTheLatestWaker(String name, Function<Future<String>, Future<?>> make) throws Exception {
        var child = Probe.<String>create();
        Future<?> future = make.apply(child);
        Polled<?> first = Polled.of(future).assertPending();
        Polled<?> second = Polled.of(future).assertPending();
        int wakesOfFirst = first.wakes();
        int wakesOfSecond = second.wakes();

        child.complete("done");

        assertThat(first.wakes()).isEqualTo(wakesOfFirst);
        assertThat(second.wakes()).isEqualTo(wakesOfSecond + 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinators")
    void poll_fromInsideItself_isRefused(String name, Function<Future<String>, Future<?>> make) throws Exception {
        var refused = new ArrayList<Throwable>();
        var self = new ArrayList<Polled<?>>();
        var child = Probe.<String>create().doing(() -> refused.add(self.get(0).assertFails()));
        self.add(Polled.of(make.apply(child)));

        self.get(0).assertPending();

        assertThat(refused).hasSize(1).first().isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinators")
    void drop_fromInsideItsPoll_isRefused(String name, Function<Future<String>, Future<?>> make) throws Exception {
        var self = new ArrayList<Future<?>>();
        var refused = new ArrayList<Throwable>();
        var child = Probe.<String>create().doing(() -> refused.add(Failures.ofDropping(self.get(0))));
        self.add(make.apply(child));

        Polled.of(self.get(0)).assertPending();

        assertThat(refused).hasSize(1).first().isInstanceOf(IllegalStateException.class);
        assertThat(child.drops).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("droppingCombinators")
    void drop_whilePending_dropsTheChildOnce(String name, Function<Future<String>, Future<?>> make) throws Exception {
        var child = Probe.<String>create();
        Polled<?> future = Polled.of(make.apply(child)).assertPending();

        future.drop();
        future.drop();

        assertThat(child.drops).isEqualTo(1);
        assertThatThrownBy(future::poll)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dropped");
        assertThat(child.polls).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinators")
    void drop_beforeTheFirstPoll_pollsNothing(String name, Function<Future<String>, Future<?>> make) {
        var child = Probe.<String>create();
        Future<?> future = make.apply(child);

        future.drop();

        assertThat(child.polls).isZero();
        assertThatThrownBy(Polled.of(future)::poll).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinators")
    void drop_afterReady_dropsNothing(String name, Function<Future<String>, Future<?>> make) throws Exception {
        var child = Probe.<String>create();
        child.complete("done");
        Polled<?> future = Polled.of(make.apply(child));
        future.assertReady();

        future.drop();

        assertThat(child.drops).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("droppingCombinators")
    void drop_childFailsToDrop_throwsThatVeryFailureOnce(String name, Function<Future<String>, Future<?>> make)
            throws Exception {
        var failure = new Exception("planned");
        Polled<?> future = Polled.of(make.apply(Probe.<String>create().failingToDrop(failure)))
                .assertPending();

        assertThatThrownBy(future::drop).isSameAs(failure);

        future.drop();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinators")
    void awaiting_whilePending_namesTheChild(String name, Function<Future<String>, Future<?>> make) throws Exception {
        var child = Probe.<String>named("the child", new ArrayList<>());
        Future<?> future = make.apply(child);
        Polled<?> polled = Polled.of(future).assertPending();

        assertThat(AwaitTree.of(future).toString()).contains("\n  the child\n");

        child.complete("done");
        polled.assertReady();
        assertThat(AwaitTree.of(future).children()).isEmpty();
    }

    @Test
    void pollRaw_ready_agreesWithPoll() throws Exception {
        Context cx = Context.of(Waker.noop());

        assertThat(ready("x").map(x -> x + "y").pollRaw(cx)).isEqualTo("xy");
        assertThat(ready("x").map(x -> x + "y").poll(cx)).isEqualTo(Poll.ready("xy"));
        assertThat(pending().map(x -> x).pollRaw(cx)).isSameAs(Poll.PENDING);
    }

    @Test
    void drop_childThatDropsItsParent_isHarmless() throws Exception {
        var parent = new ArrayList<Future<?>>();
        Future<String> child = new Future<>() {
            @Override
            public Poll<String> poll(Context cx) {
                return Poll.pending();
            }

            @Override
            public void drop() {
                parent.get(0).drop();
            }
        };
        var sibling = Probe.<String>create();
        parent.add(join(child, sibling));
        Polled<?> future = Polled.of(parent.get(0)).assertPending();

        future.drop();

        assertThat(sibling.drops).isEqualTo(1);
    }
}
