package dev.pollux.compiler.analyse;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * How many monitors a method holds where.
 *
 * <p>Compilers pair each {@code monitorenter} with an exit on every way out, so each instruction has one number, whichever way
 * leads to it, and the first way found tells it.
 */
public final class HeldMonitors {

    private static final int UNREACHED = -1;

    private final ControlFlow flow;
    private final int[] heldBefore;

    private HeldMonitors(MethodNode method) {
        flow = new ControlFlow(method);
        heldBefore = new int[flow.size()];
        Arrays.fill(heldBefore, UNREACHED);
        Deque<Integer> open = new ArrayDeque<>();
        reach(0, (method.access & Opcodes.ACC_SYNCHRONIZED) != 0 ? 1 : 0, open);
        while (!open.isEmpty()) {
            int index = open.remove();
            for (int handler : flow.handlers(index)) {
                reach(handler, heldBefore[index], open);
            }
            for (int next : flow.next(index)) {
                reach(next, heldBefore[index] + change(flow.get(index).getOpcode()), open);
            }
        }
    }

    private void reach(int index, int held, Deque<Integer> open) {
        if (heldBefore[index] == UNREACHED) {
            heldBefore[index] = held;
            open.add(index);
        }
    }

    private static int change(int opcode) {
        if (opcode == Opcodes.MONITORENTER) {
            return 1;
        }
        return opcode == Opcodes.MONITOREXIT ? -1 : 0;
    }

    /**
     * Finds an instruction that runs inside {@code synchronized}.
     *
     * @param method any method with code
     * @param candidates instructions of it
     * @return the first of them before which the method holds a monitor
     */
    public static <I extends AbstractInsnNode> Optional<I> firstHolding(MethodNode method, List<I> candidates) {
        HeldMonitors monitors = new HeldMonitors(method);
        return candidates.stream()
                .filter(candidate -> monitors.heldBefore[monitors.flow.indexOf(candidate)] > 0)
                .findFirst();
    }
}
