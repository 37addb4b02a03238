package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.Case;
import dev.pollux.compiler.kit.ManualFuture;
import dev.pollux.future.Future;
import org.junit.jupiter.api.Test;

/** How a drop finds its way out of nested handlers, clean-ups and blocks. */
class DropUnwindingTest {

    @Test
    @Case(107)
    void drop_swallowingHandlerBeforeAnotherAwait_isPassedByThereToo() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> {
                        try {
                            try { leaf.await(); } catch (Throwable t) { log("inner"); }
                            leaf().await();
                        } catch (Throwable t) { log("outer"); }
                        leaf().await();
                        return log("went on");
                    });
                }
                Object log(String what) { log((Object) what); return what; }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        block.drop();

        assertThat(blocks.log()).isEmpty();
        assertThat(blocks.leaves()).hasSize(1).allMatch(ManualFuture::isDropped);
        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Case(111)
    void drop_returnInFinally_endsTheBlockAndItsValueIsDiscarded() throws Exception {
        var blocks = Blocks.of("""
                @SuppressWarnings("finally")
                Future<?> block() {
                    return async(() -> {
                        try { return leaf.await(); } finally { log("finally"); return "from finally"; }
                    });
                }
                Future<?> outer() { return async(() -> { try { return block().await(); } finally { log("outer"); } }); }""");
        Future<?> block = blocks.future("outer");
        Blocks.poll(block);

        assertThatCode(block::drop).doesNotThrowAnyException();

        assertThat(blocks.log()).containsExactly("finally", "outer");
        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Case(113)
    void drop_fiveNestedBlocks_unwindsFromTheLeafToTheRoot() throws Exception {
        var blocks = Blocks.of("""
                Future<Object> level(int n) {
                    return async(() -> {
                        try {
                            return n == 0 ? leaf.await() : level(n - 1).await();
                        } finally { log(n); }
                    });
                }
                Future<?> block() { return level(4); }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.onDrop(() -> blocks.log("leaf"));

        block.drop();
        block.drop();

        assertThat(blocks.log()).containsExactly("leaf", 0, 1, 2, 3, 4);
    }
}
