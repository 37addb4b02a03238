package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.Case;
import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** The class files that come out. */
class ClassFileTest {

    private static final String USER = "user/User";

    private static final Weaver WEAVER = new Weaver(name -> name.endsWith("Future"));

    private static CaseClasses compile(String members, String... options) {
        return CaseClasses.ofSource("User", Blocks.source(members), options);
    }

    private static MethodNode body(byte[] classFile, String method) {
        return MethodCode.read(classFile).methods.stream()
                .filter(candidate -> candidate.name.startsWith("lambda$" + method + "$"))
                .findFirst()
                .orElseThrow();
    }

    private static void assertWorks(Blocks blocks) throws Exception {
        Future<?> block = blocks.future("block");
        assertThat(Blocks.poll(block)).isSameAs(Poll.PENDING);
        blocks.leaf.complete(null);
        assertThat(Blocks.poll(block)).isNull();
    }

    // ---------------------------------------------------------------- a function of bytes

    @Test
    @Case(139)
    void weave_twice_givesTheSameBytes() throws Exception {
        var classes = compile(TraceTest.CHAIN);

        Map<String, byte[]> first = classes.woven();
        Map<String, byte[]> second = classes.woven();

        assertThat(first.keySet()).isEqualTo(second.keySet()).hasSize(3);
        first.forEach((name, bytes) -> assertThat(bytes).isEqualTo(second.get(name)));
    }

    @Test
    @Case(139)
    void weave_wovenClasses_findsNothingToDo() throws Exception {
        for (byte[] woven : compile(TraceTest.CHAIN).woven().values()) {
            assertThat(WEAVER.weave(woven)).isEmpty();
        }
    }

    @Test
    @Case(78)
    void weave_classWithoutAwait_isLeftAlone() throws Exception {
        var classes = compile("Future<?> block() { return async(() -> 1); }");

        assertThat(WEAVER.weave(classes.plain().get(USER))).isEmpty();
    }

    @Test
    @Case(127)
    void weave_serializableBlock_isRefusedWithItsLine() {
        var classes = compile("""
                Future<?> block() {
                    return async((AsyncBlock<Object> & java.io.Serializable) () -> leaf.await());
                }""");

        assertThatThrownBy(classes::woven)
                .isInstanceOf(WeaveException.class)
                .hasMessageContaining("serializable")
                .satisfies(e -> assertThat(((WeaveException) e).line()).isEqualTo(8));
    }

    @Test
    void weave_serializableBlockWithoutLineNumbers_isRefusedWithoutALine() {
        String block =
                "Future<?> block() { return async((AsyncBlock<Object> & java.io.Serializable) () -> leaf.await()); }";
        var classes = CaseClasses.ofSource("User", Blocks.source(block), "-g:none");

        assertThatThrownBy(classes::woven)
                .isInstanceOf(WeaveException.class)
                .satisfies(e -> assertThat(((WeaveException) e).line()).isEqualTo(-1));
    }

    @Test
    @Case(126)
    void weave_lambdasThatShareABody_shareTheirState() throws Exception {
        var classes = compile("""
                Future<Object> one() { return async(() -> leaf.await()); }
                Future<Object> two() { return async(() -> leaf.await()); }
                Future<?> block() { return async(() -> { one().await(); return two().await(); }); }""", "-g:none");
        assertThat(MethodCode.read(classes.plain().get(USER)).methods)
                .filteredOn(method -> method.name.startsWith("lambda$"))
                .as("bodies, of three lambdas")
                .hasSize(2);

        assertThat(classes.woven().keySet()).containsExactlyInAnyOrder(USER, USER + "$async$0", USER + "$async$1");
        assertWorks(Blocks.of(classes.loadWoven()));
    }

    // ---------------------------------------------------------------- versions

    @Test
    @Case(140)
    void weave_newerClassFileVersion_keepsIt() throws Exception {
        byte[] plain = compile(TraceTest.CHAIN).plain().get(USER);
        plain[7] = 120;

        byte[] woven = WEAVER.weave(plain).orElseThrow().host();

        assertThat(woven[7]).isEqualTo((byte) 120);
    }

    @Test
    @Case(137)
    void weave_classWithPreviewFeatures_staysMarkedAsSuch() throws Exception {
        var classes = compile(TraceTest.CHAIN);
        classes.plain().get(USER)[4] = (byte) 0xff;
        classes.plain().get(USER)[5] = (byte) 0xff;

        Map<String, byte[]> woven = classes.woven();

        assertThat(minorVersion(woven.get(USER))).isEqualTo(65535);
        assertThat(minorVersion(woven.get(USER + "$async$0"))).isZero();
        woven.get(USER)[4] = 0; // so that this JVM loads it
        woven.get(USER)[5] = 0;
        assertWorks(Blocks.of(CaseClasses.load(woven)));
    }

    private static int minorVersion(byte[] classFile) {
        return ((classFile[4] & 0xff) << 8) | (classFile[5] & 0xff);
    }

    // ---------------------------------------------------------------- tables

    @ParameterizedTest
    @Case({136, 137})
    @ValueSource(
            strings = {
                "-parameters",
                "-g:none",
                "-g:lines",
                "-g:vars",
                "-Xjcov",
                "-XDstringConcat=inline",
                "-XDdeduplicateLambdas=false"
            })
    void weave_withAnOptionThatChangesTheClassFile_works(String option) throws Exception {
        assertWorks(Blocks.of(TraceTest.CHAIN, option));
    }

    @Test
    @Case(136)
    void tableOfAnUnknownKind_isLeftOutOfAWovenClassAndKeptInOthers() throws Exception {
        var classes = compile(TraceTest.CHAIN + "static class Other { int method(int x) { return x + 1; } }", "-Xjcov");
        assertThat(constants(classes.plain().get(USER))).contains("CharacterRangeTable");

        assertThat(constants(classes.woven().get(USER))).doesNotContain("CharacterRangeTable");
        assertThat(constants(classes.woven().get(USER + "$Other"))).contains("CharacterRangeTable");
    }

    private static String constants(byte[] classFile) {
        return new String(classFile, StandardCharsets.ISO_8859_1);
    }

    @Test
    void body_keepsItsNameLinesAndVariables() throws Exception {
        MethodNode body = body(compile(TraceTest.CHAIN).woven().get(USER), "leafLevel");

        assertThat(body.access & Opcodes.ACC_SYNTHETIC).isNotZero();
        assertThat(body.localVariables)
                .extracting((LocalVariableNode v) -> v.name + "@" + v.index)
                .containsExactlyInAnyOrder("this@0", "v@4");
    }

    @Test
    @Case(135)
    void annotationsAndSignatures_ofVariables_followThem() throws Exception {
        var classes = compile("""
                @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)
                @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                @interface Note {}
                Future<?> block() {
                    return async(() -> {
                        Object first = leaf.await();
                        @Note List<@Note String> noted = new @Note ArrayList<@Note String>();
                        noted.add("" + leaf.await());
                        return first;
                    });
                }""");
        MethodNode body = body(classes.woven().get(USER), "block");
        LocalVariableNode noted = variable(body, "noted");

        assertThat(noted.signature).isEqualTo("Ljava/util/List<Ljava/lang/String;>;");
        List<LocalVariableAnnotationNode> annotations = body.visibleLocalVariableAnnotations;
        assertThat(annotations).hasSize(2).allSatisfy(annotation -> {
            assertThat(annotation.index).containsExactly(noted.index);
            assertThat(annotation.start).containsExactly(noted.start);
            assertThat(annotation.end).containsExactly(noted.end);
        });
        assertThat(body.instructions)
                .filteredOn(instruction -> instruction.visibleTypeAnnotations != null)
                .extracting(instruction -> instruction.getOpcode())
                .containsOnly(Opcodes.NEW);
        assertWorks(Blocks.of(classes.loadWoven()));
    }

    private static LocalVariableNode variable(MethodNode body, String name) {
        return body.localVariables.stream()
                .filter(variable -> variable.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    // ---------------------------------------------------------------- states

    @Test
    @Case(86)
    void finallys_nestedWithAwaits_makeAStateForEachCopy() throws Exception {
        var classes = compile("""
                Future<?> block() {
                    return async(() -> {
                        try {
                            try { log(leaf.await()); } finally { log(leaf.await()); }
                        } finally { log(leaf.await()); }
                        return null;
                    });
                }""");

        assertThat(new MethodCode(USER, body(classes.woven().get(USER), "block")).calls())
                .filteredOn(call -> call.name.equals("suspend"))
                .as("one in the body, two per finally")
                .hasSize(5);
        assertWorks(Blocks.of(classes.loadWoven()));
    }
}
