package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.Case;
import dev.pollux.compiler.kit.ManualFuture;
import dev.pollux.future.AwaitTree;
import dev.pollux.future.CleanUp;
import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of clean-up that awaits when its block is dropped. */
@Timeout(60)
class AwaitingCleanUpTest {

    private static final String AWAITING_FINALLY = """
            public final dev.pollux.compiler.kit.ManualFuture goodbye = leaf();
            Future<?> block() {
                return async(() -> {
                    try { leaf.await(); } finally { log("finally"); log(goodbye.await()); }
                    log("went on");
                    leaf().await();
                    return 1;
                });
            }""";

    private static final Context CX = Context.of(Waker.noop());

    private static CleanUp dropped(Future<?> block) {
        return Objects.requireNonNull(CleanUp.ofDropping(block, CX), "nothing is left");
    }

    private static ManualFuture goodbye(Blocks blocks) throws Exception {
        return (ManualFuture) blocks.field("goodbye");
    }

    @Test
    @Case(110)
    void drop_pendingInFinally_isFinishedByTheOwner() throws Exception {
        var blocks = Blocks.of(AWAITING_FINALLY);
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        CleanUp rest = dropped(block);
        assertThat(rest.pollRaw(CX)).isSameAs(Poll.PENDING);
        assertThat(blocks.leaf.isDropped()).isTrue();
        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(IllegalStateException.class);
        assertThat(AwaitTree.of(rest).toString()).contains("user.User.block", "being dropped", "ManualFuture");
        goodbye(blocks).complete("bye");

        assertThat(rest.pollRaw(CX)).isNull();
        assertThat(blocks.log()).containsExactly("finally", "bye");
        assertThat(goodbye(blocks).isDropped()).isFalse();
    }

    @Test
    void drop_pendingInFinallyWithoutAnOwner_isDroppedToo() throws Exception {
        var blocks = Blocks.of(AWAITING_FINALLY);
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        block.drop();

        assertThat(blocks.log()).containsExactly("finally");
        assertThat(goodbye(blocks).polls()).isEqualTo(1);
        assertThat(goodbye(blocks).isDropped()).isTrue();
    }

    @Test
    void drop_cleanUpGivenUp_runsTheOuterFinally() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> {
                        try {
                            try { leaf.await(); } finally { log("inner"); leaf().await(); log("never"); }
                        } finally { log("outer"); }
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        CleanUp rest = dropped(block);
        assertThat(blocks.log()).containsExactly("inner");

        rest.drop();
        rest.drop();

        assertThat(blocks.log()).containsExactly("inner", "outer");
    }

    @Test
    void drop_whileInFinally_finishesItAndStopsAtTheNextAwait() throws Exception {
        var blocks = Blocks.of(AWAITING_FINALLY);
        Future<?> block = blocks.future("block");
        blocks.leaf.complete("done");
        assertThat(Blocks.poll(block)).isSameAs(Poll.PENDING);

        CleanUp rest = dropped(block);
        assertThat(goodbye(blocks).isDropped()).isFalse();
        goodbye(blocks).complete("bye");

        assertThat(rest.pollRaw(CX)).isNull();
        assertThat(blocks.log()).containsExactly("finally", "bye", "went on");
        assertThat(blocks.leaves().get(2).polls()).isZero();
        assertThat(blocks.leaves().get(2).isDropped()).isTrue();
    }

    @Test
    void drop_whileInACatchThatThrowsOn_finishesIt() throws Exception {
        var blocks = Blocks.of("""
                public final dev.pollux.compiler.kit.ManualFuture goodbye = leaf();
                Future<?> block() {
                    return async(() -> {
                        try { leaf.await(); } catch (Throwable t) { log(goodbye.await()); throw t; }
                    });
                }""");
        Future<?> block = blocks.future("block");
        blocks.leaf.fail(new IOException("lost"));
        Blocks.poll(block);

        CleanUp rest = dropped(block);
        goodbye(blocks).complete("rolled back");

        assertThatThrownBy(() -> rest.pollRaw(CX)).hasMessage("lost");
        assertThat(blocks.log()).containsExactly("rolled back");
    }

    @Test
    void drop_whileInAnOrdinaryCatch_dropsWhatItAwaits() throws Exception {
        var blocks = Blocks.of("""
                public final dev.pollux.compiler.kit.ManualFuture goodbye = leaf();
                Future<?> block() {
                    return async(() -> {
                        try { leaf.await(); } catch (java.io.IOException e) { goodbye.await(); }
                    });
                }""");
        Future<?> block = blocks.future("block");
        blocks.leaf.fail(new IOException("lost"));
        Blocks.poll(block);

        assertThat(CleanUp.ofDropping(block, CX)).isNull();
        assertThat(goodbye(blocks).isDropped()).isTrue();
    }

    @Test
    @Case(113)
    void drop_fiveBlocksDeep_cleansUpInnermostFirstAndOneAfterTheOther() throws Exception {
        var blocks = Blocks.of("""
                Future<?> level(int n) {
                    return async(() -> {
                        try { return n == 1 ? leaf.await() : level(n - 1).await(); }
                        finally { log("begin " + n); leaf().await(); log("end " + n); }
                    });
                }
                Future<?> block() { return level(5); }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        CleanUp rest = dropped(block);
        for (int level = 1; level <= 5; level++) {
            assertThat(blocks.log()).last().isEqualTo("begin " + level);
            assertThat(rest.pollRaw(CX)).isSameAs(Poll.PENDING);
            blocks.leaves().get(level).complete("v");
            rest.pollRaw(CX);
        }

        assertThat(blocks.log())
                .containsExactly(
                        "begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3", "begin 4", "end 4", "begin 5",
                        "end 5");
    }

    @Test
    void drop_cleanUpCallsABlockThatAwaits_runsAllOfIt() throws Exception {
        var blocks = Blocks.of("""
                Future<?> rollback() {
                    return async(() -> {
                        for (int i = 0; i < 3; i++) { log("step " + i); leaf().await(); }
                        return null;
                    });
                }
                Future<?> block() {
                    return async(() -> {
                        try { leaf.await(); } finally { rollback().await(); log("rolled back"); }
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        CleanUp rest = dropped(block);
        for (int step = 1; step <= 3; step++) {
            assertThat(rest.pollRaw(CX)).isSameAs(Poll.PENDING);
            blocks.leaves().get(step).complete("v");
        }

        assertThat(rest.pollRaw(CX)).isNull();
        assertThat(blocks.log()).containsExactly("step 0", "step 1", "step 2", "rolled back");
    }

    @Test
    void drop_cleanUpFails_failsTheRestAndRunsTheOuterFinally() throws Exception {
        var blocks = Blocks.of("""
                public final dev.pollux.compiler.kit.ManualFuture goodbye = leaf();
                Future<?> block() {
                    return async(() -> {
                        try {
                            try { leaf.await(); } finally { goodbye.await(); }
                        } finally { log("outer"); }
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        CleanUp rest = dropped(block);
        IOException failure = new IOException("lost");
        goodbye(blocks).fail(failure);

        assertThatThrownBy(() -> rest.pollRaw(CX)).isSameAs(failure);
        assertThat(blocks.log()).containsExactly("outer");
    }

    @Test
    void drop_finallyContinuesForEver_isGivenUpWithAFailure() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> {
                        while (true) {
                            try { leaf().await(); } finally { continue; }
                        }
                    });
                }""", "-Xlint:-finally");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        assertThatThrownBy(block::drop).hasMessageContaining("does not let itself be dropped");
    }

    @Test
    void drop_inATryWhoseFinallyAwaitsTheLikeOnAnotherLine_dropsWhatItAwaits() throws Exception {
        var blocks = Blocks.of("""
                Future<?> step(Future<?> f) { return f; }
                Future<?> block() {
                    return async(() -> {
                        try {
                            step(leaf).await();
                        } finally {
                            step(ready(1)).await();
                            log("finally");
                        }
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        assertThat(CleanUp.ofDropping(block, CX)).isNull();
        assertThat(blocks.leaf.isDropped()).isTrue();
        assertThat(blocks.log()).containsExactly("finally");
    }

    @Test
    void drop_inATryOnTheLineOfItsFinally_isToldApartByTheCall() throws Exception {
        var blocks = Blocks.of("""
                Future<?> work() { return leaf; }
                Future<?> goodbye() { return async(() -> { log("goodbye"); }); }
                Future<?> block() {
                    return async(() -> { try { work().await(); } finally { goodbye().await(); } });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        assertThat(CleanUp.ofDropping(block, CX)).isNull();
        assertThat(blocks.leaf.isDropped()).isTrue();
        assertThat(blocks.log()).containsExactly("goodbye");
    }

    @Test
    void drop_inAFinallyOfAField_finishesIt() throws Exception {
        var blocks = Blocks.of("""
                Future<?> other = leaf();
                Future<?> block() {
                    return async(() -> {
                        try { log("work"); } finally { other.await(); log("done"); }
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        CleanUp rest = dropped(block);
        blocks.leaves().get(1).complete("v");

        assertThat(rest.pollRaw(CX)).isNull();
        assertThat(blocks.log()).containsExactly("work", "done");
    }

    @Test
    void drop_inACatchInsideAFinally_finishesIt() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> {
                        try { leaf.await(); }
                        finally {
                            try { leaf().await(); } catch (java.io.IOException e) { log("retry"); leaf().await(); }
                            log("end");
                        }
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        CleanUp rest = dropped(block);
        blocks.leaves().get(1).fail(new IOException("lost"));
        assertThat(rest.pollRaw(CX)).isSameAs(Poll.PENDING);
        blocks.leaves().get(2).complete("v");

        assertThat(rest.pollRaw(CX)).isNull();
        assertThat(blocks.log()).containsExactly("retry", "end");
    }

    @Test
    void drop_withoutLineNumbers_finishesWhatAnExceptionLeadsTo() throws Exception {
        var blocks = Blocks.of(AWAITING_FINALLY, "-g:none");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        CleanUp rest = dropped(block);
        goodbye(blocks).complete("bye");

        assertThat(rest.pollRaw(CX)).isNull();
        assertThat(blocks.log()).containsExactly("finally", "bye");
    }

    @Test
    void drop_inATryOnTheLineOfItsFinallyWithTheSameCall_isToldApartByTheTry() throws Exception {
        var blocks = Blocks.of("""
                Future<?> say(Future<?> f) { return f; }
                Future<?> block() {
                    return async(() -> { try { say(leaf).await(); } finally { say(ready(1)).await(); log("done"); } });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        assertThat(CleanUp.ofDropping(block, CX)).isNull();
        assertThat(blocks.leaf.isDropped()).isTrue();
        assertThat(blocks.log()).containsExactly("done");
    }
}
