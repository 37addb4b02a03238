package dev.pollux.compiler.analyse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Who can run after whom in a method. Instructions are numbered in code order, labels and frames included. */
public final class ControlFlow {

    private final AbstractInsnNode[] instructions;
    private final IdentityHashMap<AbstractInsnNode, Integer> indices = new IdentityHashMap<>();
    private final int[][] next;
    private final int[][] handlers;

    /**
     * Reads the control flow of a method.
     *
     * @param method any method with code
     */
    public ControlFlow(MethodNode method) {
        instructions = method.instructions.toArray();
        for (int i = 0; i < instructions.length; i++) {
            indices.put(instructions[i], i);
        }
        next = new int[instructions.length][];
        for (int i = 0; i < instructions.length; i++) {
            next[i] = successors(i);
        }
        handlers = handlersOf(method);
    }

    private int[] successors(int index) {
        AbstractInsnNode instruction = instructions[index];
        List<LabelNode> jumps = new ArrayList<>();
        if (instruction instanceof JumpInsnNode jump) {
            jumps.add(jump.label);
        } else if (instruction instanceof TableSwitchInsnNode table) {
            jumps.add(table.dflt);
            jumps.addAll(table.labels);
        } else if (instruction instanceof LookupSwitchInsnNode lookup) {
            jumps.add(lookup.dflt);
            jumps.addAll(lookup.labels);
        }
        boolean falls = fallsThrough(instruction.getOpcode()) && index + 1 < instructions.length;
        int[] successors = new int[jumps.size() + (falls ? 1 : 0)];
        for (int i = 0; i < jumps.size(); i++) {
            successors[i] = indexOf(jumps.get(i));
        }
        if (falls) {
            successors[jumps.size()] = index + 1;
        }
        return successors;
    }

    private static boolean fallsThrough(int opcode) {
        return switch (opcode) {
            case Opcodes.GOTO, Opcodes.ATHROW, Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH -> false;
            default -> !isReturn(opcode);
        };
    }

    private static boolean isReturn(int opcode) {
        return opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
    }

    private int[][] handlersOf(MethodNode method) {
        List<List<Integer>> covering = new ArrayList<>();
        for (int i = 0; i < instructions.length; i++) {
            covering.add(new ArrayList<>());
        }
        for (TryCatchBlockNode range : method.tryCatchBlocks) {
            for (int i = indexOf(range.start); i < indexOf(range.end); i++) {
                covering.get(i).add(indexOf(range.handler));
            }
        }
        return covering.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /**
     * Returns how many instructions there are.
     *
     * @return the length of the method, labels and frames included
     */
    public int size() {
        return instructions.length;
    }

    /**
     * Returns an instruction.
     *
     * @param index its number
     * @return the instruction
     */
    public AbstractInsnNode get(int index) {
        return instructions[index];
    }

    /**
     * Returns the number of an instruction.
     *
     * @param instruction of the method
     * @return its number
     */
    public int indexOf(AbstractInsnNode instruction) {
        Integer index = indices.get(instruction);
        if (index == null) {
            throw new IllegalArgumentException("not in this method");
        }
        return index;
    }

    /**
     * Returns what can run next if nothing is thrown.
     *
     * @param index the number of an instruction
     * @return numbers of its successors
     */
    public int[] next(int index) {
        return next[index];
    }

    /**
     * Returns the handlers that see an exception of an instruction.
     *
     * @param index the number of an instruction
     * @return numbers of the handlers' first instructions
     */
    public int[] handlers(int index) {
        return handlers[index];
    }

    /**
     * Finds what can be reached from an instruction if nothing is thrown.
     *
     * @param start the number of an instruction
     * @return the numbers of all instructions that may run, {@code start} included
     */
    public BitSet reachableWithoutExceptions(int start) {
        BitSet seen = new BitSet(size());
        ArrayDeque<Integer> open = new ArrayDeque<>();
        seen.set(start);
        open.add(start);
        while (!open.isEmpty()) {
            for (int successor : next[open.remove()]) {
                if (!seen.get(successor)) {
                    seen.set(successor);
                    open.add(successor);
                }
            }
        }
        return seen;
    }

    /**
     * Tells whether a set of instructions has a return in it.
     *
     * @param numbers the numbers of instructions
     * @return whether one of them returns
     */
    public boolean containsReturn(BitSet numbers) {
        return numbers.stream().anyMatch(i -> isReturn(instructions[i].getOpcode()));
    }
}
