package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.CaseClasses;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables that nobody reads any more: let go of at the next await, unless a debugger wants to see them. */
class KeptVariablesTest {

    private static final String MEMBERS = """
            Future<?> block() {
                return async(() -> {
                    Object seen = new Object();
                    log(new java.lang.ref.WeakReference<>(seen));
                    int number = seen.hashCode();
                    log(number);
                    leaf.await();
                    log("between");
                    leaf().await();
                    return "done";
                });
            }""";

    private static Blocks blocks(boolean keepsDead) throws Exception {
        var classes = CaseClasses.ofSource("User", Blocks.source(MEMBERS)).woven(new WeaverOptions(keepsDead, false));
        return Blocks.of(CaseClasses.load(classes));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void case148_variableDeadAtAnAwait_isKeptOnlyForTheDebugger(boolean keepsDead) throws Exception {
        Blocks blocks = blocks(keepsDead);
        var block = blocks.future("block");
        Blocks.poll(block);

        assertThat(values(block).contains(reference(blocks).get())).isEqualTo(keepsDead);
        assertThat(values(block).contains(blocks.log().get(1))).isEqualTo(keepsDead);

        blocks.leaf.complete("v");
        Blocks.poll(block);

        assertThat(blocks.log()).endsWith("between");
        assertThat(values(block).contains(blocks.log().get(1))).isEqualTo(keepsDead);
    }

    /** The documented price: the object lives as long as the block is suspended, and no longer. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void case148_objectDeadAtAnAwait_staysInMemoryOnlyInDebugMode(boolean keepsDead) throws Exception {
        Blocks blocks = blocks(keepsDead);
        var block = blocks.future("block");
        Blocks.poll(block);
        WeakReference<?> seen = reference(blocks);

        System.gc();
        assertThat(seen.get() != null).isEqualTo(keepsDead);

        blocks.leaf.complete("v");
        Blocks.poll(block);
        blocks.leaves().get(1).complete("w");

        assertThat(Blocks.poll(block)).isEqualTo("done");
        assertThat(values(block)).allMatch(value -> value == null || value instanceof Integer);
    }

    private static WeakReference<?> reference(Blocks blocks) {
        return (WeakReference<?>) blocks.log().get(0);
    }

    /** What the fields of a block's own class hold. */
    private static List<Object> values(Object block) throws Exception {
        List<Object> values = new ArrayList<>();
        for (Field field : block.getClass().getDeclaredFields()) {
            field.setAccessible(true);
            values.add(field.get(block));
        }
        return values;
    }
}
