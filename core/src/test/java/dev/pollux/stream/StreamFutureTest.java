package dev.pollux.stream;

import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.AwaitTree;
import dev.pollux.future.Behaviour;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Polled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The futures that take all values of a stream, or as many as they need. */
class StreamFutureTest {

    private final ProbeStream<String> source = ProbeStream.named("the source", new ArrayList<>());

    static java.util.stream.Stream<Arguments> futures() {
        return java.util.stream.Stream.of(
                future("first", a -> a.first()),
                future("last", a -> a.last()),
                future("count", a -> a.count()),
                future("fold", a -> a.fold("", (before, x) -> before + x)),
                future("reduce", a -> a.reduce((before, x) -> before + x)),
                future("all", a -> a.all(x -> true)),
                future("any", a -> a.any(x -> false)),
                future("collect", a -> a.collect(Collectors.joining())),
                future("toList", a -> a.toList()),
                future("forEach", a -> a.forEach(x -> {})),
                future("forEachAsync", a -> a.forEachAsync(x -> {})));
    }

    /** Those that one value is not enough for. */
    static java.util.stream.Stream<Arguments> hungryFutures() {
        return futures().filter(each -> !each.get()[0].equals("first"));
    }

    private static Arguments future(String name, Function<Stream<String>, Future<?>> make) {
        return Arguments.of(name, make);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("futures")
    void poll_sourcePending_isWokenByItAndShowsIt(String name, Function<Stream<String>, Future<?>> make)
            throws Exception {
        Future<?> future = make.apply(source);
        assertThat(source.polls).isZero();
        Polled<?> polled = Polled.of(future).assertPending();

        assertThat(AwaitTree.of(future).toString()).endsWith("\n  the source\n").doesNotContain("@");
        source.end();

        assertThat(polled.wakes()).isEqualTo(1);
        polled.assertReady();
        assertThat(source.drops).isZero();
        assertThat(polled.assertFails()).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("futures")
    void poll_sourceFails_dropsItAndFailsByThatVeryFailure(String name, Function<Stream<String>, Future<?>> make) {
        var failure = new Exception("planned");
        Polled<?> polled = Polled.of(make.apply(source.fail(failure).give("never seen")));

        assertThat(polled.assertFails()).isSameAs(failure);

        assertThat(source.drops).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("futures")
    void drop_whilePending_dropsTheSourceOnce(String name, Function<Stream<String>, Future<?>> make) throws Exception {
        Polled<?> polled = Polled.of(make.apply(source)).assertPending();

        polled.drop();
        polled.drop();

        assertThat(source.drops).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hungryFutures")
    void poll_sourceAlwaysReady_givesWayAfterTheBudget(String name, Function<Stream<String>, Future<?>> make)
            throws Exception {
        var asked = new int[1];
        Stream<String> endless = pollNextFn(cx -> {
            asked[0]++;
            return dev.pollux.future.Poll.ready("again");
        });
        var wakes = new int[1];

        boolean ready = make.apply(endless)
                .poll(Context.of(() -> wakes[0]++, ThreadLocalRandom::current))
                .isReady();

        assertThat(ready).isFalse();
        assertThat(wakes[0]).isEqualTo(1);
        assertThat(asked[0]).isBetween(100, 200);
    }

    @Test
    void first_severalValues_yieldsOneAndDropsTheStream() throws Exception {
        assertThat(Polled.of(source.give("a", "b").first()).assertReady()).isEqualTo("a");

        assertThat(source.drops).isEqualTo(1);
        assertThat(source.polls).isEqualTo(1);
        assertThat(Polled.of(empty().first()).assertReady()).isNull();
    }

    @Test
    void last_severalValues_yieldsTheLast() throws Exception {
        assertThat(Polled.of(of(1, 2, 3).last()).assertReady()).isEqualTo(3);
        assertThat(Polled.of(empty().last()).assertReady()).isNull();
    }

    @Test
    void count_severalValues_isTheirNumber() throws Exception {
        assertThat(Polled.of(of(1, 2, 3).count()).assertReady()).isEqualTo(3);
    }

    @Test
    void fold_severalValues_takesThemInOrder() throws Exception {
        assertThat(Polled.of(of(1, 2, 3).fold("", (before, x) -> before + x)).assertReady())
                .isEqualTo("123");
    }

    @Test
    void reduce_severalValues_beginsWithTheFirst() throws Exception {
        assertThat(Polled.of(of(1, 2, 3).reduce(Integer::sum)).assertReady()).isEqualTo(6);
        assertThat(Polled.of(Streams.<Integer>empty().reduce(Integer::sum)).assertReady())
                .isNull();
    }

    @Test
    void forEach_severalValues_seesEachInOrder() throws Exception {
        List<Integer> seen = new ArrayList<>();

        Polled.of(of(1, 2, 3).forEach(seen::add)).assertReady();

        assertThat(seen).containsExactly(1, 2, 3);
    }

    @Test
    @Behaviour({"FST-10", "f:stream_try_stream-05"})
    void all_firstThatFailsTheCondition_endsTheWait() throws Exception {
        assertThat(Polled.of(of(1, 2, 3).all(x -> x > 0)).assertReady()).isTrue();
        assertThat(Polled.of(empty().all(x -> false)).assertReady()).isTrue();

        assertThat(Polled.of(source.give("a", "b", "c").all(x -> x.equals("a"))).assertReady())
                .isFalse();

        assertThat(source.polls).isEqualTo(2);
        assertThat(source.drops).isEqualTo(1);
        var failure = new Exception("planned");
        assertThat(Polled.of(ProbeStream.<String>create()
                                .give("a")
                                .fail(failure)
                                .all(x -> true))
                        .assertFails())
                .isSameAs(failure);
    }

    @Test
    @Behaviour({"FST-11", "f:stream_try_stream-06"})
    void any_firstThatMeetsTheCondition_endsTheWait() throws Exception {
        assertThat(Polled.of(of(1, 2, 3).any(x -> x > 3)).assertReady()).isFalse();
        assertThat(Polled.of(empty().any(x -> true)).assertReady()).isFalse();

        assertThat(Polled.of(source.give("a", "b", "c").any(x -> x.equals("b"))).assertReady())
                .isTrue();

        assertThat(source.polls).isEqualTo(2);
        assertThat(source.drops).isEqualTo(1);
        var failure = new Exception("planned");
        assertThat(Polled.of(ProbeStream.<String>create()
                                .give("a")
                                .fail(failure)
                                .any(x -> false))
                        .assertFails())
                .isSameAs(failure);
    }

    @Test
    void userFunction_throws_failsTheFutureAndDropsTheStream() {
        var failure = new Exception("planned");
        var fold = Polled.of(source.give("a").fold("", (before, x) -> {
            throw failure;
        }));

        assertThat(fold.assertFails()).isSameAs(failure);

        assertThat(source.drops).isEqualTo(1);
    }

    // ---------------------------------------------------------------- collect

    @Test
    @Behaviour({"st:stream_collect-01", "st:stream_collect-02", "st:stream_collect-03", "st:stream_collect-04"})
    void collect_emptyStream_isAnEmptyCollection() throws Exception {
        assertThat(Polled.of(empty().forEach(x -> {})).assertReady()).isNull();
        assertThat(Polled.of(empty().toList()).assertReady()).isEmpty();
        assertThat(Polled.of(empty().collect(Collectors.toSet())).assertReady()).isEmpty();
        assertThat(Polled.of(Streams.<String>empty().collect(Collectors.joining()))
                        .assertReady())
                .isEmpty();
        assertThat(Polled.of(empty().toList().map(List::toArray)).assertReady()).isEmpty();
    }

    @Test
    @Behaviour({
        "st:stream_collect-06",
        "st:stream_collect-07",
        "st:stream_collect-08",
        "st:stream_collect-09",
        "st:stream_collect-11",
        "st:stream_collect-13"
    })
    @SuppressWarnings("JdkObsolete") // a linked list is one of the kinds
    void collect_intoEachKindOfCollection_containsTheValues() throws Exception {
        assertThat(Polled.of(of(2, 1, 2).toList()).assertReady())
                .isEqualTo(List.of(2, 1, 2))
                .isUnmodifiable();
        assertThat(Polled.of(of(2, 1).collect(Collectors.toCollection(ArrayDeque::new)))
                        .assertReady())
                .containsExactly(2, 1);
        assertThat(Polled.of(of(2, 1).collect(Collectors.toCollection(LinkedList::new)))
                        .assertReady())
                .containsExactly(2, 1);
        assertThat(Polled.of(of(2, 1, 2).collect(Collectors.toCollection(TreeSet::new)))
                        .assertReady())
                .containsExactly(1, 2);
        Set<Integer> set = Polled.of(of(2, 1, 2).collect(Collectors.toCollection(HashSet::new)))
                .assertReady();
        assertThat(set).containsExactlyInAnyOrder(1, 2);
        PriorityQueue<Integer> queue = Polled.of(of(3, 1, 2).collect(Collectors.toCollection(PriorityQueue::new)))
                .assertReady();
        assertThat(List.of(queue.remove(), queue.remove(), queue.remove())).containsExactly(1, 2, 3);
    }

    @Test
    @Behaviour({"st:stream_collect-10", "st:stream_collect-12"})
    void collect_intoMaps_containsTheEntries() throws Exception {
        Map<Integer, String> sorted = Polled.of(
                        of(2, 1).collect(Collectors.toMap(x -> x, x -> "v" + x, (a, b) -> a, TreeMap::new)))
                .assertReady();
        Map<Integer, String> hashed = Polled.of(
                        of(2, 1).collect(Collectors.toMap(x -> x, x -> "v" + x, (a, b) -> a, HashMap::new)))
                .assertReady();

        assertThat(sorted).containsExactly(Map.entry(1, "v1"), Map.entry(2, "v2"));
        assertThat(hashed).isEqualTo(sorted);
    }

    @Test
    @Behaviour({"st:stream_collect-14", "st:stream_collect-15"})
    void collect_strings_joinsThemAsTheyCome() throws Exception {
        var joined =
                Polled.of(source.give("hello ").collect(Collectors.joining())).assertPending();

        source.give("world").end();

        assertThat(joined.assertReady()).isEqualTo("hello world");
    }

    @Test
    @Behaviour({"st:stream_collect-05", "st:stream_collect-16", "st:stream_collect-17"})
    void collect_failureOnTheWay_endsTheCollecting() throws Exception {
        assertThat(Polled.of(source.give("a", "b").end().toList()).assertReady())
                .containsExactly("a", "b");

        var failure = new Exception("planned");
        var failing = ProbeStream.<String>create().give("a").fail(failure).give("b");
        assertThat(Polled.of(failing.toList()).assertFails()).isSameAs(failure);
        assertThat(failing.polls).isEqualTo(2);
    }

    @Test
    void collect_containerThatIsNull_isMadeOnce() throws Exception {
        var made = new int[1];
        var collected = of(1, 2).collect(java.util.stream.Collector.<Integer, Integer, String>of(
                () -> {
                    made[0]++;
                    return null;
                },
                (none, x) -> {},
                (a, b) -> a,
                none -> "finished " + none));

        assertThat(Polled.of(collected).assertReady()).isEqualTo("finished null");
        assertThat(made[0]).isEqualTo(1);
    }

    @Test
    void terminalFutures_withoutFunctions_areRefused() {
        assertThatThrownBy(() -> source.fold("", null)).hasMessageContaining("folding");
        assertThatThrownBy(() -> source.reduce(null)).hasMessageContaining("folding");
        assertThatThrownBy(() -> source.all(null)).hasMessageContaining("condition");
        assertThatThrownBy(() -> source.any(null)).hasMessageContaining("condition");
        assertThatThrownBy(() -> source.collect(null)).hasMessageContaining("collector");
        assertThatThrownBy(() -> source.forEach(null)).hasMessageContaining("consumer");
        assertThatThrownBy(() -> source.forEachAsync(null)).hasMessageContaining("block");
    }
}
