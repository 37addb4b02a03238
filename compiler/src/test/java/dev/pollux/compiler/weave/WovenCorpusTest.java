package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.analyse.Abi;
import dev.pollux.compiler.kit.Case;
import dev.pollux.compiler.kit.CaseClasses;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.util.CheckClassAdapter;

/** What must be true of the class file of every case. */
class WovenCorpusTest {

    private static CaseClasses classes;
    private static Map<String, byte[]> woven;

    /** The bodies of blocks, as javac made them and as we did. */
    private static final List<Body> BODIES = new ArrayList<>();

    private record Body(MethodCode plain, MethodCode woven) {}

    @BeforeAll
    static void weave() throws Exception {
        classes = CaseClasses.compile(Path.of("src/test/cases"));
        woven = classes.woven();
        classes.plain().forEach((name, bytes) -> {
            if (woven.get(name) != bytes) {
                addBodies(bytes, woven.get(name));
            }
        });
        assertThat(BODIES).hasSizeGreaterThan(100);
    }

    private static void addBodies(byte[] plain, byte[] woven) {
        ClassNode ours = MethodCode.read(woven);
        for (MethodNode method : MethodCode.read(plain).methods) {
            for (MethodNode body : ours.methods) {
                if (isBody(method) && body.name.equals(method.name) && !body.desc.equals(method.desc)) {
                    BODIES.add(new Body(new MethodCode(ours.name, method), new MethodCode(ours.name, body)));
                }
            }
        }
    }

    private static boolean isBody(MethodNode method) {
        return method.name.startsWith("lambda$");
    }

    // ---------------------------------------------------------------- valid

    @Test
    @Case(133)
    void everyClass_isAcceptedByTheVerifierOfTheJvm() throws Exception {
        ClassLoader loader = CaseClasses.load(woven);

        for (String name : woven.keySet()) {
            assertThatCode(() -> Class.forName(name.replace('/', '.'), true, loader))
                    .as(name)
                    .doesNotThrowAnyException();
        }
    }

    /** Shows that the verifier is on: it misses the frames that the weaver wrote. */
    @Test
    @Case(133)
    void classWithoutItsFrames_isRefusedByTheVerifierOfTheJvm() throws Exception {
        String name = "cases/D_ControlFlow";
        Map<String, byte[]> broken = new HashMap<>(woven);
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(woven.get(name)).accept(writer, ClassReader.SKIP_FRAMES);
        broken.put(name, writer.toByteArray());

        assertThatThrownBy(() -> Class.forName("cases.D_ControlFlow", true, CaseClasses.load(broken)))
                .isInstanceOf(VerifyError.class);
    }

    @Test
    @Case(135)
    void everyTable_pointsAtInstructions() {
        woven.forEach((name, bytes) -> assertThatCode(
                        () -> new ClassReader(bytes).accept(new CheckClassAdapter(new ClassWriter(0), false), 0))
                .as(name)
                .doesNotThrowAnyException());
    }

    @Test
    @Case(135)
    void everyTable_isReadByJavap(@TempDir Path directory) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-v", "-p"));
        for (var entry : woven.entrySet()) {
            Path file = directory.resolve(entry.getKey() + ".class");
            Files.createDirectories(file.getParent());
            arguments.add(Files.write(file, entry.getValue()).toString());
        }
        StringWriter errors = new StringWriter();

        int exit = ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(new PrintWriter(new StringWriter()), new PrintWriter(errors), arguments.toArray(String[]::new));

        assertThat(exit).as(errors.toString()).isZero();
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    @Case(134)
    void stackAndLocals_areAsLargeAsNeededAndNoLarger() throws Exception {
        for (Body body : BODIES) {
            assertThat(body.woven.method().maxStack).as(body.woven.name()).isEqualTo(body.woven.deepestStack());
            assertThat(body.woven.method().maxLocals).as(body.woven.name()).isEqualTo(body.woven.slots());
        }
    }

    // ---------------------------------------------------------------- exceptions

    @Test
    @Case(93)
    void restoring_isOutsideEveryTry() {
        for (Body body : BODIES) {
            for (MethodInsnNode call : body.woven.calls()) {
                if (call.name.equals("takeChild")) {
                    assertThat(body.woven.rangesAround(call))
                            .as(body.woven.name())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    @Case(94)
    void everyTryRange_hasCodeInIt() {
        for (Body body : BODIES) {
            for (TryCatchBlockNode range : body.woven.method().tryCatchBlocks) {
                assertThat(body.woven.instructionsIn(range))
                        .as(body.woven.name())
                        .isPositive();
            }
        }
    }

    @Test
    @Case(95)
    void handlers_areTriedInTheOrderOfTheSource() {
        for (Body body : BODIES) {
            assertThat(body.woven.handlers()).as(body.woven.name()).isEqualTo(body.plain.handlers());
        }
    }

    // ---------------------------------------------------------------- debugging

    @Test
    @Case(135)
    void variables_areNamedWhereverTheyAreUsed() {
        int found = 0;
        for (Body body : BODIES) {
            List<String> named = body.plain.namedAccesses();
            assertThat(body.woven.namedAccesses()).as(body.woven.name()).isEqualTo(named);
            found += named.size();
        }
        assertThat(found).isGreaterThan(500);
    }

    @Test
    @Case(135)
    void calls_standOnTheLinesOfTheSource() {
        for (Body body : BODIES) {
            assertThat(body.woven.callsWithLines(call -> !isOurs(call)))
                    .as(body.woven.name())
                    .isEqualTo(body.plain.callsWithLines(call -> !call.name.equals("await")));
        }
    }

    /** Compiled blocks call more than their source does. */
    private static boolean isOurs(MethodInsnNode call) {
        return call.name.equals("pollRaw")
                || call.owner.equals(Abi.FRAME)
                || call.owner.equals(Abi.CONTEXT)
                || MethodCode.isState(call.owner);
    }
}
