package dev.pollux.future;

import static dev.pollux.future.Futures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FuturesUnorderedTest {

    private final List<String> log = new ArrayList<>();
    private final Probe<String> a = Probe.named("a", log);
    private final Probe<String> b = Probe.named("b", log);
    private final Probe<String> c = Probe.named("c", log);
    private final FuturesUnordered<String> set = new FuturesUnordered<>();

    private void pushAll() {
        set.push(a);
        set.push(b);
        set.push(c);
    }

    private Polled<String> next() {
        return Polled.of(set.next());
    }

    // ---------------------------------------------------------------- values

    @Test
    @Behaviour("FUN-01")
    void next_empty_failsUntilSomethingIsPushed() throws Exception {
        assertThat(set.isEmpty()).isTrue();
        assertThat(next().assertFails()).isInstanceOf(NoSuchElementException.class);

        set.push(ready("x"));

        assertThat(set.size()).isEqualTo(1);
        assertThat(next().assertReady()).isEqualTo("x");
        assertThat(set.isEmpty()).isTrue();
        assertThat(next().assertFails()).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    @Behaviour({"FUN-02", "FUN-05", "FUN-14", "f:ready_queue-01"})
    void next_completedInAnyOrder_yieldsInThatOrder() throws Exception {
        pushAll();
        var first = next().assertPending();

        c.complete("c");
        a.complete("a");

        assertThat(first.assertReady()).isEqualTo("c");
        assertThat(set.size()).isEqualTo(2);
        assertThat(next().assertReady()).isEqualTo("a");
        var last = next().assertPending();
        b.complete("b");
        assertThat(last.wakes()).isEqualTo(1);
        assertThat(last.assertReady()).isEqualTo("b");
        assertThat(set.size()).isZero();
    }

    @Test
    @Behaviour("FUN-03")
    void next_combinators_areMembersLikeAnyOther() throws Exception {
        set.push(a.map(x -> x + " mapped"));
        set.push(join(b, c).map(both -> both.first() + both.second()));
        var first = next().assertPending();

        b.complete("b");
        first.assertPending();
        c.complete("c");

        assertThat(first.assertReady()).isEqualTo("bc");
    }

    @Test
    void next_null_isAValue() throws Exception {
        set.push(ready(null));

        assertThat(next().poll()).isEqualTo(Poll.ready(null));
    }

    @Test
    @Behaviour({"f:ready_queue-02", "f:ready_queue-05"})
    void next_memberFails_throwsTheVeryFailureAndTheSetGoesOn() throws Exception {
        var failure = new IOException("planned");
        pushAll();
        var first = next().assertPending();
        b.fail(failure);

        assertThat(first.assertFails()).isSameAs(failure);

        assertThat(set.size()).isEqualTo(2);
        a.complete("a");
        assertThat(next().assertReady()).isEqualTo("a");
        assertThat(b.drops).isZero();
    }

    @Test
    @Behaviour("FUN-04")
    void new_withACollection_holdsItsMembers() throws Exception {
        var filled = new FuturesUnordered<>(List.of(ready("1"), ready("2")));

        assertThat(filled.size()).isEqualTo(2);
        assertThat(Polled.of(filled.next()).assertReady()).isEqualTo("1");
        assertThat(Polled.of(filled.next()).assertReady()).isEqualTo("2");
        assertThatThrownBy(() -> new FuturesUnordered<>(Arrays.asList(a, null))).hasMessage("future");
    }

    @Test
    void next_abortableMember_canBeEndedFromOutside() throws Exception {
        Abortable<String> member = abortable(a);
        set.push(member);
        set.push(b);
        var first = next().assertPending();

        member.abort();

        assertThat(first.assertFails()).isInstanceOf(AbortedException.class);
        assertThat(a.drops).isEqualTo(1);
        assertThat(set.size()).isEqualTo(1);
    }

    // ---------------------------------------------------------------- who is polled

    @Test
    void next_oneWoken_pollsThatOneAlone() throws Exception {
        pushAll();
        var next = next().assertPending();
        log.clear();

        b.waker.wake();
        b.waker.wake();
        next.assertPending();

        assertThat(log).containsExactly("poll b");
        assertThat(next.wakes()).isEqualTo(1);
    }

    @Test
    void next_nobodyWoken_pollsNobody() throws Exception {
        pushAll();
        var next = next().assertPending();
        log.clear();

        next.assertPending();

        assertThat(log).isEmpty();
        assertThat(next.wakes()).isZero();
    }

    @Test
    @Behaviour("FUN-15")
    void next_memberThatAlwaysWakesItself_isPolledOncePerPassAndThePassIsRepeated() throws Exception {
        a.doing(() -> a.waker.wake());
        pushAll();
        var next = next();

        next.assertPending();
        assertThat(next.wakes()).isEqualTo(1);
        next.assertPending();
        assertThat(next.wakes()).isEqualTo(2);
        next.assertPending();

        assertThat(a.polls).isEqualTo(3);
        assertThat(b.polls).isEqualTo(1);
    }

    @Test
    void next_allWakeThemselves_noneIsStarved() throws Exception {
        a.doing(() -> a.waker.wake());
        b.doing(() -> b.waker.wake());
        c.doing(() -> c.waker.wake());
        pushAll();

        next().assertPending().assertPending().assertPending();

        assertThat(log)
                .containsExactly(
                        "poll a", "poll b", "poll c", "poll a", "poll b", "poll c", "poll a", "poll b", "poll c");
    }

    @Test
    void next_wokenByItsOwnLastPoll_isNotPolledAgain() throws Exception {
        a.complete("a");
        a.doing(() -> a.waker.wake());
        set.push(a);
        set.push(b);

        assertThat(next().assertReady()).isEqualTo("a");

        next().assertPending();
        assertThat(a.polls).isEqualTo(1);
    }

    @Test
    void next_readyMemberEndsThePass_theRestIsPolledByTheNextPoll() throws Exception {
        b.complete("b");
        pushAll();
        assertThat(next().assertReady()).isEqualTo("b");
        assertThat(c.polls).isZero();
        a.waker.wake();

        next().assertPending();

        assertThat(log).containsExactly("poll a", "poll b", "poll c", "poll a");
    }

    @Test
    void push_whileNextIsPending_wakesIt() throws Exception {
        set.push(a);
        var next = next().assertPending();

        set.push(ready("x"));

        assertThat(next.wakes()).isEqualTo(1);
        assertThat(next.assertReady()).isEqualTo("x");
    }

    @Test
    void push_fromAMembersPoll_isTakenUpInTheNextPass() throws Exception {
        a.doing(() -> set.push(ready("pushed")));
        set.push(a);
        var next = next();

        next.assertPending();

        assertThat(next.wakes()).isEqualTo(1);
        assertThat(next.assertReady()).isEqualTo("pushed");
        assertThat(set.size()).isEqualTo(1);
    }

    @Test
    void next_contextWithOwnRandom_handsItDown() throws Exception {
        var random = new SplittableRandom(1);
        set.push(pollFn(cx -> cx.random() == random ? Poll.ready("same") : Poll.pending()));

        next().assertPending();
        set.push(a);
        a.complete("a");
        next().assertReady();

        var other = new FuturesUnordered<Boolean>();
        other.push(pollFn(cx -> Poll.ready(cx.random() == random)));
        assertThat(Polled.of(other.next()).with(random).assertReady()).isTrue();
    }

    @Test
    void next_contextChanges_membersGetTheNewRandom() throws Exception {
        var random = new SplittableRandom(1);
        var member = new Waker[1];
        set.push(pollFn(cx -> {
            member[0] = cx.waker();
            return cx.random() == random ? Poll.ready("same") : Poll.pending();
        }));
        next().assertPending();
        member[0].wake();

        assertThat(next().with(random).assertReady()).isEqualTo("same");
    }

    // ---------------------------------------------------------------- dropping

    @Test
    void next_dropped_losesNothing() throws Exception {
        pushAll();
        var abandoned = next().assertPending();
        abandoned.drop();
        assertThat(List.of(a.drops, b.drops, c.drops)).containsExactly(0, 0, 0);

        b.complete("b");

        assertThat(abandoned.wakes()).isZero();
        assertThat(next().assertReady()).isEqualTo("b");
    }

    @Test
    void next_olderOneDropped_keepsTheWakerOfTheLatest() throws Exception {
        pushAll();
        var older = next().assertPending();
        var latest = next().assertPending();

        older.drop();
        b.complete("b");

        assertThat(latest.wakes()).isEqualTo(1);
    }

    @Test
    @Behaviour({"FUN-16", "FUN-17", "f:ready_queue-03"})
    void drop_members_dropsEachOnceInOrderAndEmptiesTheSet() throws Exception {
        pushAll();
        next().assertPending();
        log.clear();

        set.drop();
        set.close();

        assertThat(log).containsExactly("drop a", "drop b", "drop c");
        assertThat(set.isEmpty()).isTrue();
        set.push(ready("again"));
        assertThat(next().assertReady()).isEqualTo("again");
    }

    @Test
    @Behaviour("FUN-18")
    void drop_membersFail_dropsAllAndThrowsTheFirstWithTheOthersSuppressed() {
        var first = new IllegalStateException("first");
        var second = new IOException("second");
        a.failingToDrop(first);
        c.failingToDrop(second);
        pushAll();

        assertThatThrownBy(set::drop)
                .isSameAs(first)
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).containsExactly(second));

        assertThat(List.of(a.drops, b.drops, c.drops)).containsExactly(1, 1, 1);
        assertThat(set.isEmpty()).isTrue();
    }

    @Test
    void drop_whileNextIsPending_wakesItToFindTheSetEmpty() throws Exception {
        pushAll();
        var next = next().assertPending();

        set.drop();

        assertThat(next.wakes()).isEqualTo(1);
        assertThat(next.assertFails()).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void drop_memberAndWakerThrow_losesNeitherFailure() throws Exception {
        var dropFailure = new IOException("while dropping");
        var wakeFailure = new IllegalStateException("hostile waker");
        set.push(a.failingToDrop(dropFailure));
        set.push(b);
        set.next().poll(Context.of(Waker.of(() -> {
            throw wakeFailure;
        })));

        assertThatThrownBy(set::drop).isSameAs(dropFailure);

        assertThat(dropFailure.getSuppressed()).containsExactly(wakeFailure);
        assertThat(b.drops).isEqualTo(1);
    }

    @Test
    void drop_fromAMembersPoll_isRefused() throws Exception {
        a.doing(() -> assertThatThrownBy(set::drop).isInstanceOf(IllegalStateException.class));
        set.push(a);

        next().assertPending();

        assertThat(set.size()).isEqualTo(1);
    }

    @Test
    void next_polledFromAMembersPoll_isRefused() throws Exception {
        a.doing(() -> assertThat(next().assertFails()).isInstanceOf(IllegalStateException.class));
        set.push(a);
        set.push(b);

        next().assertPending();

        assertThat(b.polls).isEqualTo(1);
    }

    @Test
    void wake_afterTheMemberFinishedOrWasDropped_reachesNobody() throws Exception {
        pushAll();
        var first = next().assertPending();
        a.complete("a");
        first.assertReady();
        var second = next().assertPending();
        int wakesBefore = second.wakes();

        a.waker.wake();
        assertThat(second.wakes()).isEqualTo(wakesBefore);
        set.drop();
        set.push(pending());
        var third = next().assertPending();
        b.waker.wake();

        assertThat(third.wakes()).isZero();
        assertThat(log).filteredOn("poll a"::equals).hasSize(2);
    }

    @Test
    @Timeout(60)
    void next_finishedMember_isLetGoAtOnce() throws Exception {
        var wakers = new ArrayList<Waker>();
        WeakReference<Object> payload = pushHolderOfPayload(wakers);
        set.push(a);
        next().assertReady();

        while (payload.get() != null) { // until the collector has run; @Timeout fails the test if it never lets go
            System.gc();
        }

        assertThat(wakers).hasSize(1);
        assertThat(set.size()).isEqualTo(1);
    }

    @Test
    void next_polledMember_linksToNoOther() throws Exception {
        a.complete("a");
        pushAll();

        assertThat(next().assertReady()).isEqualTo("a");

        assertThat(((ReadyChild) a.waker).nextReady).isNull(); // a kept waker must not keep the others
    }

    private WeakReference<Object> pushHolderOfPayload(List<Waker> wakers) {
        var payload = new Object();
        set.push(new Future<>() {
            @Override
            public Poll<String> poll(Context cx) {
                wakers.add(cx.waker()); // what a forgetful event source would keep
                return Poll.ready("hash " + payload.hashCode());
            }
        });
        return new WeakReference<>(payload);
    }

    // ---------------------------------------------------------------- hostile wakers

    @Test
    void wake_taskWakerThrows_theMemberIsStillQueued() throws Exception {
        pushAll();
        var failure = new IllegalStateException("planned");
        set.next().poll(Context.of(Waker.of(() -> {
            throw failure;
        })));

        assertThatThrownBy(() -> b.complete("b")).isSameAs(failure);

        assertThat(next().assertReady()).isEqualTo("b");
    }

    @Test
    void wake_taskWakerPollsOnTheSameStack_findsTheMember() throws Exception {
        pushAll();
        var seen = new ArrayList<String>();
        set.next().poll(Context.of(Waker.of(() -> {
            try {
                seen.add(next().assertReady());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        })));

        b.complete("b");

        assertThat(seen).containsExactly("b");
    }

    // ---------------------------------------------------------------- real threads

    @Test
    @Behaviour("f:ready_queue-04")
    @Timeout(60)
    void next_completedByTwoThreads_yieldsEachValueOnce() throws Exception {
        int perThread = 20_000;
        List<Event<Integer>> events = IntStream.range(0, 2 * perThread)
                .mapToObj(i -> new Event<Integer>())
                .toList();
        var numbers = new FuturesUnordered<Integer>();
        events.forEach(event -> numbers.push(event.happened()));
        Set<Integer> seen = new HashSet<>();
        Thread one = new Thread(
                () -> IntStream.range(0, perThread).forEach(i -> events.get(i).happen(i)));
        Thread two = new Thread(() -> IntStream.range(perThread, 2 * perThread)
                .forEach(i -> events.get(i).happen(i)));
        one.start();
        two.start();

        new TinyExecutor().run(drain(numbers, seen));

        one.join();
        two.join();
        assertThat(seen).hasSize(2 * perThread);
    }

    private static Future<Boolean> drain(FuturesUnordered<Integer> numbers, Set<Integer> seen) {
        return pollFn(cx -> {
            while (!numbers.isEmpty()) {
                Object raw = numbers.pollNext(cx);
                if (raw == Poll.PENDING) {
                    return Poll.pending();
                }
                assertThat(seen.add((Integer) raw)).isTrue();
            }
            return Poll.ready(true);
        });
    }

    private Event<String> left = new Event<>();
    private Event<String> right = new Event<>();
    private FuturesUnordered<String> both = new FuturesUnordered<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private Future<String> next = pending();
    private int collected;

    @Test
    @Timeout(60)
    void wake_ofTwoMembersRacingWithAPass_isNeverLost() throws Exception {
        Rendezvous.run(
                10_000,
                this::startRound,
                this::collectRest,
                () -> collected += next.poll(Context.of(wakes::incrementAndGet)).isReady() ? 1 : 0,
                () -> left.happen("left"),
                () -> right.happen("right"));
    }

    private void startRound() throws Exception {
        left = new Event<>();
        right = new Event<>();
        both = new FuturesUnordered<>();
        both.push(left.happened());
        both.push(right.happened());
        Polled.of(both.next()).assertPending();
        next = both.next();
        wakes.set(0);
        collected = 0;
    }

    private void collectRest() throws Exception {
        if (collected == 0) {
            assertThat(wakes.get()).isPositive(); // or the pending pass would be the last
            Polled.of(next).assertReady();
            collected++;
        }
        Polled.of(both.next()).assertReady();
        assertThat(both.isEmpty()).isTrue();
    }
}
