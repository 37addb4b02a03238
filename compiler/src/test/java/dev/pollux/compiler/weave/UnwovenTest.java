package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.Case;
import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.future.Future;
import dev.pollux.future.NotWovenError;
import org.junit.jupiter.api.Test;

/** Awaits that nobody wove: seen at run time at the latest. */
class UnwovenTest {

    @Test
    void unwoven_await_saysHowToCureIt() throws Exception {
        var classes =
                CaseClasses.ofSource("User", Blocks.source("Future<?> block() { return async(() -> leaf.await()); }"));
        Future<?> block = Blocks.of(CaseClasses.load(classes.plain())).future("block");

        assertThatThrownBy(() -> Blocks.poll(block))
                .isInstanceOf(NotWovenError.class)
                .hasMessageContaining("annotationProcessorPaths");
    }

    @Test
    @Case(refused = 6)
    void await_byReflection_isRefusedAtRunTime() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    return async(() -> {
                        log(leaf.await());
                        try {
                            return Future.class.getMethod("await").invoke(leaf);
                        } catch (java.lang.reflect.InvocationTargetException e) {
                            throw (Error) e.getCause();
                        }
                    });
                }""");
        Future<?> block = blocks.future("block");
        blocks.leaf.complete("v");

        assertThatThrownBy(() -> Blocks.poll(block))
                .isInstanceOf(NotWovenError.class)
                .hasMessageContaining("await");
    }
}
