package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.Outcome;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
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
}
