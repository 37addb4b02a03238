package dev.pollux.compiler.weave;

import dev.pollux.compiler.analyse.Abi;
import dev.pollux.compiler.analyse.SuspensionPlan;
import dev.pollux.compiler.analyse.SuspensionPlan.Local;
import dev.pollux.compiler.analyse.SuspensionPlan.Operand;
import dev.pollux.compiler.analyse.SuspensionPlan.Suspension;
import dev.pollux.compiler.analyse.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Rewrites the body of a block, in the method where javac put it, so that it can stop at an await and go on there.
 */
final class BlockEmitter {

    /*
     * The shape of the code
     * ---------------------
     *
     *              switch (resumeAt) { 0 -> start, 1 -> resume1, ... }
     *     resumeK: locals and stack from fields; child = frame.takeChild(); goto pollK
     *     start:   captured variables from fields
     *              ... javac's code ...                     // stack: S, future
     *              cx.admit(future, SITES + k)              //        S, future
     *              store child                              //        S
     *     pollK:   child.pollRaw(cx)                        //        S, answer
     *              if (answer != PENDING) goto readyK
     *              S and live locals into fields; return frame.suspend(k, child)
     *     readyK:  ... javac's code ...                     // the answer is the value of await()
     *
     * Why it is this way
     * ------------------
     *  1. Nothing is saved until a poll was pending, so a ready await costs a call and a comparison.
     *  2. pollK lies inside whatever try ranges the await lies in, so a failing poll meets the user's handlers. resumeK lies
     *     outside all of them, so that what it does never does. Suspending throws nothing.
     *  3. Fields are nulled as they are read: a running block holds nothing, and what is dead at the next await is not kept.
     *  4. A variable that is dead at the await but still listed in a later frame of javac gets a default value. So all of
     *     javac's frames stay true, and frames need only be added at new labels.
     *  5. Suspending belongs to the line of the await: a step over it must not stop anywhere else in the block, least of all on
     *     the last line, whose entry would cover code put behind javac's. resumeK precedes the first line number entry, so that
     *     no breakpoint is hit by a resumption.
     *
     * Slots
     * -----
     * javac's slots move up by three, behind the method's new parameters: the frame, the context, and resumeAt. The last is
     * read once; from then on its slot belongs to the awaited child.
     */

    private static final int NEW_PARAMETERS = 3;

    // What these two await is no future of the user's, so nobody will ask where.
    private static final String ADMIT_ROUND = "admitRound";
    private static final String ADMIT_YIELD = "admitYield";

    private final MethodNode body;
    private final SuspensionPlan plan;
    private final String frameClass;
    private final int frameSlot;
    private final int contextSlot;
    private final int childSlot;

    /** Types of the slots up to the child's, while that one still holds resumeAt. */
    private final List<Object> entry = new ArrayList<>();

    BlockEmitter(String owner, MethodNode body, SuspensionPlan plan, String frameClass) {
        this.body = body;
        this.plan = plan;
        this.frameClass = frameClass;
        boolean isStatic = (body.access & Opcodes.ACC_STATIC) != 0;
        frameSlot = isStatic ? 0 : 1;
        contextSlot = frameSlot + 1;
        childSlot = frameSlot + 2;
        if (!isStatic) {
            entry.add(owner);
        }
        entry.add(frameClass);
        entry.add(Abi.CONTEXT);
        entry.add(Opcodes.INTEGER);
    }

    static String descriptor(String frameClass) {
        return "(L" + frameClass + ";" + Abi.CONTEXT_TYPE + "I)Ljava/lang/Object;";
    }

    void emit() {
        moveSlots();
        returnNullFromVoid();
        InsnList resumes = new InsnList();
        LabelNode[] targets = new LabelNode[plan.suspensions().size() + 1];
        for (int k = 1; k < targets.length; k++) {
            Suspension suspension = plan.suspensions().get(k - 1);
            LabelNode poll = new LabelNode();
            targets[k] = new LabelNode();
            replaceAwait(suspension, k, poll);
            resumes.add(resume(suspension, targets[k], poll));
        }
        targets[0] = new LabelNode();
        InsnList prologue = new InsnList();
        prologue.add(new VarInsnNode(Opcodes.ILOAD, childSlot));
        prologue.add(new TableSwitchInsnNode(0, targets.length - 1, targets[0], targets));
        prologue.add(resumes);
        prologue.add(start(targets[0]));
        body.instructions.insert(prologue);
        becomeResumable();
    }

    private void becomeResumable() {
        body.desc = descriptor(frameClass);
        body.signature = null;
        body.parameters = null;
        body.visibleAnnotableParameterCount = 0;
        body.invisibleAnnotableParameterCount = 0;
        body.visibleParameterAnnotations = null;
        body.invisibleParameterAnnotations = null;
    }

    // ---------------------------------------------------------------- javac's code

    private int moved(int slot) {
        return slot >= frameSlot ? slot + NEW_PARAMETERS : slot;
    }

    private void moveSlots() {
        for (AbstractInsnNode instruction : body.instructions) {
            if (instruction instanceof VarInsnNode access) {
                access.var = moved(access.var);
            } else if (instruction instanceof IincInsnNode increment) {
                increment.var = moved(increment.var);
            } else if (instruction instanceof FrameNode frame) {
                frame.local = withHead(Opcodes.TOP, frame.local.subList(frameSlot, frame.local.size()));
            }
        }
        if (body.localVariables != null) {
            for (LocalVariableNode variable : body.localVariables) {
                variable.index = moved(variable.index);
            }
        }
        moveAnnotations(body.visibleLocalVariableAnnotations);
        moveAnnotations(body.invisibleLocalVariableAnnotations);
    }

    private void moveAnnotations(@Nullable List<LocalVariableAnnotationNode> annotations) {
        if (annotations != null) {
            for (LocalVariableAnnotationNode annotation : annotations) {
                annotation.index.replaceAll(this::moved);
            }
        }
    }

    private void returnNullFromVoid() {
        for (AbstractInsnNode instruction : body.instructions.toArray()) {
            if (instruction.getOpcode() == Opcodes.RETURN) {
                body.instructions.insertBefore(instruction, new InsnNode(Opcodes.ACONST_NULL));
                body.instructions.set(instruction, new InsnNode(Opcodes.ARETURN));
            }
        }
    }

    private void replaceAwait(Suspension suspension, int number, LabelNode poll) {
        LabelNode ready = new LabelNode();
        InsnList code = new InsnList();
        code.add(new VarInsnNode(Opcodes.ALOAD, contextSlot));
        code.add(new InsnNode(Opcodes.SWAP));
        admit(code, admission(suspension), number);
        code.add(new VarInsnNode(Opcodes.ASTORE, childSlot));
        code.add(poll);
        code.add(frame(locals(suspension), types(suspension.stack())));
        code.add(new VarInsnNode(Opcodes.ALOAD, childSlot));
        code.add(new VarInsnNode(Opcodes.ALOAD, contextSlot));
        code.add(new MethodInsnNode(Opcodes.INVOKEINTERFACE, Abi.FUTURE, "pollRaw", Abi.POLL_RAW_DESCRIPTOR, true));
        code.add(new InsnNode(Opcodes.DUP));
        code.add(new FieldInsnNode(Opcodes.GETSTATIC, Abi.POLL, "PENDING", "L" + Abi.OBJECT + ";"));
        code.add(new JumpInsnNode(Opcodes.IF_ACMPNE, ready));
        suspend(code, suspension, number);
        code.add(ready);
        List<Object> stack = new ArrayList<>(types(suspension.stack()));
        stack.add(Abi.OBJECT);
        code.add(frame(locals(suspension), stack));
        code.add(new InsnNode(
                Opcodes.NOP)); // javac's next instruction may have a frame, and two must not share an offset
        String type = Type.getReturnType(suspension.await().desc).getInternalName();
        if (!type.equals(Abi.OBJECT)) {
            code.add(new TypeInsnNode(Opcodes.CHECKCAST, type));
        }
        body.instructions.insertBefore(suspension.await(), code);
        body.instructions.remove(suspension.await());
    }

    private void admit(InsnList code, String admission, int number) {
        String site = "";
        if (!admission.equals(ADMIT_ROUND) && !admission.equals(ADMIT_YIELD)) {
            code.add(new FieldInsnNode(Opcodes.GETSTATIC, frameClass, FrameClassEmitter.SITES, "I"));
            code.add(new IntInsnNode(Opcodes.SIPUSH, number));
            code.add(new InsnNode(Opcodes.IADD));
            site = "I";
        }
        String descriptor = "(" + Abi.FUTURE_TYPE + site + ")" + Abi.FUTURE_TYPE;
        code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, Abi.CONTEXT, admission, descriptor, false));
    }

    /** The name of the method of Context that decides what is polled. */
    private static String admission(Suspension suspension) {
        if (suspension.cleansUp()) {
            return "admitCleanUp";
        }
        if (LoopRounds.isRound(suspension.await())) {
            return ADMIT_ROUND;
        }
        return shareYield(suspension.await()) ? ADMIT_YIELD : "admit";
    }

    /** Lets {@code yieldNow().await()} do without an object of its own. Returns whether this is one. */
    private static boolean shareYield(MethodInsnNode await) {
        if (await.getPrevious() instanceof MethodInsnNode producer && Abi.yields(producer.owner, producer.name)) {
            producer.owner = Abi.FRAME;
            producer.desc = "()" + Abi.FUTURE_TYPE;
            return true;
        }
        return false;
    }

    // ---------------------------------------------------------------- before it

    private InsnList resume(Suspension suspension, LabelNode resume, LabelNode poll) {
        InsnList code = new InsnList();
        code.add(resume);
        code.add(frame(entry, List.of()));
        for (Local local : suspension.locals()) {
            load(code, local.type(), local.field());
            code.add(new VarInsnNode(Values.opcode(local.type(), Opcodes.ISTORE), moved(local.slot())));
        }
        for (Operand operand : suspension.stack()) {
            load(code, operand.type(), operand.field());
        }
        code.add(new VarInsnNode(Opcodes.ALOAD, frameSlot));
        code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, Abi.FRAME, "takeChild", "()" + Abi.FUTURE_TYPE, false));
        code.add(new VarInsnNode(Opcodes.ASTORE, childSlot));
        code.add(new JumpInsnNode(Opcodes.GOTO, poll));
        return code;
    }

    private InsnList start(LabelNode start) {
        InsnList code = new InsnList();
        code.add(start);
        code.add(frame(entry, List.of()));
        for (Local capture : plan.captures()) {
            load(code, capture.type(), capture.field());
            code.add(new VarInsnNode(Values.opcode(capture.type(), Opcodes.ISTORE), moved(capture.slot())));
        }
        code.add(new InsnNode(Opcodes.NOP)); // javac's code may begin with a frame, and two must not share an offset
        return code;
    }

    /** Pushes a value of the state and forgets it there, or pushes a default if it was not kept. */
    private void load(InsnList code, Object type, @Nullable String field) {
        if (field == null) {
            code.add(new InsnNode(defaultOf(type)));
            return;
        }
        code.add(new VarInsnNode(Opcodes.ALOAD, frameSlot));
        code.add(new FieldInsnNode(
                Opcodes.GETFIELD, frameClass, field, plan.fields().get(field)));
        if (Values.isReference(type)) {
            code.add(new VarInsnNode(Opcodes.ALOAD, frameSlot));
            code.add(new InsnNode(Opcodes.ACONST_NULL));
            code.add(new FieldInsnNode(
                    Opcodes.PUTFIELD, frameClass, field, plan.fields().get(field)));
        }
    }

    private static int defaultOf(Object type) {
        if (type == Opcodes.INTEGER) {
            return Opcodes.ICONST_0;
        }
        if (type == Opcodes.LONG) {
            return Opcodes.LCONST_0;
        }
        if (type == Opcodes.FLOAT) {
            return Opcodes.FCONST_0;
        }
        return type == Opcodes.DOUBLE ? Opcodes.DCONST_0 : Opcodes.ACONST_NULL;
    }

    // ---------------------------------------------------------------- inside it

    private void suspend(InsnList code, Suspension suspension, int number) {
        code.add(new InsnNode(Opcodes.POP));
        for (int i = suspension.stack().size() - 1; i >= 0; i--) {
            storeOperand(code, suspension.stack().get(i));
        }
        for (Local local : suspension.locals()) {
            if (local.field() != null) {
                code.add(new VarInsnNode(Opcodes.ALOAD, frameSlot));
                code.add(new VarInsnNode(Values.opcode(local.type(), Opcodes.ILOAD), moved(local.slot())));
                code.add(put(local.field()));
            }
        }
        code.add(new VarInsnNode(Opcodes.ALOAD, frameSlot));
        code.add(new IntInsnNode(Opcodes.SIPUSH, number)); // 65535 bytes of code have no room for 32768 awaits
        code.add(new VarInsnNode(Opcodes.ALOAD, childSlot));
        code.add(new MethodInsnNode(
                Opcodes.INVOKEVIRTUAL, Abi.FRAME, "suspend", "(I" + Abi.FUTURE_TYPE + ")Ljava/lang/Object;", false));
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    private void storeOperand(InsnList code, Operand operand) {
        if (operand.field() == null) {
            code.add(new InsnNode(Opcodes.POP));
            return;
        }
        code.add(new VarInsnNode(Opcodes.ALOAD, frameSlot));
        if (Values.isWide(operand.type())) {
            code.add(new InsnNode(Opcodes.DUP_X2));
            code.add(new InsnNode(Opcodes.POP));
        } else {
            code.add(new InsnNode(Opcodes.SWAP));
        }
        code.add(put(operand.field()));
    }

    private FieldInsnNode put(String field) {
        return new FieldInsnNode(
                Opcodes.PUTFIELD, frameClass, field, plan.fields().get(field));
    }

    // ---------------------------------------------------------------- frames

    private List<Object> locals(Suspension suspension) {
        return withHead(Abi.FUTURE, suspension.frame());
    }

    private List<Object> withHead(Object child, List<Object> javacs) {
        List<Object> locals = new ArrayList<>(entry);
        locals.set(locals.size() - 1, child);
        locals.addAll(javacs);
        return locals;
    }

    private static List<Object> types(List<Operand> operands) {
        return operands.stream().map(Operand::type).toList();
    }

    private static FrameNode frame(List<Object> locals, List<Object> stack) {
        return new FrameNode(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.size(), stack.toArray());
    }
}
