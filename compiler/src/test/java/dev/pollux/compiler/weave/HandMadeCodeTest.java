package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.Case;
import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Uses of {@code new} that javac never writes, but other compilers may: they are woven rightly or refused.
 *
 * <p>In each, {@code box} is an object whose constructor has not run when the block awaits.
 */
class HandMadeCodeTest {

    private static final String BOX = "user/User$Box";

    private static final String TEMPLATE = """
            public static class Box {
                final Object content;
                Box(Object content) { this.content = content; ((User) content).log("constructed"); }
                @Override public String toString() { return "box"; }
            }
            static Object same(Object a, Object b) {
                if (a != b) { throw new AssertionError("two objects"); }
                return b;
            }
            Future<?> block() { return async(() -> leaf.await()); }""";

    // ---------------------------------------------------------------- woven

    @Test
    @Case(59)
    void new_withoutDup_constructsAndForgets() throws Exception {
        assertThat(resultOf(code -> {
                    box(code);
                    awaitAndConstruct(code);
                    code.visitLdcInsn("done");
                }))
                .isEqualTo("done after [constructed]");
    }

    @Test
    @Case(59)
    void new_withExtraDups_makesOneObject() throws Exception {
        assertThat(resultOf(code -> {
                    box(code);
                    code.visitInsn(Opcodes.DUP);
                    code.visitInsn(Opcodes.DUP);
                    code.visitInsn(Opcodes.DUP);
                    awaitAndConstruct(code); // leaves three of them
                    takeIfSame(code);
                    takeIfSame(code);
                }))
                .isEqualTo("box after [constructed]");
    }

    @Test
    @Case(59)
    void new_thatIsNeverConstructed_isForgotten() throws Exception {
        assertThat(resultOf(code -> {
                    box(code);
                    await(code);
                    code.visitInsn(Opcodes.SWAP);
                    code.visitInsn(Opcodes.POP);
                    code.visitInsn(Opcodes.POP);
                    code.visitLdcInsn("done");
                }))
                .isEqualTo("done after []");
    }

    @Test
    @Case(59)
    void new_keptInAVariableAndFetchedForItsConstructor_works() throws Exception {
        assertThat(resultOf(code -> {
                    box(code);
                    code.visitVarInsn(Opcodes.ASTORE, 1);
                    await(code);
                    code.visitInsn(Opcodes.POP);
                    code.visitVarInsn(Opcodes.ALOAD, 1);
                    code.visitInsn(Opcodes.DUP);
                    construct(code);
                }))
                .isEqualTo("box after [constructed]");
    }

    // ---------------------------------------------------------------- refused

    @Test
    @Case(59)
    void new_withSomethingBetweenItsCopies_isRefused() {
        assertRefused(code -> {
            code.visitLdcInsn("between");
            box(code);
            code.visitInsn(Opcodes.DUP_X1); // box, between, box
            awaitAndConstruct(code);
            code.visitInsn(Opcodes.POP);
        });
    }

    @Test
    @Case(59)
    void new_keptInAVariableThatIsReadAfterwards_isRefused() {
        assertRefused(code -> {
            box(code);
            code.visitInsn(Opcodes.DUP);
            code.visitVarInsn(Opcodes.ASTORE, 1);
            awaitAndConstruct(code);
            code.visitVarInsn(Opcodes.ALOAD, 1);
        });
    }

    @Test
    @Case(59)
    void new_comparedWithNull_isRefused() {
        assertRefused(code -> {
            Label isNull = new Label();
            Label box = box(code);
            code.visitInsn(Opcodes.DUP);
            code.visitInsn(Opcodes.DUP);
            code.visitJumpInsn(Opcodes.IFNULL, isNull); // never
            awaitAndConstruct(code);
            code.visitInsn(Opcodes.ARETURN);
            code.visitLabel(isNull);
            code.visitFrame(Opcodes.F_NEW, 1, new Object[] {"user/User"}, 2, new Object[] {box, box});
            code.visitInsn(Opcodes.POP2);
            code.visitInsn(Opcodes.ACONST_NULL);
        });
    }

    @Test
    @Case(59)
    void new_comparedWithAnother_isRefused() {
        assertRefused(code -> {
            Label same = new Label();
            Label box = box(code);
            code.visitInsn(Opcodes.DUP);
            code.visitInsn(Opcodes.DUP);
            box(code);
            code.visitJumpInsn(Opcodes.IF_ACMPEQ, same); // never
            awaitAndConstruct(code);
            code.visitInsn(Opcodes.ARETURN);
            code.visitLabel(same);
            code.visitFrame(Opcodes.F_NEW, 1, new Object[] {"user/User"}, 2, new Object[] {box, box});
            code.visitInsn(Opcodes.POP2);
            code.visitInsn(Opcodes.ACONST_NULL);
        });
    }

    @Test
    @Case(59)
    void new_locked_isRefused() {
        assertRefused(code -> {
            box(code);
            code.visitInsn(Opcodes.DUP);
            code.visitInsn(Opcodes.DUP);
            code.visitInsn(Opcodes.MONITORENTER);
            code.visitInsn(Opcodes.DUP);
            code.visitInsn(Opcodes.MONITOREXIT);
            awaitAndConstruct(code);
        });
    }

    // ---------------------------------------------------------------- code

    /** Returns the label by which frames know the object. */
    private static Label box(MethodVisitor code) {
        Label allocation = new Label();
        code.visitLabel(allocation);
        code.visitTypeInsn(Opcodes.NEW, BOX);
        return allocation;
    }

    private static void await(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, "user/User", "leaf", "Ldev/pollux/compiler/kit/ManualFuture;");
        code.visitMethodInsn(
                Opcodes.INVOKEINTERFACE, "dev/pollux/future/Future", "await", "()Ljava/lang/Object;", true);
    }

    private static void construct(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, BOX, "<init>", "(Ljava/lang/Object;)V", false);
    }

    private static void awaitAndConstruct(MethodVisitor code) {
        await(code);
        code.visitInsn(Opcodes.POP);
        construct(code);
    }

    /** Takes the upper of two references, and throws unless they are the same. */
    private static void takeIfSame(MethodVisitor code) {
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "user/User",
                "same",
                "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
                false);
    }

    // ---------------------------------------------------------------- running it

    private static String resultOf(Consumer<MethodVisitor> body) throws Exception {
        Map<String, byte[]> classes = plain(body);
        Woven woven = weaver().weave(classes.get("user/User")).orElseThrow();
        classes.put("user/User", woven.host());
        classes.putAll(woven.frames());
        var blocks = Blocks.of(CaseClasses.load(classes));
        Future<?> block = blocks.future("block");
        assertThat(Blocks.poll(block)).isSameAs(Poll.PENDING);
        blocks.leaf.complete("v");
        return Blocks.poll(block) + " after " + blocks.log();
    }

    /** Expects a refusal of code that is itself valid. */
    private static void assertRefused(Consumer<MethodVisitor> body) {
        byte[] plain = plain(body).get("user/User");

        assertThatThrownBy(() -> weaver().weave(plain))
                .isInstanceOf(WeaveException.class)
                .hasMessage("an object under construction is used in an unusual way around an await;"
                        + " assign the awaited value to a variable first")
                .satisfies(e -> assertThat(((WeaveException) e).line()).isEqualTo(LINE));
    }

    private static final int LINE = 77;

    private static Weaver weaver() {
        return new Weaver(name -> name.endsWith("Future"));
    }

    /** The classes of the template with another body in the block; loaded and verified as they are. */
    private static Map<String, byte[]> plain(Consumer<MethodVisitor> body) {
        Map<String, byte[]> classes = new HashMap<>(
                CaseClasses.ofSource("User", Blocks.source(TEMPLATE)).plain());
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new ClassReader(classes.get("user/User"))
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                MethodVisitor code = super.visitMethod(access, name, descriptor, signature, thrown);
                                if (!name.startsWith("lambda$")) {
                                    return code;
                                }
                                write(code, body);
                                return null;
                            }
                        },
                        ClassReader.EXPAND_FRAMES);
        classes.put("user/User", writer.toByteArray());
        assertThat(CaseClasses.load(classes)).satisfies(loader -> Class.forName("user.User", true, loader));
        return classes;
    }

    private static void write(MethodVisitor code, Consumer<MethodVisitor> body) {
        Label start = new Label();
        code.visitCode();
        code.visitLabel(start);
        code.visitLineNumber(LINE, start);
        body.accept(code);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
