package dev.pollux.compiler.analyse;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Finds the awaits in clean-up code: those that a block is to finish while it is dropped.
 *
 * <p>Compilers copy the code of a {@code finally} to each way out of its {@code try}. The copy that is reached by an exception is
 * known by its handler. The others are recognised by the source line and by the call that makes the awaited future. Code that
 * catches every {@code Throwable} and throws it on has one copy only.
 */
final class CleanUpSites {

    /** What the copies of an await have in common. */
    private record Shape(int line, String producer) {}

    private final ControlFlow flow;
    private final MethodNode method;
    private final BitSet normal;

    private CleanUpSites(MethodNode method) {
        this.method = method;
        flow = new ControlFlow(method);
        normal = flow.reachableWithoutExceptions(0);
    }

    /** Returns those of the awaits that stand in clean-up code. */
    static Set<MethodInsnNode> of(MethodNode method, List<MethodInsnNode> awaits) {
        if (method.tryCatchBlocks.isEmpty()) {
            return Set.of();
        }
        return new CleanUpSites(method).find(awaits);
    }

    private Set<MethodInsnNode> find(List<MethodInsnNode> awaits) {
        BitSet exceptional = exceptionalCode();
        Set<Shape> shapes = new HashSet<>();
        Set<MethodInsnNode> found = new HashSet<>();
        for (MethodInsnNode await : awaits) {
            if (exceptional.get(flow.indexOf(await))) {
                found.add(await);
                shapes.add(shape(await));
            }
        }
        for (MethodInsnNode await : awaits) {
            Shape shape = shape(await);
            if (shape.line >= 0 && shapes.contains(shape) && !isTried(await, awaits)) {
                found.add(await);
            }
        }
        return found;
    }

    /** Whether it stands in the very {@code try} whose clean-up looks like it: a copy of a {@code finally} never does. */
    private boolean isTried(MethodInsnNode await, List<MethodInsnNode> awaits) {
        int index = flow.indexOf(await);
        Shape shape = shape(await);
        return method.tryCatchBlocks.stream()
                .filter(range ->
                        isCleanUp(range) && flow.indexOf(range.start) <= index && index < flow.indexOf(range.end))
                .map(range -> flow.reachableWithoutExceptions(flow.indexOf(range.handler)))
                .anyMatch(cleanUp -> awaits.stream()
                        .anyMatch(other ->
                                cleanUp.get(flow.indexOf(other)) && shape(other).equals(shape)));
    }

    /** The code that runs only because of an exception that it throws on, and the handlers inside it. */
    private BitSet exceptionalCode() {
        BitSet code = new BitSet(flow.size());
        int before;
        do {
            before = code.cardinality();
            for (TryCatchBlockNode range : method.tryCatchBlocks) {
                if (isCleanUp(range) || isInside(range, code)) {
                    code.or(flow.reachableWithoutExceptions(flow.indexOf(range.handler)));
                    code.andNot(normal);
                }
            }
        } while (code.cardinality() > before);
        return code;
    }

    private boolean isCleanUp(TryCatchBlockNode range) {
        return range.type == null
                || (range.type.equals("java/lang/Throwable") && !Handlers.goesOn(flow, normal, range.handler));
    }

    private boolean isInside(TryCatchBlockNode range, BitSet code) {
        int start = flow.indexOf(range.start);
        int end = flow.indexOf(range.end);
        return code.nextClearBit(start) >= end;
    }

    private static Shape shape(MethodInsnNode await) {
        return new Shape(line(await), producer(await.getPrevious()));
    }

    private static int line(AbstractInsnNode await) {
        for (AbstractInsnNode i = await; i != null; i = i.getPrevious()) {
            if (i instanceof LineNumberNode entry) {
                return entry.line;
            }
        }
        return -1;
    }

    private static String producer(@Nullable AbstractInsnNode last) {
        AbstractInsnNode instruction = last;
        while (instruction != null && instruction.getOpcode() < 0) {
            instruction = instruction.getPrevious();
        }
        if (instruction instanceof MethodInsnNode call) {
            return call.owner + "." + call.name + call.desc;
        }
        if (instruction instanceof FieldInsnNode field) {
            return field.owner + "." + field.name;
        }
        return instruction == null ? "" : String.valueOf(instruction.getOpcode());
    }
}
