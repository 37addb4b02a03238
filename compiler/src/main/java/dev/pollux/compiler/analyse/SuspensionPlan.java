package dev.pollux.compiler.analyse;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What the state of an async block consists of, and what goes where at each await.
 *
 * <p>Fields are pooled by type: two variables of one type that are never alive at the same await share a field. Fields have
 * exact types, so restoring needs no cast, which might not even be legal: a variable's type can be out of reach for the class
 * that mentions it only through {@code var}.
 *
 * @param line where the block starts, or -1
 * @param fields the fields of the state, name to descriptor
 * @param captures the captured variables, which start out in fields
 * @param suspensions one entry per await, in code order
 */
public record SuspensionPlan(int line, Map<String, String> fields, List<Local> captures, List<Suspension> suspensions) {

    /**
     * One value of the operand stack below an await.
     *
     * @param type its verification type
     * @param field where it is kept, or {@code null} for the null constant
     */
    public record Operand(Object type, @Nullable String field) {}

    /**
     * One local variable at an await.
     *
     * @param slot its slot in javac's numbering
     * @param type its verification type
     * @param field where it is kept, or {@code null} if it is dead or the null constant: then a default takes its place on
     *     resumption, since later frames of javac may still list it
     */
    public record Local(int slot, Object type, @Nullable String field) {}

    /**
     * One await.
     *
     * @param await the call
     * @param line its source line, or -1
     * @param cleansUp whether it stands in clean-up code, which a drop does not skip
     * @param guarded whether code of the block may have to run when the block is dropped here
     * @param frame the types of all slots of javac's numbering, one entry per value
     * @param locals the variables that hold something
     * @param stack the values below the awaited future, bottom first
     */
    public record Suspension(
            MethodInsnNode await,
            int line,
            boolean cleansUp,
            boolean guarded,
            List<Object> frame,
            List<Local> locals,
            List<Operand> stack) {}

    /**
     * Plans the state of a block.
     *
     * @param owner the internal name of the class it stands in
     * @param body the method that javac made for the lambda, free of uninitialised values at awaits
     * @param awaits its awaits
     * @param keepsDead whether variables are kept that are not read any more, for debuggers to show
     * @return the plan
     */
    public static SuspensionPlan of(String owner, MethodNode body, List<MethodInsnNode> awaits, boolean keepsDead) {
        return new Planner(owner, body, keepsDead).plan(awaits);
    }

    /** Hands out fields, smallest number first. Reset at every await, so that awaits share fields. */
    private static final class FieldPool {
        private final Map<String, String> declared = new LinkedHashMap<>();
        private final Map<String, List<String>> byDescriptor = new HashMap<>();
        private final Map<String, Integer> used = new HashMap<>();

        String take(Object type) {
            String descriptor = Values.fieldDescriptor(type);
            List<String> pool = byDescriptor.computeIfAbsent(descriptor, d -> new ArrayList<>());
            int index = used.merge(descriptor, 1, Integer::sum) - 1;
            if (index == pool.size()) {
                String name = "s" + declared.size();
                declared.put(name, descriptor);
                pool.add(name);
            }
            return pool.get(index);
        }

        void releaseAll() {
            used.clear();
        }
    }

    private static final class Planner {
        private final MethodNode body;
        private final FrameTypes types;
        private final Liveness liveness;
        private final boolean keepsDead;
        private final FieldPool pool = new FieldPool();

        Planner(String owner, MethodNode body, boolean keepsDead) {
            this.body = body;
            this.keepsDead = keepsDead;
            types = new FrameTypes(owner, body);
            liveness = new Liveness(new ControlFlow(body));
        }

        SuspensionPlan plan(List<MethodInsnNode> awaits) {
            List<Local> captures = captures();
            List<Suspension> suspensions = new ArrayList<>();
            Set<MethodInsnNode> suspending = new HashSet<>(awaits);
            Set<MethodInsnNode> cleaning = CleanUpSites.of(body, awaits);
            int first = -1;
            int line = -1;
            for (AbstractInsnNode instruction : body.instructions) {
                if (instruction instanceof LineNumberNode entry) {
                    line = entry.line;
                    first = first < 0 ? line : first;
                } else if (instruction instanceof MethodInsnNode call && suspending.contains(call)) {
                    FrameTypes.At at = types.before(call);
                    if (at != null) { // an await in dead code never runs
                        suspensions.add(suspension(call, line, cleaning.contains(call), at));
                    }
                }
            }
            return new SuspensionPlan(first, pool.declared, captures, suspensions);
        }

        private List<Local> captures() {
            List<Local> captures = new ArrayList<>();
            int slot = (body.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
            for (Type parameter : Type.getArgumentTypes(body.desc)) {
                Object type = Values.ofDeclared(parameter);
                captures.add(new Local(slot, type, pool.take(type)));
                slot += parameter.getSize();
            }
            return captures;
        }

        private Suspension suspension(MethodInsnNode await, int line, boolean cleansUp, FrameTypes.At at) {
            pool.releaseAll();
            BitSet live = liveness.during(await);
            List<Local> locals = new ArrayList<>();
            int firstSlot = (body.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1; // `this` stays where it is
            for (int slot = firstSlot; slot < at.locals().size(); slot++) {
                Object type = at.locals().get(slot);
                if (type != Opcodes.TOP) {
                    locals.add(new Local(slot, type, keepsDead || live.get(slot) ? store(type) : null));
                }
                if (Values.isWide(type)) {
                    slot++;
                }
            }
            List<Operand> stack = new ArrayList<>();
            for (Object type : at.stack().subList(0, at.stack().size() - 1)) {
                stack.add(new Operand(type, store(type)));
            }
            List<Object> frame = Values.perValue(at.locals());
            boolean guarded = cleansUp || Handlers.catchAnything(body, await);
            return new Suspension(
                    await, line, cleansUp, guarded, frame.subList(firstSlot, frame.size()), locals, stack);
        }

        private @Nullable String store(Object type) {
            if (type instanceof Label) {
                throw new IllegalStateException("uninitialised value at an await");
            }
            return type == Opcodes.NULL ? null : pool.take(type);
        }
    }
}
