package dev.pollux.compiler.weave;

import dev.pollux.compiler.analyse.Abi;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Drops the handle of a task that is started and forgotten, {@code spawn(serve(socket));}.
 *
 * <p>Dropping a handle detaches the task: it runs on, and if it fails, the failure hook hears of it at once. A handle that is
 * merely thrown away would tell only when it is collected.
 */
final class DetachedTasks {

    private DetachedTasks() {}

    /** Returns whether there were any. */
    static boolean detach(ClassNode host) {
        boolean found = false;
        for (MethodNode method : host.methods) {
            for (AbstractInsnNode instruction : method.instructions.toArray()) {
                if (instruction.getOpcode() == Opcodes.POP && isSpawn(previousReal(instruction))) {
                    method.instructions.set(
                            instruction,
                            new MethodInsnNode(
                                    Opcodes.INVOKEINTERFACE, "dev/pollux/task/JoinHandle", "drop", "()V", true));
                    found = true;
                }
            }
        }
        return found;
    }

    private static AbstractInsnNode previousReal(AbstractInsnNode instruction) {
        AbstractInsnNode previous = instruction.getPrevious();
        while (previous != null && previous.getOpcode() < 0) {
            previous = previous.getPrevious();
        }
        return previous;
    }

    private static boolean isSpawn(AbstractInsnNode instruction) {
        return instruction instanceof MethodInsnNode call && Abi.startsTask(call.owner, call.name);
    }
}
