package dev.pollux.future;

import static dev.pollux.future.Futures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusedTest {

    private final List<String> log = new ArrayList<>();
    private final Probe<String> a = Probe.named("a", log);
    private final Probe<String> b = Probe.named("b", log);

    @Test
    @Behaviour("f:future_fuse-01")
    void fuse_afterTheValue_isPendingForEverAndAsksNobody() throws Exception {
        Fused<String> fused = a.fuse();
        var polled = Polled.of(fused).assertPending();
        assertThat(fused.isTerminated()).isFalse();
        a.complete("a");

        assertThat(polled.assertReady()).isEqualTo("a");

        assertThat(fused.isTerminated()).isTrue();
        polled.assertPending().assertPending();
        assertThat(a.polls).isEqualTo(2);
        assertThat(polled.wakes()).isEqualTo(1);
    }

    @Test
    void fuse_failureOrDrop_isAnEnd() throws Exception {
        var failure = new IOException("planned");
        Fused<String> failing = Futures.<String>failed(failure).fuse();
        assertThat(Polled.of(failing).assertFails()).isSameAs(failure);
        Polled.of(failing).assertPending();
        assertThat(failing.isTerminated()).isTrue();

        Fused<String> dropped = a.fuse();
        Polled.of(dropped).assertPending().drop();
        Polled.of(dropped).assertPending();
        assertThat(dropped.isTerminated()).isTrue();
        assertThat(a.drops).isEqualTo(1);
        assertThat(a.polls).isEqualTo(1);
    }

    @Test
    @Behaviour({"FMA-03", "FMA-15", "SEL-21"})
    void fuse_lentToSelectsInALoop_winsOnceEach() throws Exception {
        Fused<String> first = a.fuse();
        Fused<String> second = b.fuse();
        a.complete("a");
        b.complete("b");

        var won = new ArrayList<String>();
        while (!first.isTerminated() || !second.isTerminated()) {
            won.add(Polled.of(race(keep(first), keep(second))).assertReady());
        }

        assertThat(won).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    @Behaviour({"SEL-23", "SEL-24"})
    void isTerminated_asAPrecondition_switchesABranchOff() throws Exception {
        Fused<String> first = ready("a").fuse();
        Polled.of(first).assertReady();

        Future<String> open = first.isTerminated() ? pending() : keep(first);
        b.complete("b");

        assertThat(Polled.of(race(open, b).biased()).assertReady()).isEqualTo("b");
    }

    @Test
    void toString_tellsWhatItIs() {
        assertThat(AwaitTree.of(a.fuse()).toString()).isEqualTo("fuse\n  a\n");
    }

    // ---------------------------------------------------------------- nowOrNever

    @Test
    void nowOrNever_ready_isTheValue() throws Exception {
        assertThat(ready("x").nowOrNever()).isEqualTo(Poll.ready("x"));
    }

    @Test
    void nowOrNever_pending_dropsAndSaysSo() throws Exception {
        assertThat(a.nowOrNever()).isSameAs(Poll.pending());

        assertThat(log).containsExactly("poll a", "drop a");
    }

    @Test
    void nowOrNever_failing_throwsTheVeryFailureAndDropsNothing() {
        var failure = new IOException("planned");
        a.fail(failure);

        assertThat(catchThrowable(a::nowOrNever)).isSameAs(failure);
        assertThat(a.drops).isZero();
    }

    @Test
    @Behaviour({"FMA-11", "FMA-14"})
    void nowOrNever_ofASelect_isItsDefault() throws Exception {
        assertThat(race(keep(a), keep(b)).nowOrNever().isReady()).isFalse();
        b.complete("b");

        assertThat(race(keep(a), keep(b)).nowOrNever()).isEqualTo(Poll.ready("b"));
        assertThat(a.drops).isZero();
    }
}
