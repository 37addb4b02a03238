package dev.pollux.future;

import static dev.pollux.future.Futures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinTest {

    private final List<String> log = new ArrayList<>();
    private final Probe<String> a = Probe.named("a", log);
    private final Probe<Integer> b = Probe.named("b", log);
    private final Probe<String> c = Probe.named("c", log);

    @Test
    @Behaviour({"JOI-03", "JOI-04", "FMA-02"})
    void join_everyArity_keepsBranchOrder() throws Exception {
        assertThat(Polled.of(join(ready(1), ready(2))).assertReady()).isEqualTo(new Join2<>(1, 2));
        assertThat(Polled.of(join(ready(1), ready(2), ready(3))).assertReady()).isEqualTo(new Join3<>(1, 2, 3));
        assertThat(Polled.of(join(ready(1), ready(2), ready(3), ready(4))).assertReady())
                .isEqualTo(new Join4<>(1, 2, 3, 4));
        assertThat(Polled.of(join(ready(1), ready(2), ready(3), ready(4), ready(5)))
                        .assertReady())
                .isEqualTo(new Join5<>(1, 2, 3, 4, 5));
        assertThat(Polled.of(join(ready(1), ready(2), ready(3), ready(4), ready(5), ready(6)))
                        .assertReady())
                .isEqualTo(new Join6<>(1, 2, 3, 4, 5, 6));
        assertThat(Polled.of(join(ready(1), ready(2), ready(3), ready(4), ready(5), ready(6), ready(7)))
                        .assertReady())
                .isEqualTo(new Join7<>(1, 2, 3, 4, 5, 6, 7));
        assertThat(Polled.of(join(ready(1), ready(2), ready(3), ready(4), ready(5), ready(6), ready(7), ready(8)))
                        .assertReady())
                .isEqualTo(new Join8<>(1, 2, 3, 4, 5, 6, 7, 8));
    }

    @Test
    @Behaviour({"TJO-03", "TJO-04"})
    void tryJoin_everyArity_keepsBranchOrder() throws Exception {
        assertThat(Polled.of(tryJoin(ready(1), ready(2))).assertReady()).isEqualTo(new Join2<>(1, 2));
        assertThat(Polled.of(tryJoin(ready(1), ready(2), ready(3))).assertReady())
                .isEqualTo(new Join3<>(1, 2, 3));
        assertThat(Polled.of(tryJoin(ready(1), ready(2), ready(3), ready(4))).assertReady())
                .isEqualTo(new Join4<>(1, 2, 3, 4));
        assertThat(Polled.of(tryJoin(ready(1), ready(2), ready(3), ready(4), ready(5)))
                        .assertReady())
                .isEqualTo(new Join5<>(1, 2, 3, 4, 5));
        assertThat(Polled.of(tryJoin(ready(1), ready(2), ready(3), ready(4), ready(5), ready(6)))
                        .assertReady())
                .isEqualTo(new Join6<>(1, 2, 3, 4, 5, 6));
        assertThat(Polled.of(tryJoin(ready(1), ready(2), ready(3), ready(4), ready(5), ready(6), ready(7)))
                        .assertReady())
                .isEqualTo(new Join7<>(1, 2, 3, 4, 5, 6, 7));
        assertThat(Polled.of(tryJoin(ready(1), ready(2), ready(3), ready(4), ready(5), ready(6), ready(7), ready(8)))
                        .assertReady())
                .isEqualTo(new Join8<>(1, 2, 3, 4, 5, 6, 7, 8));
    }

    @Test
    @Behaviour({"JOI-05", "f:eventual-01", "f:eventual-02", "f:eventual-03"})
    void join_lastBranchFirst_waitsForAll() throws Exception {
        var join = Polled.of(join(a, b)).assertPending();

        b.complete(2);
        join.assertPending();
        a.complete("one");

        assertThat(join.assertReady()).isEqualTo(new Join2<>("one", 2));
        assertThat(join.wakes()).isEqualTo(2);
    }

    @Test
    @Behaviour({"f:eventual-04", "f:eventual-05"})
    void tryJoin_lastBranchFailsFirst_endsWhicheverOrderThereIs() throws Exception {
        var failure = new IOException("planned");
        var failsFirst = Polled.of(tryJoin(a, c)).assertPending();
        c.fail(failure);
        assertThat(failsFirst.assertFails()).isSameAs(failure);
        assertThat(a.drops).isEqualTo(1);

        var failsLast = Polled.of(tryJoin(ready("one"), b)).assertPending();
        b.fail(failure);
        assertThat(failsLast.assertFails()).isSameAs(failure);
    }

    @Test
    void join_finishedBranch_isNotPolledAgain() throws Exception {
        a.complete("one");
        var join = Polled.of(join(a, b)).assertPending().assertPending();

        b.complete(2);

        join.assertReady();
        assertThat(a.polls).isEqualTo(1);
        assertThat(b.polls).isEqualTo(3);
    }

    @Test
    @Behaviour({"JOI-08", "TJO-09"})
    void join_polledAgain_startsWithAnotherBranch() throws Exception {
        Polled.of(join(a, b, c)).assertPending().assertPending().assertPending().assertPending();

        assertThat(log)
                .containsExactly(
                        "poll a", "poll b", "poll c", "poll b", "poll c", "poll a", "poll c", "poll a", "poll b",
                        "poll a", "poll b", "poll c");
    }

    @Test
    @Behaviour({"JOI-09", "TJO-10"})
    void biased_polledAgain_asksInTheGivenOrder() throws Exception {
        Polled.of(join(a, b, c).biased()).assertPending().assertPending();
        Polled.of(tryJoin(a, b, c).biased()).assertPending().assertPending();

        assertThat(log)
                .containsExactly(
                        "poll a", "poll b", "poll c", "poll a", "poll b", "poll c", "poll a", "poll b", "poll c",
                        "poll a", "poll b", "poll c");
    }

    @Test
    void biased_afterTheFirstPoll_isRefused() throws Exception {
        var join = join(a, b);
        Polled.of(join).assertPending();

        assertThatThrownBy(join::biased).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Behaviour({"JOI-07", "TJO-08"})
    void join_branchThatAlwaysWakesItself_starvesNoOther() throws Exception {
        Future<String> restless = pollFn(cx -> {
            cx.waker().wake();
            return Poll.pending();
        });
        Polled.of(join(restless, b)).assertPending().assertPending().assertPending();

        assertThat(b.polls).isEqualTo(3);
    }

    @Test
    void join_nulls_areValues() throws Exception {
        a.complete(null);

        assertThat(Polled.of(join(a, ready(null))).assertReady()).isEqualTo(new Join2<>(null, null));
    }

    @Test
    void join_exceptionAsValue_isAValue() throws Exception {
        var value = new IOException("a value");

        assertThat(Polled.of(join(ready(value), ready(1))).assertReady().first())
                .isSameAs(value);
    }

    @Test
    void join_oneFails_waitsForTheOthersAndThrowsTheVeryFailure() throws Exception {
        var failure = new IOException("planned");
        var join = Polled.of(join(a, b)).assertPending();
        a.fail(failure);
        join.assertPending();
        assertThat(b.drops).isZero();

        b.complete(2);

        assertThat(join.assertFails()).isSameAs(failure).hasNoSuppressedExceptions();
    }

    @Test
    void join_severalFail_throwsTheFirstInBranchOrderWithTheOthersSuppressed() throws Exception {
        var first = new IOException("first");
        var third = new IllegalStateException("third");
        var join = Polled.of(join(a, b, c)).assertPending();
        c.fail(third);
        join.assertPending();
        a.fail(first);
        join.assertPending();
        b.complete(2);

        Throwable thrown = join.assertFails();

        assertThat(thrown).isSameAs(first);
        assertThat(thrown.getSuppressed()).containsExactly(third);
    }

    @Test
    void join_sameFailureTwice_isThrownAsItIs() {
        var failure = new IOException("planned");

        Throwable thrown = Polled.of(join(failed(failure), failed(failure))).assertFails();

        assertThat(thrown).isSameAs(failure).hasNoSuppressedExceptions();
    }

    @Test
    void join_errorInABranch_countsAsItsFailure() {
        var failure = new AssertionError("planned");

        a.complete("x");

        assertThat(Polled.of(join(failed(failure), a)).assertFails()).isSameAs(failure);
    }

    @Test
    @Behaviour("f:future_obj-02")
    void drop_someFinished_dropsTheRestInBranchOrder() throws Exception {
        b.complete(2);
        var join = Polled.of(join(a, b, c)).assertPending();
        log.clear();

        join.drop();

        assertThat(log).containsExactly("drop a", "drop c");
    }

    @Test
    void drop_severalFail_dropsAllAndThrowsTheFirstWithTheOthersSuppressed() throws Exception {
        var first = new IllegalStateException("first");
        var second = new IOException("second");
        a.failingToDrop(first);
        c.failingToDrop(second);
        var join = Polled.of(join(a, b, c)).assertPending();

        assertThatThrownBy(join::drop)
                .isSameAs(first)
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).containsExactly(second));

        assertThat(List.of(a.drops, b.drops, c.drops)).containsExactly(1, 1, 1);
    }

    @Test
    @Behaviour("TJO-06")
    void tryJoin_oneFails_dropsTheRestAndThrowsAtOnce() throws Exception {
        var failure = new IOException("planned");
        a.complete("one");
        var join = Polled.of(tryJoin(a, b, c)).assertPending();
        b.fail(failure);

        assertThat(join.assertFails()).isSameAs(failure);

        assertThat(List.of(a.drops, b.drops, c.drops)).containsExactly(0, 0, 1);
    }

    @Test
    void tryJoin_failsAtTheFirstPoll_doesNotPollTheBranchesAfterIt() {
        Polled.of(tryJoin(failed(new IOException("planned")), b)).assertFails();

        assertThat(b.polls).isZero();
        assertThat(b.drops).isEqualTo(1);
    }

    @Test
    void tryJoin_dropOfTheRestFails_isSuppressedInTheFailure() throws Exception {
        var failure = new IOException("planned");
        var dropFailure = new IllegalStateException("while dropping");
        c.failingToDrop(dropFailure);
        var join = Polled.of(tryJoin(a, b, c)).assertPending();
        a.fail(failure);

        Throwable thrown = join.assertFails();

        assertThat(thrown).isSameAs(failure);
        assertThat(thrown.getSuppressed()).containsExactly(dropFailure);
        assertThat(b.drops).isEqualTo(1);
    }

    @Test
    void join_nullBranch_isRefusedAtOnce() {
        assertThatThrownBy(() -> join(a, null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void toString_everyForm_tellsTheShape() {
        assertThat(join(a, b)).hasToString("join of 2");
        assertThat(tryJoin(a, b, c)).hasToString("tryJoin of 3");
        assertThat(joinAll(List.of(a, c))).hasToString("joinAll of 2");
        assertThat(tryJoinAll(List.of(a))).hasToString("tryJoinAll of 1");
    }
}
