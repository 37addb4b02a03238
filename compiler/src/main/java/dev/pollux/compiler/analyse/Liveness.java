package dev.pollux.compiler.analyse;

import java.util.Arrays;
import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which local variables may still be read.
 *
 * <p>The textbook backward dataflow, with one care: an exception leaves from <em>before</em> an instruction, so a variable that
 * a handler reads is live all over the range it protects, also right before a store to it. (A store in a {@code try} that is
 * bypassed by an exception must not make the old value look dead.)
 */
public final class Liveness {

    private final ControlFlow flow;
    private final BitSet[] liveBefore;

    /**
     * Computes the liveness of a method's locals.
     *
     * @param flow the control flow of the method
     */
    public Liveness(ControlFlow flow) {
        this.flow = flow;
        liveBefore = new BitSet[flow.size()];
        Arrays.fill(liveBefore, new BitSet());
        boolean changed = true;
        while (changed) { // backward order makes this converge in about as many rounds as loops are nested
            changed = false;
            for (int i = liveBefore.length - 1; i >= 0; i--) {
                changed |= update(i);
            }
        }
    }

    private boolean update(int index) {
        BitSet live = liveThrough(index);
        if (live.equals(liveBefore[index])) {
            return false;
        }
        liveBefore[index] = live;
        return true;
    }

    private BitSet liveThrough(int index) {
        AbstractInsnNode instruction = flow.get(index);
        int[] next = flow.next(index);
        boolean access = instruction instanceof VarInsnNode || instruction instanceof IincInsnNode;
        if (!access && next.length == 1 && flow.handlers(index).length == 0) {
            return liveBefore[next[0]]; // most instructions: shared, since sets are replaced and never changed
        }
        BitSet live = new BitSet();
        for (int successor : next) {
            live.or(liveBefore[successor]);
        }
        if (instruction instanceof VarInsnNode variable) {
            live.set(variable.var, variable.getOpcode() < Opcodes.ISTORE); // a load makes it live, a store kills it
        } else if (instruction instanceof IincInsnNode increment) {
            live.set(increment.var);
        }
        for (int handler : flow.handlers(index)) {
            live.or(liveBefore[handler]);
        }
        return live;
    }

    /**
     * Returns the variables that may be read once an instruction has run or has thrown.
     *
     * @param instruction of the method; it accesses no variable itself
     * @return slot numbers; a long or double counts by its first slot
     */
    public BitSet during(AbstractInsnNode instruction) {
        return (BitSet) liveBefore[flow.indexOf(instruction)].clone();
    }
}
