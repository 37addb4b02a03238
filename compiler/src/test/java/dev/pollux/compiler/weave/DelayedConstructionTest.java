package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.future.Future;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Objects under construction at an await, in bytecode that javac does not write but others may. */
class DelayedConstructionTest {

    private static final String BLOCK = """
            Future<?> block() {
                return async(() -> new String((String) leaf.await()));
            }""";

    @Test
    void weave_objectInALocalNobodyReads_works() throws Exception {
        Woven woven = weave(false);
        Map<String, byte[]> classes = new HashMap<>(woven.frames());
        classes.put("user/User", woven.host());
        var blocks = Blocks.of(CaseClasses.load(classes));
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete("v");

        assertThat(Blocks.poll(block)).isEqualTo("v");
    }

    @Test
    void weave_objectInALocalThatIsReadLater_isRefused() {
        assertThatThrownBy(() -> weave(true))
                .isInstanceOf(WeaveException.class)
                .hasMessageContaining("an object under construction is used in an unusual way");
    }

    private static Woven weave(boolean reads) throws Exception {
        byte[] plain =
                CaseClasses.ofSource("User", Blocks.source(BLOCK)).plain().get("user/User");
        return new Weaver(name -> name.endsWith("Future"))
                .weave(withLocal(plain, reads))
                .orElseThrow();
    }

    /** Keeps the object in a local from before its constructor runs. */
    private static byte[] withLocal(byte[] classFile, boolean reads) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        MethodNode body = node.methods.stream()
                .filter(method -> method.name.startsWith("lambda$"))
                .findFirst()
                .orElseThrow();
        int slot = body.maxLocals;
        for (AbstractInsnNode instruction : body.instructions.toArray()) {
            if (instruction.getOpcode() == Opcodes.NEW) {
                body.instructions.insert(
                        instruction, list(new InsnNode(Opcodes.DUP), new VarInsnNode(Opcodes.ASTORE, slot)));
            } else if (instruction.getOpcode() == Opcodes.INVOKESPECIAL && reads) {
                body.instructions.insert(
                        instruction, list(new VarInsnNode(Opcodes.ALOAD, slot), new InsnNode(Opcodes.POP)));
            }
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        node.accept(writer);
        return writer.toByteArray();
    }

    private static InsnList list(AbstractInsnNode... instructions) {
        InsnList list = new InsnList();
        for (AbstractInsnNode instruction : instructions) {
            list.add(instruction);
        }
        return list;
    }
}
