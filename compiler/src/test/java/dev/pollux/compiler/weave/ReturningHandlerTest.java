package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.future.Future;
import org.junit.jupiter.api.Test;

/** A handler that swallows everything by returning, after which no other code runs. */
class ReturningHandlerTest {

    @Test
    void drop_handlerReturnsAValue_isPassedBy() throws Exception {
        assertPassedBy("""
                Future<?> block() {
                    return async(() -> {
                        try { return leaf.await(); } catch (Throwable t) { log("swallowed"); return 1; }
                    });
                }""");
    }

    @Test
    void drop_handlerReturnsNothing_isPassedBy() throws Exception {
        assertPassedBy("""
                Future<?> block() {
                    return async(() -> {
                        try { leaf.await(); while (true) { leaf().await(); } } catch (Throwable t) { log("swallowed"); }
                    });
                }""");
    }

    private static void assertPassedBy(String members) throws Exception {
        var blocks = Blocks.of(members);
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        block.drop();

        assertThat(blocks.log()).isEmpty();
        assertThat(blocks.leaf.isDropped()).isTrue();
    }
}
