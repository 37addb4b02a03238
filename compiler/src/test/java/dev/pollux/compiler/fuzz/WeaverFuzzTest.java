package dev.pollux.compiler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.CaseClasses;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Runs random async methods woven and as blocking twins.
 *
 * <p>For more of them: {@code ./pollux fuzz-compiler --methods 100000}. Each method has a seed of its own, counting up from the
 * first, which is enough to make it again.
 */
@Timeout(3600)
class WeaverFuzzTest {

    private static final long SEED = Long.getLong("pollux.fuzz.seed", 1);
    private static final int METHODS = Integer.getInteger("pollux.fuzz.methods", 2_000);
    private static final int METHODS_OF_CANARY = 20;

    @Test
    void woven_randomMethods_behaveLikeTheirBlockingTwins() throws Exception {
        var end = new FuzzRun(SEED, METHODS).run(Runtime.getRuntime().availableProcessors(), progress -> {});

        assertThat(end.mismatches())
                .withFailMessage(() -> new Shrinker(UnaryOperator.identity())
                        .shrink(end.mismatches().get(0))
                        .report())
                .isEmpty();
        assertThat(end.leftOut()).hasSizeLessThan(1 + METHODS / 200);
        assertThat(end.methods()).isEqualTo(METHODS);
        assertThat(end.runs()).isGreaterThan(10L * METHODS);
    }

    @Test
    void generate_sameSeed_givesTheSameMethod() {
        assertThat(MethodGenerator.generate(SEED).source())
                .isEqualTo(MethodGenerator.generate(SEED).source());
    }

    @Test
    void weave_randomMethods_givesTheSameBytesTwice() throws Exception {
        CaseClasses compiled =
                CaseClasses.ofNewestSources(Map.of("Fuzz", ClassSource.of("Fuzz", methods(METHODS_OF_CANARY))));

        Map<String, byte[]> again = compiled.woven();

        compiled.woven().forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(again.get(name)));
    }

    @Test
    void run_classesThatForgetWhatTheyOughtToKeep_mismatch() throws Exception {
        List<Mismatch> found = new Trial(methods(METHODS_OF_CANARY), Sabotage::forgetANumber).run();

        assertThat(found).hasSizeGreaterThan(METHODS_OF_CANARY / 4);
    }

    @Test
    void run_classThatDoesNotVerify_namesTheMethods() throws Exception {
        List<Mismatch> found = new Trial(methods(2), Sabotage::leaveTheStackEmpty).run();

        assertThat(found)
                .hasSize(2)
                .allSatisfy(mismatch -> assertThat(mismatch.report())
                        .contains(
                                "java.lang.VerifyError",
                                "case" + mismatch.method().seed()));
    }

    @Test
    void load_invalidCode_isRefusedByTheVerifier() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Invalid", null, "java/lang/Object", null);
        var code = writer.visitMethod(Opcodes.ACC_STATIC, "returnNothing", "()I", null, null);
        code.visitCode();
        code.visitInsn(Opcodes.IRETURN);
        code.visitMaxs(1, 0);
        code.visitEnd();

        ClassLoader loader = CaseClasses.load(Map.of("Invalid", writer.toByteArray()));

        assertThatThrownBy(() -> Class.forName("Invalid", true, loader)).isInstanceOf(VerifyError.class);
    }

    @Test
    void shrink_mismatch_staysOneAndGetsSmaller() throws Exception {
        Mismatch found = new Trial(methods(METHODS_OF_CANARY), Sabotage::forgetANumber)
                .run().stream()
                        .max(Comparator.comparing(
                                mismatch -> mismatch.method().source().length()))
                        .orElseThrow();

        Mismatch small = new Shrinker(Sabotage::forgetANumber).shrink(found);

        assertThat(small.woven()).isNotEqualTo(small.twin());
        assertThat(small.method().source())
                .hasSizeLessThan(found.method().source().length() / 2);
    }

    private static List<GeneratedMethod> methods(int count) {
        return LongStream.range(SEED, SEED + count)
                .mapToObj(MethodGenerator::generate)
                .toList();
    }
}
