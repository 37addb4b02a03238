package dev.pollux.compiler.weave;

import dev.pollux.compiler.analyse.Abi;
import dev.pollux.compiler.analyse.SuspensionPlan;
import dev.pollux.compiler.analyse.SuspensionPlan.Local;
import dev.pollux.compiler.analyse.SuspensionPlan.Suspension;
import dev.pollux.compiler.analyse.Values;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes the class that holds the state of one block.
 *
 * <p>It extends {@code AsyncFrame} by a field per spilled variable and calls the body, which stays in the user's class:
 *
 * <pre>{@code
 * final class Outer$async$0 extends AsyncFrame implements AsyncBlock {
 *     static final int SITES = register("Outer", "reply", "Outer.java", lines);
 *     Outer self; String s0; int s1;
 *     static AsyncBlock create(Outer self, String captured) { ... }
 *     public Object pollRaw(Context cx) {
 *         int at = enter();
 *         try {
 *             Object answer = self.lambda$reply$0(this, cx, at);
 *             if (answer != PENDING) { exit(); self = null; }
 *             return answer;
 *         } catch (Throwable t) { exit(); self = null; throw t; }
 *     }
 *     ...
 * }
 * }</pre>
 */
final class FrameClassEmitter {

    private static final String CONSTRUCTOR = "<init>";

    /** Class, method, file, and a line per char: what {@code loadSites} pushes. */
    private static final String SITES_TYPE = "Ljava/lang/String;".repeat(4);

    private final ClassNode host;
    private final MethodNode body;
    private final SuspensionPlan plan;
    private final String name;
    private final boolean capturesThis;
    private final ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);

    FrameClassEmitter(ClassNode host, MethodNode body, SuspensionPlan plan, String name) {
        this.host = host;
        this.body = body;
        this.plan = plan;
        this.name = name;
        capturesThis = (body.access & Opcodes.ACC_STATIC) == 0;
    }

    /** The number of the place where the block starts; that of its k-th await is k more. */
    static final String SITES = "SITES";

    /** The factory that takes the place of the lambda expression's {@code invokedynamic}, whose descriptor it shares. */
    static final String FACTORY = "create";

    byte[] emit(InvokeDynamicInsnNode lambda) {
        String block = Type.getReturnType(lambda.desc).getInternalName();
        out.visit(
                host.version & 0xffff, // without the marker of preview features
                Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                name,
                null,
                Abi.FRAME,
                new String[] {block});
        if (host.sourceFile != null) {
            out.visitSource(host.sourceFile, null);
        }
        if (capturesThis) {
            out.visitField(Opcodes.ACC_SYNTHETIC, "self", "L" + host.name + ";", null, null);
        }
        plan.fields().forEach((field, type) -> out.visitField(Opcodes.ACC_SYNTHETIC, field, type, null, null));
        sites();
        constructor();
        factory(lambda.desc);
        pollRaw();
        clear();
        values();
        site();
        answer("cleansUp", Suspension::cleansUp);
        answer("guards", Suspension::guarded);
        accept(lambda);
        run(lambda);
        out.visitEnd();
        return out.toByteArray();
    }

    private void constructor() {
        MethodVisitor code = begin(Opcodes.ACC_PRIVATE, CONSTRUCTOR, "()V");
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, Abi.FRAME, CONSTRUCTOR, "()V", false);
        code.visitInsn(Opcodes.RETURN);
        end(code);
    }

    private void factory(String descriptor) {
        MethodVisitor code = begin(Opcodes.ACC_STATIC, FACTORY, descriptor);
        code.visitTypeInsn(Opcodes.NEW, name);
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, CONSTRUCTOR, "()V", false);
        int parameter = 0;
        if (capturesThis) {
            code.visitInsn(Opcodes.DUP);
            code.visitVarInsn(Opcodes.ALOAD, parameter++);
            code.visitFieldInsn(Opcodes.PUTFIELD, name, "self", "L" + host.name + ";");
        }
        int arguments = Type.getArgumentTypes(descriptor).length - parameter;
        for (Local capture : plan.captures().subList(0, arguments)) {
            code.visitInsn(Opcodes.DUP);
            code.visitVarInsn(Values.opcode(capture.type(), Opcodes.ILOAD), parameter);
            code.visitFieldInsn(
                    Opcodes.PUTFIELD, name, capture.field(), plan.fields().get(capture.field()));
            parameter += Values.isWide(capture.type()) ? 2 : 1;
        }
        code.visitInsn(Opcodes.ARETURN);
        end(code);
    }

    private void pollRaw() {
        MethodVisitor code = begin(Opcodes.ACC_PUBLIC, "pollRaw", Abi.POLL_RAW_DESCRIPTOR);
        Label from = new Label();
        Label to = new Label();
        Label failed = new Label();
        Label pending = new Label();
        code.visitTryCatchBlock(from, to, failed, null);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, name, "enter", "()I", false);
        code.visitVarInsn(Opcodes.ISTORE, 2);
        code.visitLabel(from);
        callBody(code);
        code.visitLabel(to);
        code.visitInsn(Opcodes.DUP);
        code.visitFieldInsn(Opcodes.GETSTATIC, Abi.POLL, "PENDING", "L" + Abi.OBJECT + ";");
        code.visitJumpInsn(Opcodes.IF_ACMPEQ, pending);
        finish(code);
        code.visitLabel(pending);
        Object[] locals = {name, Abi.CONTEXT, Opcodes.INTEGER};
        code.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {Abi.OBJECT});
        code.visitInsn(Opcodes.ARETURN);
        code.visitLabel(failed);
        code.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
        finish(code);
        code.visitInsn(Opcodes.ATHROW);
        end(code);
    }

    private void callBody(MethodVisitor code) {
        if (capturesThis) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, name, "self", "L" + host.name + ";");
        }
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitVarInsn(Opcodes.ILOAD, 2);
        boolean inInterface = (host.access & Opcodes.ACC_INTERFACE) != 0;
        int call = inInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        code.visitMethodInsn(capturesThis ? call : Opcodes.INVOKESTATIC, host.name, body.name, body.desc, inInterface);
    }

    private void finish(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, name, "exit", "()V", false);
        if (capturesThis) {
            forget(code, "self", "L" + host.name + ";");
        }
    }

    private void clear() {
        MethodVisitor code = begin(Opcodes.ACC_PROTECTED, "clear", "()V");
        if (capturesThis) {
            forget(code, "self", "L" + host.name + ";");
        }
        for (Map.Entry<String, String> field : plan.fields().entrySet()) {
            if (Values.isReference(Values.ofDeclared(Type.getType(field.getValue())))) {
                forget(code, field.getKey(), field.getValue());
            }
        }
        code.visitInsn(Opcodes.RETURN);
        end(code);
    }

    private void forget(MethodVisitor code, String field, String type) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitFieldInsn(Opcodes.PUTFIELD, name, field, type);
    }

    /** What the block keeps across its awaits, for those who look for who holds something. */
    private void values() {
        List<String> references = plan.fields().entrySet().stream()
                .filter(field -> Values.isReference(Values.ofDeclared(Type.getType(field.getValue()))))
                .map(Map.Entry::getKey)
                .toList();
        MethodVisitor code = begin(Opcodes.ACC_PROTECTED, "values", "()[Ljava/lang/Object;");
        code.visitIntInsn(Opcodes.SIPUSH, references.size());
        code.visitTypeInsn(Opcodes.ANEWARRAY, Abi.OBJECT);
        for (int i = 0; i < references.size(); i++) {
            String field = references.get(i);
            code.visitInsn(Opcodes.DUP);
            code.visitIntInsn(Opcodes.SIPUSH, i);
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, name, field, plan.fields().get(field));
            code.visitInsn(Opcodes.AASTORE);
        }
        code.visitInsn(Opcodes.ARETURN);
        end(code);
    }

    private void sites() {
        int access = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
        out.visitField(access, SITES, "I", null, null);
        MethodVisitor code = begin(Opcodes.ACC_STATIC, "<clinit>", "()V");
        loadSites(code);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, Abi.FRAME, "register", "(" + SITES_TYPE + ")I", false);
        code.visitFieldInsn(Opcodes.PUTSTATIC, name, SITES, "I");
        code.visitInsn(Opcodes.RETURN);
        end(code);
    }

    private void site() {
        MethodVisitor code = begin(Opcodes.ACC_PROTECTED, "site", "(I)Ljava/lang/StackTraceElement;");
        loadSites(code);
        code.visitVarInsn(Opcodes.ILOAD, 1);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, Abi.FRAME, "site", "(" + SITES_TYPE + "I)Ljava/lang/StackTraceElement;", false);
        code.visitInsn(Opcodes.ARETURN);
        end(code);
    }

    /** The line numbers travel in a string constant, one per char: a table that costs nothing until somebody asks. */
    private void loadSites(MethodVisitor code) {
        StringBuilder lines = new StringBuilder();
        lines.append((char) Math.max(plan.line(), 0));
        for (Suspension suspension : plan.suspensions()) {
            lines.append((char) Math.max(suspension.line(), 0));
        }
        code.visitLdcInsn(host.name.replace('/', '.'));
        code.visitLdcInsn(BlockNames.methodName(host, body));
        if (host.sourceFile == null) {
            code.visitInsn(Opcodes.ACONST_NULL);
        } else {
            code.visitLdcInsn(host.sourceFile);
        }
        code.visitLdcInsn(lines.toString());
    }

    /** The numbers of the awaits in question are the chars of a string: {@code "...".indexOf(at) >= 0}, without a jump. */
    private void answer(String question, Predicate<Suspension> isSo) {
        StringBuilder numbers = new StringBuilder();
        for (int k = 1; k <= plan.suspensions().size(); k++) {
            if (isSo.test(plan.suspensions().get(k - 1))) {
                numbers.append((char) k);
            }
        }
        if (numbers.isEmpty()) {
            return;
        }
        MethodVisitor code = begin(Opcodes.ACC_PROTECTED, question, "(I)Z");
        code.visitLdcInsn(numbers.toString());
        code.visitVarInsn(Opcodes.ILOAD, 1);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "indexOf", "(I)I", false);
        code.visitIntInsn(Opcodes.BIPUSH, Integer.SIZE - 1);
        code.visitInsn(Opcodes.IUSHR);
        code.visitInsn(Opcodes.ICONST_1);
        code.visitInsn(Opcodes.IXOR);
        code.visitInsn(Opcodes.IRETURN);
        end(code);
    }

    /** A block's parameter is a variable that is not there yet when the lambda is made. */
    private void accept(InvokeDynamicInsnNode lambda) {
        if (((Type) lambda.bsmArgs[0]).getArgumentTypes().length == 0) {
            return;
        }
        Local parameter = plan.captures().get(plan.captures().size() - 1);
        String type = plan.fields().get(parameter.field());
        MethodVisitor code = begin(Opcodes.ACC_PROTECTED, "accept", "(Ljava/lang/Object;)V");
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitTypeInsn(Opcodes.CHECKCAST, Type.getType(type).getInternalName());
        code.visitFieldInsn(Opcodes.PUTFIELD, name, parameter.field(), type);
        code.visitInsn(Opcodes.RETURN);
        end(code);
    }

    /** The functional interface's own method. Only {@code async} and its like know what to do with a block. */
    private void run(InvokeDynamicInsnNode lambda) {
        String descriptor = ((Type) lambda.bsmArgs[0]).getDescriptor();
        MethodVisitor code = begin(Opcodes.ACC_PUBLIC, lambda.name, descriptor);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, name, "notRunnable", "()Ljava/lang/IllegalStateException;", false);
        code.visitInsn(Opcodes.ATHROW);
        end(code);
    }

    private MethodVisitor begin(int access, String method, String descriptor) {
        MethodVisitor code = out.visitMethod(
                access | (access == Opcodes.ACC_PRIVATE ? 0 : Opcodes.ACC_SYNTHETIC), method, descriptor, null, null);
        code.visitCode();
        return code;
    }

    private static void end(MethodVisitor code) {
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
