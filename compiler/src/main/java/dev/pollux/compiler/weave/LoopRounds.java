package dev.pollux.compiler.weave;

import dev.pollux.compiler.analyse.Abi;
import dev.pollux.compiler.analyse.HeldMonitors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Puts an await at the head of each loop of a preemptible block, so that the budget is asked in each round.
 *
 * <p>The await stands before the loop's first instruction, under a label of its own to which the jumps back are turned. It is in
 * the {@code try} statements around the loop, and neither in one before it nor in one that the loop's body begins with. Loops
 * that run inside {@code synchronized} are left alone.
 */
final class LoopRounds {

    private static final String ROUND = "round";

    private final MethodNode body;

    private LoopRounds(MethodNode body) {
        this.body = body;
    }

    static void insert(MethodNode body) {
        new LoopRounds(body).insert();
    }

    /** Tells whether an await was put in by this class. */
    static boolean isRound(MethodInsnNode await) {
        return await.getPrevious() instanceof MethodInsnNode producer
                && producer.owner.equals(Abi.FRAME)
                && producer.name.equals(ROUND);
    }

    private void insert() {
        loops().forEach((loop, jumps) -> {
            FrameNode frame = frameOf(loop);
            if (frame != null && HeldMonitors.firstHolding(body, List.of(loop)).isEmpty()) {
                insert(loop, jumps, frame);
            }
        });
    }

    /** The first labels of loops, each with the jumps back to it. */
    private Map<LabelNode, List<JumpInsnNode>> loops() {
        Map<LabelNode, List<JumpInsnNode>> loops = new LinkedHashMap<>();
        for (AbstractInsnNode instruction : body.instructions) {
            if (instruction instanceof JumpInsnNode jump && isBefore(jump.label, jump)) {
                loops.computeIfAbsent(jump.label, label -> new ArrayList<>()).add(jump);
            }
        }
        return loops;
    }

    private void insert(LabelNode loop, List<JumpInsnNode> jumps, FrameNode frame) {
        LabelNode endOfOthers = new LabelNode();
        LabelNode head = new LabelNode();
        InsnList code = new InsnList();
        code.add(endOfOthers);
        code.add(new InsnNode(Opcodes.NOP)); // two frames must not share an offset
        code.add(head);
        lineOf(loop).ifPresent(line -> code.add(new LineNumberNode(line, head)));
        code.add(new FrameNode(
                Opcodes.F_NEW, frame.local.size(), frame.local.toArray(), frame.stack.size(), frame.stack.toArray()));
        code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, Abi.FRAME, ROUND, "()" + Abi.FUTURE_TYPE, false));
        code.add(new MethodInsnNode(Opcodes.INVOKEINTERFACE, Abi.FUTURE, "await", "()Ljava/lang/Object;", true));
        code.add(new InsnNode(Opcodes.POP));
        for (TryCatchBlockNode range : body.tryCatchBlocks) {
            if (range.end == loop) {
                range.end = endOfOthers;
            } else if (range.start == loop && isAround(jumps, range.handler)) {
                range.start = head;
            }
        }
        body.instructions.insertBefore(loop, code);
        jumps.forEach(jump -> jump.label = head);
    }

    /** Tells whether a loop stands in a {@code try} that begins with it: then its handler also covers the jumps back. */
    private boolean isAround(List<JumpInsnNode> jumps, LabelNode handler) {
        return jumps.stream()
                .allMatch(jump -> body.tryCatchBlocks.stream()
                        .anyMatch(range ->
                                range.handler == handler && isBefore(range.start, jump) && isBefore(jump, range.end)));
    }

    private boolean isBefore(AbstractInsnNode first, AbstractInsnNode second) {
        return body.instructions.indexOf(first) < body.instructions.indexOf(second);
    }

    private static @Nullable FrameNode frameOf(LabelNode label) {
        for (AbstractInsnNode i = label; i != null && i.getOpcode() < 0; i = i.getNext()) {
            if (i instanceof FrameNode frame) {
                return frame;
            }
        }
        return null;
    }

    private static Optional<Integer> lineOf(LabelNode label) {
        for (AbstractInsnNode i = label; i != null; i = i.getOpcode() < 0 && i.getNext() != null ? i.getNext() : null) {
            if (i instanceof LineNumberNode line) {
                return Optional.of(line.line);
            }
        }
        return Optional.empty();
    }
}
