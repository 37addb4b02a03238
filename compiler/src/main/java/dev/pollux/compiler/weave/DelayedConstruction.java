package dev.pollux.compiler.weave;

import dev.pollux.compiler.analyse.ControlFlow;
import dev.pollux.compiler.analyse.FrameTypes;
import dev.pollux.compiler.analyse.Liveness;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Makes {@code new Box(f.await())} suspendable.
 *
 * <p>javac allocates the object before it evaluates the arguments, and an object whose constructor has not run cannot be put
 * into a field. So the allocation moves to the constructor call, and until then a null stands in for the object wherever
 * javac has put it: on the stack, in a local, in a frame. The {@code new} itself stays where it was and its result is thrown
 * away, because it initialises the class, which must happen before the arguments.
 */
final class DelayedConstruction {

    private final String owner;
    private final MethodNode body;
    private final List<MethodInsnNode> awaits;

    private DelayedConstruction(String owner, MethodNode body, List<MethodInsnNode> awaits) {
        this.owner = owner;
        this.body = body;
        this.awaits = awaits;
    }

    static void apply(String owner, MethodNode body, List<MethodInsnNode> awaits) throws WeaveException {
        new DelayedConstruction(owner, body, awaits).apply();
    }

    private void apply() throws WeaveException {
        labelAllocations();
        FrameTypes types = new FrameTypes(owner, body);
        Set<Label> affected = uninitialisedAtAwaits(types);
        if (affected.isEmpty()) {
            return;
        }
        Liveness liveness = new Liveness(new ControlFlow(body));
        for (AbstractInsnNode instruction : body.instructions.toArray()) {
            if (instruction instanceof MethodInsnNode call && call.name.equals("<init>")) {
                moveHere(call, types.before(call), affected, liveness);
            } else if (instruction instanceof FrameNode frame) {
                standIn(frame.local, affected);
                standIn(frame.stack, affected);
            } else {
                refuseToCompare(instruction, types, affected);
            }
        }
        IdentityHashMap<Label, AbstractInsnNode> allocations = allocationsByLabel();
        for (Label label : affected) {
            InsnList placeholder = new InsnList();
            placeholder.add(new InsnNode(Opcodes.POP));
            placeholder.add(new InsnNode(Opcodes.ACONST_NULL));
            body.instructions.insert(allocations.get(label), placeholder);
        }
    }

    /** Puts a label before each {@code new}, by which its result is known. */
    private void labelAllocations() {
        for (AbstractInsnNode instruction : body.instructions.toArray()) {
            if (instruction.getOpcode() == Opcodes.NEW) {
                body.instructions.insertBefore(instruction, new LabelNode());
            }
        }
    }

    /** To be called after the replay of the method, which creates the labels of label nodes. */
    private IdentityHashMap<Label, AbstractInsnNode> allocationsByLabel() {
        IdentityHashMap<Label, AbstractInsnNode> allocations = new IdentityHashMap<>();
        List<Label> preceding = new ArrayList<>();
        for (AbstractInsnNode instruction : body.instructions) {
            if (instruction instanceof LabelNode label) {
                preceding.add(label.getLabel());
            } else if (instruction.getOpcode() >= 0) {
                if (instruction.getOpcode() == Opcodes.NEW) {
                    preceding.forEach(label -> allocations.put(label, instruction));
                }
                preceding.clear();
            }
        }
        return allocations;
    }

    private Set<Label> uninitialisedAtAwaits(FrameTypes types) {
        Set<Label> found = new LinkedHashSet<>();
        for (MethodInsnNode await : awaits) {
            FrameTypes.At at = types.before(await);
            if (at != null) {
                addLabels(found, at.locals());
                addLabels(found, at.stack());
            }
        }
        return found;
    }

    private static void addLabels(Set<Label> found, List<Object> types) {
        for (Object type : types) {
            if (type instanceof Label label) {
                found.add(label);
            }
        }
    }

    private static void standIn(List<Object> types, Set<Label> affected) {
        types.replaceAll(
                type -> type instanceof LabelNode node && affected.contains(node.getLabel()) ? Opcodes.NULL : type);
    }

    /** Comparing and locking are all that the JVM allows besides copying and constructing. A null would betray itself there. */
    private static void refuseToCompare(AbstractInsnNode instruction, FrameTypes types, Set<Label> affected)
            throws WeaveException {
        FrameTypes.At at = types.before(instruction);
        if (at != null) {
            List<Object> stack = at.stack();
            int taken = FrameTypes.comparedOrLocked(instruction);
            if (stack.subList(stack.size() - taken, stack.size()).stream().anyMatch(affected::contains)) {
                throw unusual(instruction);
            }
        }
    }

    private static WeaveException unusual(AbstractInsnNode instruction) {
        return new WeaveException(
                "an object under construction is used in an unusual way around an await; assign the awaited value"
                        + " to a variable first",
                Weaver.lineOf(instruction));
    }

    private void moveHere(MethodInsnNode init, FrameTypes.@Nullable At at, Set<Label> affected, Liveness liveness)
            throws WeaveException {
        Type[] arguments = Type.getArgumentTypes(init.desc);
        if (at == null) {
            return;
        }
        List<Object> stack = at.stack();
        int receiver = stack.size() - 1 - arguments.length;
        if (!(stack.get(receiver) instanceof Label label) || !affected.contains(label)) {
            return;
        }
        int copies = 1;
        while (copies <= receiver && stack.get(receiver - copies) == label) {
            copies++;
        }
        if (stack.subList(0, receiver + 1 - copies).contains(label)
                || readLater(at.locals(), label, liveness.during(init))) {
            throw unusual(init);
        }
        body.instructions.insertBefore(init, construction(init.owner, arguments, copies));
    }

    private static boolean readLater(List<Object> locals, Label label, BitSet live) {
        for (int slot = 0; slot < locals.size(); slot++) {
            if (locals.get(slot) == label && live.get(slot)) {
                return true;
            }
        }
        return false;
    }

    /** Arguments into temporaries, placeholders away, a new object in their place, arguments back. */
    private InsnList construction(String type, Type[] arguments, int copies) {
        InsnList code = new InsnList();
        List<Integer> temporaries = new ArrayList<>();
        for (Type argument : arguments) {
            temporaries.add(body.maxLocals);
            body.maxLocals += argument.getSize();
        }
        for (int i = arguments.length - 1; i >= 0; i--) {
            code.add(new VarInsnNode(arguments[i].getOpcode(Opcodes.ISTORE), temporaries.get(i)));
        }
        for (int i = 0; i < copies; i++) {
            code.add(new InsnNode(Opcodes.POP));
        }
        code.add(new TypeInsnNode(Opcodes.NEW, type));
        for (int i = 1; i < copies; i++) {
            code.add(new InsnNode(Opcodes.DUP));
        }
        for (int i = 0; i < arguments.length; i++) {
            code.add(new VarInsnNode(arguments[i].getOpcode(Opcodes.ILOAD), temporaries.get(i)));
        }
        return code;
    }
}
