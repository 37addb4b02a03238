package dev.pollux.compiler.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.BasicVerifier;
import org.objectweb.asm.tree.analysis.Frame;

/** Questions that tests ask about the code of a method. */
record MethodCode(String owner, MethodNode method) {

    static ClassNode read(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, ClassReader.EXPAND_FRAMES);
        return node;
    }

    String name() {
        return owner + "." + method.name;
    }

    // ---------------------------------------------------------------- calls

    List<MethodInsnNode> calls() {
        List<MethodInsnNode> calls = new ArrayList<>();
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call) {
                calls.add(call);
            }
        }
        return calls;
    }

    List<String> callsWithLines(Predicate<MethodInsnNode> wanted) {
        List<String> calls = new ArrayList<>();
        int line = -1;
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LineNumberNode entry) {
                line = entry.line;
            } else if (instruction instanceof MethodInsnNode call && wanted.test(call)) {
                calls.add(line + ": " + call.owner + "." + call.name);
            }
        }
        return calls;
    }

    // ---------------------------------------------------------------- variables

    /** The user's accesses of variables by the name that a debugger would show, if it would show one. */
    List<String> namedAccesses() {
        List<String> accesses = new ArrayList<>();
        for (AbstractInsnNode instruction : method.instructions) {
            int slot = slotOf(instruction);
            if (slot >= 0 && !isSaved(instruction)) {
                for (LocalVariableNode variable : method.localVariables) {
                    if (variable.index == slot && contains(variable, instruction)) {
                        accesses.add(instruction.getOpcode() + " " + variable.name);
                    }
                }
            }
        }
        return accesses;
    }

    private static boolean isSaved(AbstractInsnNode load) {
        return load.getNext() instanceof FieldInsnNode field
                && field.getOpcode() == Opcodes.PUTFIELD
                && isState(field.owner);
    }

    /** Whether a class holds the state of a block. */
    static boolean isState(String name) {
        return name.contains("$async$");
    }

    private static int slotOf(AbstractInsnNode instruction) {
        if (instruction instanceof VarInsnNode access) {
            return access.var;
        }
        return instruction instanceof IincInsnNode increment ? increment.var : -1;
    }

    private boolean contains(LocalVariableNode variable, AbstractInsnNode instruction) {
        int at = method.instructions.indexOf(instruction);
        return method.instructions.indexOf(variable.start) <= at && at < method.instructions.indexOf(variable.end);
    }

    // ---------------------------------------------------------------- exceptions

    List<TryCatchBlockNode> rangesAround(AbstractInsnNode instruction) {
        int at = method.instructions.indexOf(instruction);
        return method.tryCatchBlocks.stream()
                .filter(range ->
                        method.instructions.indexOf(range.start) <= at && at < method.instructions.indexOf(range.end))
                .toList();
    }

    int instructionsIn(TryCatchBlockNode range) {
        int count = 0;
        for (AbstractInsnNode i = range.start; i != range.end; i = i.getNext()) {
            count += i.getOpcode() >= 0 ? 1 : 0;
        }
        return count;
    }

    /** For each entry of the exception table, what it catches and which of the handlers it goes to, in code order. */
    List<String> handlers() {
        List<Integer> places = method.tryCatchBlocks.stream()
                .map(range -> method.instructions.indexOf(range.handler))
                .toList();
        List<Integer> ordered = places.stream().distinct().sorted().toList();
        List<String> handlers = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            handlers.add(method.tryCatchBlocks.get(i).type + " to " + ordered.indexOf(places.get(i)));
        }
        return handlers;
    }

    // ---------------------------------------------------------------- sizes

    /** How deep the operand stack gets, found by executing the method symbolically. */
    int deepestStack() throws AnalyzerException {
        int deepest = 0;
        for (Frame<BasicValue> frame : new Analyzer<>(new BasicVerifier()).analyze(owner, method)) {
            int depth = 0;
            for (int i = 0; frame != null && i < frame.getStackSize(); i++) {
                depth += frame.getStack(i).getSize();
            }
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    /** How many slots parameters and accesses take. */
    int slots() {
        int slots = Type.getArgumentsAndReturnSizes(method.desc) >> 2;
        slots -= (method.access & Opcodes.ACC_STATIC) != 0 ? 1 : 0;
        for (AbstractInsnNode instruction : method.instructions) {
            boolean wide = instruction instanceof VarInsnNode access && isWide(access.getOpcode());
            slots = Math.max(slots, slotOf(instruction) + (wide ? 2 : 1));
        }
        return slots;
    }

    private static boolean isWide(int opcode) {
        return switch (opcode) {
            case Opcodes.LLOAD, Opcodes.DLOAD, Opcodes.LSTORE, Opcodes.DSTORE -> true;
            default -> false;
        };
    }
}
