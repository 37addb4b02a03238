package dev.pollux.compiler.fuzz;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Breaks woven classes on purpose, in ways that no verifier sees, to learn whether the comparison does. */
final class Sabotage {

    private Sabotage() {}

    /** Lets each suspension forget one of the numbers that it ought to keep. */
    static Map<String, byte[]> forgetANumber(Map<String, byte[]> classes) {
        return broken(classes, Sabotage::forgetNumbers);
    }

    /** What a verifier does see: bodies that poll nothing. */
    static Map<String, byte[]> leaveTheStackEmpty(Map<String, byte[]> classes) {
        return broken(classes, Sabotage::removePolls);
    }

    private static Map<String, byte[]> broken(Map<String, byte[]> classes, Consumer<MethodNode> breaking) {
        Map<String, byte[]> broken = new HashMap<>(classes);
        broken.replaceAll((name, bytes) -> name.contains("$async$") ? bytes : broken(bytes, breaking));
        return broken;
    }

    private static byte[] broken(byte[] classFile, Consumer<MethodNode> breaking) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        node.methods.forEach(breaking);
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
    }

    private static void removePolls(MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            if (instruction instanceof MethodInsnNode call && call.name.equals("pollRaw")) {
                method.instructions.remove(call);
            }
        }
    }

    private static void forgetNumbers(MethodNode method) {
        boolean done = false;
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            if (!done && instruction instanceof FieldInsnNode store && savesNumber(store)) {
                method.instructions.insertBefore(store, new InsnNode(Opcodes.POP2)); // the value and the frame
                method.instructions.remove(store);
                done = true;
            } else if (instruction.getOpcode() == Opcodes.ARETURN) {
                done = false;
            }
        }
    }

    private static boolean savesNumber(FieldInsnNode access) {
        return access.getOpcode() == Opcodes.PUTFIELD && access.owner.contains("$async$") && access.desc.equals("I");
    }
}
