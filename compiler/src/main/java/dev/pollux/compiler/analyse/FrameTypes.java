package dev.pollux.compiler.analyse;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The types of locals and operand stack before each call in a method, and before each comparison and each lock of a reference.
 *
 * <p>They are read off in one linear pass: javac's own stack map frames give the types at every join, and between two frames
 * each instruction says what it does. So no types are ever merged, and no class is looked up.
 */
public final class FrameTypes {

    /**
     * The types at one instruction.
     *
     * @param locals one entry per slot, with filler after longs and doubles
     * @param stack one entry per value, bottom first
     */
    public record At(List<Object> locals, List<Object> stack) {}

    private final IdentityHashMap<AbstractInsnNode, At> byInstruction = new IdentityHashMap<>();

    /**
     * Reads the types of a method.
     *
     * @param owner the internal name of the class
     * @param method a method with expanded frames
     */
    public FrameTypes(String owner, MethodNode method) {
        var replay = new Replay(owner, method);
        method.instructions.resetLabels();
        for (AbstractInsnNode instruction : method.instructions) {
            boolean wanted = instruction instanceof MethodInsnNode || comparedOrLocked(instruction) > 0;
            if (wanted && replay.locals != null) {
                byInstruction.put(instruction, new At(new ArrayList<>(replay.locals), Values.perValue(replay.stack)));
            }
            instruction.accept(replay);
        }
    }

    /**
     * Returns the types before a call, a comparison or a lock.
     *
     * @param instruction of the method
     * @return the types, or {@code null} if the instruction cannot be reached
     */
    public @Nullable At before(AbstractInsnNode instruction) {
        return byInstruction.get(instruction);
    }

    /**
     * Tells how many references an instruction takes to compare or to lock them.
     *
     * @param instruction any
     * @return 0, 1 or 2
     */
    public static int comparedOrLocked(AbstractInsnNode instruction) {
        return switch (instruction.getOpcode()) {
            case Opcodes.IFNULL, Opcodes.IFNONNULL, Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> 1;
            case Opcodes.IF_ACMPEQ, Opcodes.IF_ACMPNE -> 2;
            default -> 0;
        };
    }

    private static final class Replay extends AnalyzerAdapter {
        Replay(String owner, MethodNode method) {
            super(Opcodes.ASM9, owner, method.access, method.name, method.desc, null);
        }
    }
}
