package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.Case;
import dev.pollux.compiler.kit.Garbage;
import dev.pollux.compiler.kit.ManualFuture;
import dev.pollux.future.Future;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a block that is dropped, where the blocking twin has no say. */
@Timeout(60)
class DropTest {

    @Test
    @Case(99)
    void drop_beforeTheFirstPoll_runsNothing() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> {
                        log("started");
                        try { log(leaf.await()); } finally { log("finally"); }
                        return 1;
                    });
                }""");
        Future<?> block = blocks.future("block");

        block.drop();
        block.drop();

        assertThat(blocks.log()).isEmpty();
        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Case(99)
    void drop_beforeTheFirstPoll_releasesCaptures() throws Exception {
        var blocks = Blocks.of("""
                java.lang.ref.WeakReference<Object> weak;
                Future<?> block() {
                    Object captured = new Object();
                    weak = new java.lang.ref.WeakReference<>(captured);
                    return async(() -> { leaf.await(); return captured; });
                }""");
        Future<?> block = blocks.future("block");

        block.drop();

        Garbage.assertCollected((WeakReference<?>) blocks.field("weak"));
        assertThat(block).isNotNull();
    }

    @Test
    @Case(103)
    void drop_afterCompletion_doesNothing() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> { try { return leaf.await(); } finally { log("finally"); } });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete("v");
        Blocks.poll(block);

        block.drop();

        assertThat(blocks.log()).containsExactly("finally");
    }

    @Test
    @Case(103)
    void drop_afterFailure_doesNothing() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> { try { leaf.await(); throw new IllegalStateException("own"); } finally { log("finally"); } });
                }""");
        Future<?> block = blocks.future("block");
        blocks.leaf.complete("v");
        assertThatThrownBy(() -> Blocks.poll(block)).hasMessage("own");

        block.drop();

        assertThat(blocks.log()).containsExactly("finally");
    }

    @Test
    @Case({102, 103})
    void drop_suspended_dropsTheChildFirst() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> { try { leaf.await(); } finally { log("finally"); } });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.onDrop(() -> blocks.log().add("child dropped"));

        block.drop();
        block.drop();

        assertThat(blocks.log()).containsExactly("child dropped", "finally");
    }

    @Test
    @Case(107)
    void drop_swallowingHandler_isPassedBy() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> {
                        try { leaf.await(); } catch (Throwable t) { log("swallowed"); } finally { log("finally"); }
                        log("went on");
                        return 1;
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        block.drop();

        assertThat(blocks.log()).containsExactly("finally");
    }

    @Test
    @Case(108)
    void drop_loopThatSwallowsEverything_ends() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> {
                        while (true) {
                            try { leaf.await(); } catch (Throwable t) { log("swallowed"); continue; }
                        }
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        block.drop();

        assertThat(blocks.log()).isEmpty();
    }

    @Test
    void failure_swallowingHandler_isEntered() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> {
                        try { return leaf.await(); } catch (Throwable t) { return "swallowed " + t.getMessage(); }
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.fail(new java.io.IOException("lost"));

        assertThat(Blocks.poll(block)).isEqualTo("swallowed lost");
    }

    @Test
    void drop_loopThatContinuesInFinally_isGivenUpWithAReport() throws Exception {
        var blocks = Blocks.of("""
                @SuppressWarnings("finally")
                Future<?> block() {
                    return async(() -> {
                        while (true) {
                            try { leaf().await(); } finally { continue; }
                        }
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        assertThatThrownBy(block::drop)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not let itself be dropped")
                .hasMessageContaining("User.block(User.java:");
        assertThatCode(block::drop).doesNotThrowAnyException();
    }

    @Test
    void drop_pendingAwaitInFinally_isDroppedTooAndOuterFinallyRuns() throws Exception {
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

        block.drop();

        assertThat(blocks.log()).containsExactly("inner", "outer");
        assertThat(blocks.leaves()).allMatch(ManualFuture::isDropped);
    }

    @Test
    @Case(112)
    void drop_finallyThrows_outerFinallyRunsAndTheFailureIsThrown() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> {
                        try {
                            try { leaf.await(); } finally { log("inner"); if (true) throw new IllegalStateException("clean-up"); }
                        } finally { log("outer"); }
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        assertThatThrownBy(block::drop)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("clean-up");
        assertThat(blocks.log()).containsExactly("inner", "outer");
        assertThatCode(block::drop).doesNotThrowAnyException();
    }

    @Test
    @Case(116)
    void drop_childDropThrows_finallyRunsAndTheFailureIsThrown() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> {
                        try { leaf.await(); } finally { log("finally"); if (true) throw new RuntimeException("second"); }
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.onDrop(() -> {
            throw new IllegalArgumentException("first");
        });

        assertThatThrownBy(block::drop)
                .hasMessage("first")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("second"));
        assertThat(blocks.log()).containsExactly("finally");
    }

    @Test
    @Case(104)
    void drop_fromInsideItsOwnPoll_isRefused() throws Exception {
        var blocks = Blocks.of("""
                Future<?> self;
                Future<?> block() {
                    self = async(() -> {
                        try { self.drop(); } catch (IllegalStateException e) { log(e.getMessage()); }
                        leaf.await();
                        return "unharmed";
                    });
                    return self;
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete("v");

        assertThat(Blocks.poll(block)).isEqualTo("unharmed");
        assertThat(blocks.log()).singleElement().asString().contains("was dropped from inside its own poll");
    }

    @Test
    @Case(104)
    void drop_childDropsItsParent_changesNothing() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> { try { leaf.await(); } finally { log("finally"); } });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.onDrop(block::drop);

        block.drop();

        assertThat(blocks.log()).containsExactly("finally");
    }
}
