package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.future.AwaitTree;
import dev.pollux.future.Future;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a block says about where it stands. */
class TraceTest {

    static final String CHAIN = """
            Future<Object> leafLevel() {
                return async(() -> {
                    Object v = leaf.await();              // line 9
                    if (v != null) {
                        throw new IllegalStateException("after resumption");   // line 11
                    }
                    return v;
                });
            }
            Future<?> block() {
                return async(() -> {
                    log("start");
                    return leafLevel().await();           // line 19
                });
            }""";

    @Test
    void exception_afterResumption_showsTheUsersLinesOfTheWholeChain() throws Exception {
        var blocks = Blocks.of(CHAIN);
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete("v");

        assertThatThrownBy(() -> Blocks.poll(block))
                .satisfies(e -> assertThat(Arrays.stream(e.getStackTrace())
                                .filter(frame -> frame.getMethodName().startsWith("lambda$"))
                                .map(frame ->
                                        frame.getMethodName().replaceFirst("\\$\\d+$", ":") + frame.getLineNumber()))
                        .startsWith("lambda$leafLevel:11", "lambda$block:19"));
    }

    @Test
    void awaitTree_suspended_namesEachLevel() throws Exception {
        var blocks = Blocks.of(CHAIN);
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        assertThat(AwaitTree.of(block).toString()).isEqualTo("""
                user.User.block(User.java:19)
                  user.User.leafLevel(User.java:9)
                    ManualFuture
                """);
    }

    @Test
    void awaitTree_notStarted_namesTheStartOfTheBlock() throws Exception {
        var blocks = Blocks.of(CHAIN);

        assertThat(AwaitTree.of(blocks.future("block")).toString()).contains("block(User.java:18)");
    }

    @Test
    void awaitTree_noDebugInformation_namesTheMethod() throws Exception {
        var blocks = Blocks.of(CHAIN, "-g:none");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);

        assertThat(AwaitTree.of(block).toString()).contains("User.block(Unknown Source)");
    }
}
