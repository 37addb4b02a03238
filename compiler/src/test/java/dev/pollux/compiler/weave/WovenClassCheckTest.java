package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.CaseClasses;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Invalid code must not get past the weaver, whoever wrote it. */
class WovenClassCheckTest {

    private static final String BLOCK = "Future<?> block() { return async(() -> leaf.await()); }";

    @Test
    void weave_bodyThatIsInvalid_isAnInternalErrorThatNamesIt() throws Exception {
        byte[] invalid = withInvalidBody();

        assertThatThrownBy(() -> new Weaver(name -> name.endsWith("Future")).weave(invalid))
                .isInstanceOf(WeaveException.class)
                .hasMessageContaining("internal error")
                .hasMessageContaining("lambda$block$0")
                .satisfies(e -> assertThat(((WeaveException) e).line()).isEqualTo(-1));
    }

    @Test
    void check_methodThatIsNoBody_isNotLookedAt() throws Exception {
        byte[] invalid = withInvalidBody();

        assertThatCode(() -> WovenClassCheck.check(invalid, Set.of("block"))).doesNotThrowAnyException();
    }

    /** Asks a number for its length. */
    private static byte[] withInvalidBody() {
        ClassNode node = new ClassNode();
        byte[] plain =
                CaseClasses.ofSource("User", Blocks.source(BLOCK)).plain().get("user/User");
        new ClassReader(plain).accept(node, 0);
        for (MethodNode method : node.methods) {
            if (method.name.startsWith("lambda$")) {
                InsnList wrong = new InsnList();
                wrong.add(new InsnNode(Opcodes.ICONST_1));
                wrong.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, "java/lang/String", "length", "()I", false));
                wrong.add(new InsnNode(Opcodes.POP));
                method.instructions.insert(wrong);
            }
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        node.accept(writer);
        return writer.toByteArray();
    }
}
