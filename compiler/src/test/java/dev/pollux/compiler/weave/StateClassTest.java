package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.compiler.kit.Garbage;
import dev.pollux.future.AwaitTree;
import dev.pollux.future.Future;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.MethodNode;

/** What tools find in the class of a block's state, and in the tables of its body. */
class StateClassTest {

    private static final String BLOCK = """
            Future<?> block() {
                return async(() -> { try { return leaf.await(); } finally { log("finally"); } });
            }""";

    @Test
    void stateClass_isSyntheticThroughout_andNamesItsSource() throws Exception {
        ClassNode state = read(woven(BLOCK).get("user/User$async$0"));

        assertThat(state.access & Opcodes.ACC_SYNTHETIC).isNotZero();
        assertThat(state.sourceFile).isEqualTo("User.java");
        assertThat(state.methods)
                .filteredOn(method -> !method.name.equals("<init>"))
                .hasSizeGreaterThan(3)
                .allMatch(method -> (method.access & Opcodes.ACC_SYNTHETIC) != 0);
    }

    @Test
    void stateClass_knowsWhereADropHasSomethingToRun_ifAnywhere() throws Exception {
        ClassNode plain = read(woven("Future<?> block() { return async(() -> { try { return leaf.await(); }"
                        + " catch (RuntimeException e) { return 1; } }); }")
                .get("user/User$async$0"));
        ClassNode guarded = read(woven(BLOCK).get("user/User$async$0"));

        assertThat(plain.methods).extracting(method -> method.name).doesNotContain("guards");
        assertThat(guarded.methods).extracting(method -> method.name).contains("guards");
    }

    @Test
    void body_isReachableForItsStateButNotPublic() throws Exception {
        MethodNode ofInstance = body(woven(BLOCK).get("user/User"));
        MethodNode ofClass =
                body(woven("static Future<?> block() { return async(() -> new Blocks() {}.leaf.await()); }")
                        .get("user/User"));

        int mask = Opcodes.ACC_PRIVATE | Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
        assertThat(ofInstance.access & mask).isEqualTo(Opcodes.ACC_FINAL);
        assertThat(ofClass.access & mask).isEqualTo(Opcodes.ACC_STATIC);
    }

    @Test
    void drop_beforeTheFirstPoll_releasesThis() throws Exception {
        var blocks = Blocks.of("""
                java.lang.ref.WeakReference<Object> weak;
                class Holder { Future<?> block() { return async(() -> leaf.await() == this); } }
                Future<?> block() {
                    Holder holder = new Holder();
                    weak = new java.lang.ref.WeakReference<>(holder);
                    return holder.block();
                }""");
        Future<?> block = blocks.future("block");

        block.drop();

        Garbage.assertCollected((WeakReference<?>) blocks.field("weak"));
        assertThat(block).isNotNull();
    }

    @Test
    void annotationsOfALocalVariable_moveWithIt() throws Exception {
        MethodNode body = body(woven("""
                @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)
                @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                @interface Visible {}
                @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)
                @interface Invisible {}
                Future<?> block() {
                    return async(() -> { @Visible @Invisible String kept = "k"; leaf.await(); return kept; });
                }""").get("user/User"));
        int slot = body.localVariables.stream()
                .filter(variable -> variable.name.equals("kept"))
                .findFirst()
                .orElseThrow()
                .index;

        assertThat(slot).isEqualTo(4);
        assertThat(body.visibleLocalVariableAnnotations)
                .singleElement()
                .satisfies(annotation -> assertThat(slots(annotation)).containsOnly(slot));
        assertThat(body.invisibleLocalVariableAnnotations)
                .singleElement()
                .satisfies(annotation -> assertThat(slots(annotation)).containsOnly(slot));
    }

    /** Eclipse's compiler names lambdas without the method they stand in. */
    @Test
    void awaitTree_bodyNamedByAnotherCompiler_namesTheMethod() throws Exception {
        Map<String, byte[]> classes = new HashMap<>();
        byte[] plain =
                CaseClasses.ofSource("User", Blocks.source(BLOCK)).plain().get("user/User");
        Woven woven = new Weaver(name -> name.endsWith("Future"))
                .weave(renamed(plain))
                .orElseThrow();
        classes.put("user/User", woven.host());
        classes.putAll(woven.frames());
        Future<?> block = Blocks.of(CaseClasses.load(classes)).future("block");
        Blocks.poll(block);

        assertThat(AwaitTree.of(block).toString()).startsWith("user.User.block(User.java:");
    }

    private static byte[] renamed(byte[] classFile) {
        ClassWriter writer = new ClassWriter(0);
        Remapper names = new Remapper(Opcodes.ASM9) {
            @Override
            public String mapMethodName(String owner, String name, String descriptor) {
                return name.equals("lambda$block$0") ? "lambda$0" : name;
            }
        };
        new ClassReader(classFile).accept(new ClassRemapper(writer, names), 0);
        return writer.toByteArray();
    }

    private static List<Integer> slots(LocalVariableAnnotationNode annotation) {
        return annotation.index;
    }

    private static MethodNode body(byte[] classFile) {
        return read(classFile).methods.stream()
                .filter(method -> method.name.startsWith("lambda$block$"))
                .findFirst()
                .orElseThrow();
    }

    private static ClassNode read(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        return node;
    }

    private static Map<String, byte[]> woven(String members) throws Exception {
        return CaseClasses.ofSource("User", Blocks.source(members)).woven();
    }
}
