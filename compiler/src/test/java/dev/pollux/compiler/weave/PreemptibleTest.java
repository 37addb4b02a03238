package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.compiler.kit.Outcome;
import dev.pollux.future.AwaitTree;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Blocks that give way in loops without an await. */
@Timeout(60)
class PreemptibleTest {

    private final Context spent = Outcome.spentContext();

    private int pollsToTheEnd(Future<?> block) throws Exception {
        int polls = 1;
        while (block.pollRaw(spent) == Poll.PENDING) {
            polls++;
        }
        return polls;
    }

    @Test
    void preemptible_loopWithoutAnAwait_givesWayInEachRound() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return preemptible(() -> {
                        long sum = 0;
                        for (int i = 0; i < 10; i++) { sum += i; }
                        log(sum);
                        return sum;
                    });
                }""");

        assertThat(pollsToTheEnd(blocks.future("block"))).isBetween(11, 12);
        assertThat(blocks.log()).containsExactly(45L);
    }

    @Test
    void preemptible_withoutAValue_givesWayToo() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return preemptible(() -> { int i = 0; do { log(i); } while (++i < 3); });
                }""");

        assertThat(pollsToTheEnd(blocks.future("block"))).isGreaterThan(2);
        assertThat(blocks.log()).containsExactly(0, 1, 2);
    }

    @Test
    void async_loopWithoutAnAwait_isAtomic() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> { for (int i = 0; i < 10; i++) { log(i); } return 1; });
                }""");

        assertThat(pollsToTheEnd(blocks.future("block"))).isEqualTo(1);
    }

    @Test
    void preemptible_loopInsideSynchronized_isAtomic() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return preemptible(() -> {
                        synchronized (this) { for (int i = 0; i < 10; i++) { log(i); } }
                        return 1;
                    });
                }""");

        assertThat(pollsToTheEnd(blocks.future("block"))).isEqualTo(1);
        assertThat(blocks.log()).hasSize(10);
    }

    @Test
    void drop_betweenRounds_runsTheFinallyAroundTheLoopAndNoneInIt() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return preemptible(() -> {
                        try {
                            while (true) {
                                try { log("round"); } finally { log("end of round"); }
                            }
                        } finally { log("end"); }
                    });
                }""");
        Future<?> block = blocks.future("block");
        block.pollRaw(spent);
        block.pollRaw(spent);
        block.pollRaw(spent);

        block.drop();

        assertThat(blocks.log()).last().isEqualTo("end");
        assertThat(blocks.log().stream().filter("round"::equals).count())
                .isEqualTo(blocks.log().stream().filter("end of round"::equals).count());
    }

    @Test
    void preemptible_loopAfterATry_isOutsideOfIt() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return preemptible(() -> {
                        int i = 0;
                        try { log("try"); } catch (RuntimeException e) { log("not here"); }
                        while (i < 3) { i++; }
                        try { log("second"); } finally { log("finally"); }
                        return i;
                    });
                }""");
        Future<?> block = blocks.future("block");
        block.pollRaw(spent);

        block.drop();

        assertThat(blocks.log()).containsExactly("try");
    }

    @Test
    void preemptible_suspendedInALoop_standsAtItsLine() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return preemptible(() -> {
                        int i = 0;
                        while (i < 3) { i++; }
                        return i;
                    });
                }""");
        Future<?> block = blocks.future("block");
        block.pollRaw(spent);

        assertThat(AwaitTree.of(block).toString())
                .startsWith("user.User.block(User.java:10)")
                .contains("next round of a loop");
    }

    @Test
    void preemptible_withABudget_makesManyRoundsInAPoll() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return preemptible(() -> { long i = 0; while (i < 100_000) { i++; } return i; });
                }""");
        Future<?> block = blocks.future("block");
        Context cx = Context.of(Waker.noop(), ThreadLocalRandom::current);
        int polls = 1;
        while (block.pollRaw(cx) == Poll.PENDING) {
            cx.refill();
            polls++;
        }

        assertThat(polls).isBetween(100_000 / 4_096, 100_000 / 4_096 + 2);
    }

    @Test
    void weave_everyLoopAskedToGiveWay_doesSoInAnOrdinaryBlock() throws Exception {
        String members =
                "Future<?> block() { return async(() -> { for (int i = 0; i < 5; i++) { log(i); } return 1; }); }";
        var classes = CaseClasses.ofSource("User", Blocks.source(members)).woven(new WeaverOptions(false, true));

        assertThat(pollsToTheEnd(Blocks.of(CaseClasses.load(classes)).future("block")))
                .isGreaterThan(5);
    }

    @Test
    void loopInATry_isInsideOfIt() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return preemptible(() -> {
                        try {
                            while (true) { log("round"); }
                        } finally { log("end"); }
                    });
                }""");
        Future<?> block = blocks.future("block");
        block.pollRaw(spent);
        block.pollRaw(spent);

        block.drop();

        assertThat(blocks.log()).last().isEqualTo("end");
    }
}
