package dev.pollux.future;

import static dev.pollux.future.Futures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FuturesOrderedTest {

    private final List<String> log = new ArrayList<>();
    private final Probe<String> a = Probe.named("a", log);
    private final Probe<String> b = Probe.named("b", log);
    private final Probe<String> c = Probe.named("c", log);
    private final FuturesOrdered<String> queue = new FuturesOrdered<>();

    private Polled<String> next() {
        return Polled.of(queue.next());
    }

    private void pushAll() {
        queue.pushBack(a);
        queue.pushBack(b);
        queue.pushBack(c);
    }

    @Test
    @Behaviour({"FOR-01", "FOR-04"})
    void next_finishedInAnyOrder_yieldsInTheOrderOfTheQueue() throws Exception {
        pushAll();
        var first = next().assertPending();
        c.complete("c");
        first.assertPending();
        assertThat(queue.size()).isEqualTo(3);

        a.complete("a");

        assertThat(first.assertReady()).isEqualTo("a");
        assertThat(queue.size()).isEqualTo(2);
        b.complete("b");
        assertThat(next().assertReady()).isEqualTo("b");
        assertThat(next().assertReady()).isEqualTo("c");
        assertThat(queue.isEmpty()).isTrue();
        assertThat(List.of(a.drops, b.drops, c.drops)).containsExactly(0, 0, 0);
    }

    @Test
    @Behaviour("FOR-02")
    void next_combinators_areMembersLikeAnyOther() throws Exception {
        queue.pushBack(join(a, b).map(both -> both.first() + both.second()));
        queue.pushBack(c);
        var first = next().assertPending();
        c.complete("c");
        b.complete("b");
        first.assertPending();

        a.complete("a");

        assertThat(first.assertReady()).isEqualTo("ab");
        assertThat(next().assertReady()).isEqualTo("c");
    }

    @Test
    @Behaviour("FOR-03")
    void pushFront_whileOthersWait_isNext() throws Exception {
        queue.pushBack(a);
        var first = next().assertPending();
        a.complete("a");

        queue.pushFront(ready("front"));

        assertThat(first.wakes()).isPositive();
        assertThat(first.assertReady()).isEqualTo("front");
        assertThat(next().assertReady()).isEqualTo("a");
    }

    @Test
    @Behaviour("FOR-07")
    void pushFront_severalTimes_yieldsTheLatestFirst() throws Exception {
        queue.pushFront(ready("1"));
        queue.pushFront(ready("2"));
        queue.pushBack(ready("3"));
        queue.pushFront(ready("4"));

        assertThat(List.of(next().assertReady(), next().assertReady(), next().assertReady(), next().assertReady()))
                .containsExactly("4", "2", "1", "3");
    }

    @Test
    @Behaviour("FOR-05")
    void new_withACollection_takesItInOrder() throws Exception {
        var filled = new FuturesOrdered<>(List.of(ready("1"), ready("2")));

        assertThat(filled.size()).isEqualTo(2);
        assertThat(Polled.of(filled.next()).assertReady()).isEqualTo("1");
        assertThat(Polled.of(filled.next()).assertReady()).isEqualTo("2");
    }

    @Test
    @Behaviour("FOR-06")
    void next_firstNeverFinishes_pollsEachOtherOnceAndRests() throws Exception {
        queue.pushBack(pending());
        List<Probe<String>> others =
                IntStream.range(0, 100).mapToObj(i -> Probe.<String>create()).toList();
        others.forEach(queue::pushBack);
        others.forEach(each -> each.complete("x"));

        var first = next().assertPending().assertPending().assertPending();

        assertThat(others).allMatch(each -> each.polls == 1);
        assertThat(first.wakes()).isZero();
        assertThat(queue.size()).isEqualTo(101);
    }

    @Test
    void next_oneWoken_pollsThatOneAlone() throws Exception {
        pushAll();
        var first = next().assertPending();
        log.clear();

        b.waker.wake();
        first.assertPending();

        assertThat(log).containsExactly("poll b");
    }

    @Test
    void next_memberFails_throwsTheVeryFailureInItsTurnAndTheQueueGoesOn() throws Exception {
        var failure = new IOException("planned");
        pushAll();
        var first = next().assertPending();
        b.fail(failure);
        first.assertPending();
        a.complete("a");

        assertThat(first.assertReady()).isEqualTo("a");
        assertThat(next().assertFails()).isSameAs(failure);
        c.complete("c");
        assertThat(next().assertReady()).isEqualTo("c");
    }

    @Test
    void next_empty_fails() {
        assertThat(next().assertFails()).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void next_null_isAValue() throws Exception {
        queue.pushBack(ready(null));

        assertThat(next().poll()).isEqualTo(Poll.ready(null));
    }

    @Test
    void next_dropped_losesNothing() throws Exception {
        pushAll();
        var first = next().assertPending();
        first.drop();

        a.complete("a");

        assertThat(first.wakes()).isZero();
        assertThat(next().assertReady()).isEqualTo("a");
    }

    @Test
    void drop_dropsTheUnfinishedOnceEmptiesTheQueueAndWakesNext() throws Exception {
        pushAll();
        var first = next().assertPending();
        b.complete("b");
        first.assertPending();
        log.clear();

        queue.close();

        assertThat(log).containsExactly("drop a", "drop c");
        assertThat(queue.isEmpty()).isTrue();
        assertThat(first.wakes()).isEqualTo(2);
        assertThat(first.assertFails()).isInstanceOf(NoSuchElementException.class);
        queue.pushBack(ready("again"));
        assertThat(next().assertReady()).isEqualTo("again");
    }

    @Test
    void drop_fromAMembersPoll_isRefusedAndChangesNothing() throws Exception {
        queue.pushBack(a.doing(() -> assertThatThrownBy(queue::drop).isInstanceOf(IllegalStateException.class)));

        next().assertPending();

        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void push_null_isRefusedAndChangesNothing() {
        assertThatThrownBy(() -> queue.pushBack(null)).hasMessage("future");
        assertThatThrownBy(() -> queue.pushFront(null)).hasMessage("future");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void toString_tellsTheSizeAndTheTreeTheMembers() {
        queue.pushBack(a);

        assertThat(queue).hasToString("FuturesOrdered[size=1]");
        assertThat(AwaitTree.of(queue.next()).toString()).isEqualTo("next of FuturesOrdered[size=1]\n  a\n");
    }
}
