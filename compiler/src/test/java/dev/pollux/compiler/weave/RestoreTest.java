package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.Case;
import dev.pollux.future.AsyncFrame;
import dev.pollux.future.Future;
import org.junit.jupiter.api.Test;

/** What happens if the state of a suspended block is damaged. */
class RestoreTest {

    @Test
    @Case(93)
    void restoring_whatIsBroken_failsOutsideTheHandlersOfTheBlock() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> {
                        try { return leaf.await(); } catch (Throwable t) { log("caught"); return null; } finally { log("finally"); }
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        var child = AsyncFrame.class.getDeclaredField("child");
        child.setAccessible(true);
        child.set(block, null);

        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(NullPointerException.class);

        assertThat(blocks.log()).isEmpty();
        assertThatThrownBy(() -> Blocks.poll(block)).isInstanceOf(IllegalStateException.class);
    }
}
