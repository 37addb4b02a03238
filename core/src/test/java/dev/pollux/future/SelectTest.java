package dev.pollux.future;

import static dev.pollux.future.Futures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectTest {

    private static final int POLLS = 30_000;

    private final List<String> log = new ArrayList<>();
    private final Probe<String> a = Probe.named("a", log);
    private final Probe<String> b = Probe.named("b", log);
    private final Probe<String> c = Probe.named("c", log);

    private static <T> Mapping<T, T> same() {
        return value -> value;
    }

    private Select<String> selectAll() {
        return select(when(a, same()), when(b, same()), when(c, same()));
    }

    // ---------------------------------------------------------------- who wins

    @Test
    @Behaviour({"SEL-01", "SEL-05", "SEL-08", "SEL-11"})
    void select_oneReady_yieldsWhatItsHandlerReturns() throws Exception {
        var select = Polled.of(select(when(a, x -> 1), when(b, x -> x + " handled")));
        select.assertPending();

        b.complete("b");

        assertThat((Object) select.assertReady()).isEqualTo("b handled");
        assertThat(select.wakes()).isEqualTo(1);
    }

    @Test
    @Behaviour({"SEL-06", "SEL-07", "FMA-13"})
    void select_oneBranch_isEnough() throws Exception {
        assertThat(Polled.of(select(when(ready(1), x -> x + 1))).assertReady()).isEqualTo(2);
        assertThat(Polled.of(select(when(async(() -> 1), x -> {
                            int next = x + 1;
                            return next;
                        })))
                        .assertReady())
                .isEqualTo(2);
    }

    @Test
    @Behaviour("SEL-20")
    void select_finished_pollsNoBranchAgain() throws Exception {
        b.complete("b");
        var select = Polled.of(race(keep(a), b));
        select.assertReady();
        int before = a.polls;

        assertThatThrownBy(select::poll).isInstanceOf(IllegalStateException.class);

        assertThat(a.polls).isEqualTo(before);
        assertThat(b.polls).isEqualTo(1);
    }

    @Test
    @Behaviour({"f:eventual-06", "f:eventual-07", "f:eventual-08", "f:eventual-09"})
    void race_valueOrFailureFirst_endsWithThatWhicheverBranchItIs() throws Exception {
        var failure = new IOException("planned");

        assertThat(Polled.of(race(ready("1"), a)).assertReady()).isEqualTo("1");
        assertThat(Polled.of(race(a, ready("2"))).assertReady()).isEqualTo("2");
        assertThat(Polled.of(race(failed(failure), b)).assertFails()).isSameAs(failure);
        assertThat(Polled.of(race(b, failed(failure))).assertFails()).isSameAs(failure);
        assertThat(List.of(a.drops, b.drops)).containsExactly(2, 2);
    }

    @Test
    void select_noBranch_isRefused() {
        assertThatThrownBy(() -> select()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> race(List.<Future<String>>of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void select_nullBranch_isRefusedAtOnce() {
        assertThatThrownBy(() -> select(when(a, same()), null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> when(null, same())).isInstanceOf(NullPointerException.class);
    }

    @Test
    void select_nulls_areValues() throws Exception {
        a.complete(null);

        assertThat(Polled.of(selectAll()).assertReady()).isNull();
    }

    @Test
    void race_oneReady_yieldsItsValue() throws Exception {
        b.complete("b");

        assertThat(Polled.of(race(a, b)).assertReady()).isEqualTo("b");
        assertThat(Polled.of(race(List.of(pending(), ready("c")))).assertReady())
                .isEqualTo("c");
        assertThat(a.drops).isEqualTo(1);
    }

    @Test
    @Behaviour("SEL-25")
    void race_manyBranches_findsTheReadyOne() throws Exception {
        List<Future<Integer>> branches = new ArrayList<>();
        IntStream.range(0, 64).forEach(i -> branches.add(i == 63 ? ready(63) : pending()));

        assertThat(Polled.of(race(branches)).assertReady()).isEqualTo(63);
    }

    @Test
    @Behaviour({"SEL-04", "SEL-14", "SEL-22", "FMA-08"})
    void select_nestedAndJoined_compose() throws Exception {
        var inner = race(a, b).map(x -> x + " inner");
        var outer = Polled.of(select(when(join(c, ready(1)), Join2::first), when(inner, same())))
                .assertPending();

        b.complete("b");

        assertThat((Object) outer.assertReady()).isEqualTo("b inner");
        assertThat(List.of(a.drops, b.drops, c.drops)).containsExactly(1, 0, 1);
    }

    // ---------------------------------------------------------------- losers

    @Test // case 114
    @Behaviour("SEL-10")
    void select_winner_losersAreDroppedInBranchOrderBeforeTheHandlerRuns() throws Exception {
        var select = Polled.of(select(
                        when(a, same()),
                        when(b, x -> {
                            log.add("handle " + x);
                            return x;
                        }),
                        when(c, same())))
                .assertPending();
        log.clear();
        b.complete("b");

        select.assertReady();

        assertThat(log.subList(log.indexOf("poll b"), log.size()))
                .containsExactly("poll b", "drop a", "drop c", "handle b");
        assertThat(b.drops).isZero();
    }

    @Test
    void select_branchFails_losersAreDroppedAndTheVeryFailureIsThrown() throws Exception {
        var failure = new IOException("planned");
        var dropFailure = new IllegalStateException("while dropping");
        c.failingToDrop(dropFailure);
        var select = Polled.of(selectAll()).assertPending();
        b.fail(failure);

        Throwable thrown = select.assertFails();

        assertThat(thrown).isSameAs(failure);
        assertThat(thrown.getSuppressed()).containsExactly(dropFailure);
        assertThat(List.of(a.drops, b.drops, c.drops)).containsExactly(1, 0, 1);
    }

    @Test
    void select_handlerFails_theVeryFailureIsThrownWithThoseOfDropsSuppressed() throws Exception {
        var failure = new IOException("planned");
        var dropFailure = new IllegalStateException("while dropping");
        a.failingToDrop(dropFailure);
        b.complete("b");
        var select = Polled.of(select(when(a, same()), when(b, x -> {
            throw failure;
        })));

        Throwable thrown = select.assertFails();

        assertThat(thrown).isSameAs(failure);
        assertThat(thrown.getSuppressed()).containsExactly(dropFailure);
    }

    @Test
    void select_dropsFail_allAreDroppedTheHandlerGetsTheValueAndTheFirstFailureIsThrown() {
        var first = new IllegalStateException("first");
        var second = new IOException("second");
        a.failingToDrop(first);
        c.failingToDrop(second);
        b.complete("b");
        var select = Polled.of(select(when(a, same()), when(b, x -> log.add("handle " + x)), when(c, same())));

        Throwable thrown = select.assertFails();

        assertThat(thrown).isSameAs(first);
        assertThat(thrown.getSuppressed()).containsExactly(second);
        assertThat(log).endsWith("drop a", "drop c", "handle b");
    }

    @Test
    void drop_whilePending_dropsAllInBranchOrder() throws Exception {
        var select = Polled.of(selectAll()).assertPending();
        log.clear();

        select.drop();

        assertThat(log).containsExactly("drop a", "drop b", "drop c");
    }

    @Test
    @Behaviour({"SEL-13", "FMA-07"})
    void keep_loser_livesOnAndCanBeLentAgain() throws Exception {
        b.complete("b");
        Polled.of(race(keep(a), b)).assertReady();
        assertThat(a.drops).isZero();
        var again = Polled.of(race(keep(a), c)).assertPending();

        a.complete("a");

        assertThat(again.wakes()).isEqualTo(1);
        assertThat(again.assertReady()).isEqualTo("a");
        assertThat(List.of(a.drops, c.drops)).containsExactly(0, 1);
    }

    @Test
    void keep_everyOutcome_passesThrough() throws Exception {
        var failure = new IOException("planned");
        a.complete("a");

        var kept = Polled.of(keep(a));
        assertThat(kept.assertReady()).isEqualTo("a");
        assertThatThrownBy(kept::poll).isInstanceOf(IllegalStateException.class);
        assertThat(Polled.of(keep(failed(failure))).assertFails()).isSameAs(failure);
        assertThat(AwaitTree.of(keep(b)).toString()).isEqualTo("keep\n  b\n");
    }

    @Test
    void keep_dropped_forgetsWithoutDropping() throws Exception {
        Future<String> kept = keep(a);
        Polled.of(kept).assertPending();

        kept.drop();

        assertThat(a.drops).isZero();
        assertThat(AwaitTree.of(kept).children()).isEmpty();
        assertThatThrownBy(Polled.of(kept)::poll).isInstanceOf(IllegalStateException.class);
    }

    // ---------------------------------------------------------------- order

    @Test
    @Behaviour({"SEL-28", "SEL-29", "FMA-05"})
    void biased_everyPoll_asksInTheGivenOrder() throws Exception {
        var select = Polled.of(selectAll().biased());
        for (int i = 0; i < 50; i++) {
            select.assertPending();
        }
        assertThat(log).hasSize(150);
        for (int i = 0; i < 150; i += 3) {
            assertThat(log.subList(i, i + 3)).containsExactly("poll a", "poll b", "poll c");
        }

        c.complete("c");
        b.complete("b");

        assertThat(select.assertReady()).isEqualTo("b");
    }

    @Test
    void select_allReady_eachWinsAsOftenAsAnyOther() throws Exception {
        int[] wins = new int[3];
        var random = new SplittableRandom(42);
        for (int i = 0; i < POLLS; i++) {
            wins[Polled.of(race(ready(0), ready(1), ready(2))).with(random).assertReady()]++;
        }

        assertThat(wins)
                .satisfies(all ->
                        Arrays.stream(all).forEach(won -> assertThat(won).isBetween(POLLS / 3 - 500, POLLS / 3 + 500)));
    }

    @Test
    void select_readyBranchBehindPendingOnes_winsNoMoreOftenThanItsRival() throws Exception {
        int wins = 0;
        var random = new SplittableRandom(42);
        for (int i = 0; i < POLLS; i++) {
            wins += Polled.of(race(ready(0), pending(), pending(), pending(), ready(1)))
                    .with(random)
                    .assertReady();
        }

        assertThat(wins).isBetween(POLLS / 2 - 700, POLLS / 2 + 700);
    }

    @Test
    void select_polledAgain_drawsAFreshOrderEachTime() throws Exception {
        var select = Polled.of(selectAll()).with(new SplittableRandom(7));
        var orders = new HashSet<String>();
        for (int i = 0; i < 200; i++) {
            log.clear();
            select.assertPending();
            assertThat(log).containsExactlyInAnyOrder("poll a", "poll b", "poll c");
            orders.add(String.join(",", log));
        }

        assertThat(orders).hasSize(6);
    }

    @Test
    @Behaviour({"SEL-31", "SEL-32"})
    void select_equalSeeds_giveEqualOrders() throws Exception {
        List<String> first = orderOf(selectAll().seed(9), new SplittableRandom(1));
        List<String> second = orderOf(selectAll().seed(9), new SplittableRandom(2));
        List<String> other = orderOf(selectAll().seed(10), new SplittableRandom(1));

        assertThat(second).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void select_equalContexts_giveEqualOrders() throws Exception {
        List<String> first = orderOf(selectAll(), new SplittableRandom(1));
        List<String> second = orderOf(selectAll(), new SplittableRandom(1));
        List<String> other = orderOf(selectAll(), new SplittableRandom(2));

        assertThat(second).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    private List<String> orderOf(Future<?> select, SplittableRandom random) throws Exception {
        log.clear();
        Polled<?> polled = Polled.of(select).with(random);
        for (int i = 0; i < 20; i++) {
            polled.assertPending();
        }
        return List.copyOf(log);
    }

    @Test
    void biasedAndSeed_afterTheFirstPoll_areRefused() throws Exception {
        var select = selectAll();
        Polled.of(select).assertPending();

        assertThatThrownBy(select::biased).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> select.seed(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void branch_printed_namesItsFuture() {
        assertThat(when(a, same())).hasToString("when a");
    }
}
