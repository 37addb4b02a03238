package dev.pollux.compiler.weave;

import dev.pollux.compiler.analyse.Abi;
import dev.pollux.compiler.analyse.Handlers;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Lets the signal that drops a block through handlers that would swallow it.
 *
 * <p>The signal is thrown on from inside the handler, so a {@code finally} of the same statement still runs.
 */
final class SwallowGuard {

    private SwallowGuard() {}

    static void insert(MethodNode body, List<MethodInsnNode> awaits) {
        for (LabelNode handler : Handlers.swallowing(body, awaits)) {
            InsnList guard = new InsnList();
            guard.add(new InsnNode(Opcodes.DUP));
            guard.add(
                    new MethodInsnNode(Opcodes.INVOKESTATIC, Abi.FRAME, "passDrop", "(Ljava/lang/Throwable;)V", false));
            body.instructions.insertBefore(firstReal(handler), guard);
        }
    }

    private static AbstractInsnNode firstReal(AbstractInsnNode from) {
        AbstractInsnNode instruction = from;
        while (instruction.getOpcode() < 0) {
            instruction = instruction.getNext();
        }
        return instruction;
    }
}
