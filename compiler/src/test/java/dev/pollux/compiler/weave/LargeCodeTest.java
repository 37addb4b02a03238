package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.compiler.kit.Case;
import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Blocks and classes near the limits of the class file format, and beyond. */
class LargeCodeTest {

    private static String repeat(int times, String text) {
        return IntStream.range(0, times)
                .mapToObj(i -> text.replace("#", "" + i))
                .collect(Collectors.joining());
    }

    private static CaseClasses block(String body) {
        return CaseClasses.ofSource(
                "User", Blocks.source("Future<?> block() { return async(() -> {\n" + body + "}); }"));
    }

    @Test
    @Case(44)
    void block_withThreeHundredVariablesAlive_keepsThemAll() throws Exception {
        var blocks = Blocks.of(block(repeat(100, "int i# = #; long l# = 1000 + #; String s# = \"s#\";\n")
                        + "leaf.await(); long sum = 0; StringBuilder all = new StringBuilder();\n"
                        + repeat(100, "sum += i# + l#; all.append(s#);\n")
                        + "return sum + \" \" + all.length();")
                .loadWoven());
        Future<?> block = blocks.future("block");
        assertThat(Blocks.poll(block)).isSameAs(Poll.PENDING);
        blocks.leaf.complete("v");

        assertThat(Blocks.poll(block)).isEqualTo(2 * 4950 + 100 * 1000 + " " + (10 * 2 + 90 * 3));
    }

    @Test
    @Case(77)
    void jump_thatWeavingMakesLongerThan32KiB_becomesAWideOne(@TempDir Path directory) throws Exception {
        var classes = block("long x = 0; int i = 0; while (i++ < 2) {\n"
                + repeat(250, "x += (# == x ? leaf.await().hashCode() : x * i) + 1;\n")
                + repeat(2200, "x = x * i + i;\n")
                + "} leaf.await(); return x;");
        assertThat(hasWideJump(directory, classes.plain().get("user/User"))).isFalse();
        assertThat(hasWideJump(directory, classes.woven().get("user/User"))).isTrue();
        var blocks = Blocks.of(classes.loadWoven());
        Future<?> block = blocks.future("block");
        assertThat(Blocks.poll(block)).isSameAs(Poll.PENDING);
        blocks.leaf.complete(1);

        var twin = Blocks.of(classes.loadTwin());
        twin.leaf.complete(1);
        assertThat(Blocks.poll(block)).isEqualTo(Blocks.poll(twin.future("block")));
    }

    private static boolean hasWideJump(Path directory, byte[] classFile) throws Exception {
        Path file = Files.write(directory.resolve("User.class"), classFile);
        StringWriter out = new StringWriter();
        int exit = ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(out), "-p", "-c", file.toString());
        assertThat(exit).isZero();
        return out.toString().contains("goto_w");
    }

    @Test
    @Case(
            value = 138,
            refused = {10, 11})
    void block_thatBecomesLargerThan64KiB_isRefusedWithTheNumbers() {
        var classes = block("int x = 0;\n" + repeat(1300, "x += leaf.await().hashCode() * x;\n") + "return x;");

        assertThatThrownBy(classes::woven)
                .isInstanceOf(WeaveException.class)
                .hasMessageMatching(
                        "it compiles to \\d{5,} bytes of code, and the JVM takes 65535 at most; most is kept by the await of"
                                + " line .*; move parts of it to methods that return futures, and await those");
    }

    @Test
    @Case(132)
    void class_thatBecomesTooFullOfConstants_isRefusedWithTheNumbers() throws Exception {
        byte[] plain = block("return leaf.await();").plain().get("user/User");

        assertThatThrownBy(() -> weaver().weave(withConstants(65_534, plain)))
                .isInstanceOf(WeaveException.class)
                .hasMessageMatching("with its async blocks compiled, the class user.User needs 655\\d\\d entries in its"
                        + " constant pool, over the JVM's limit of 65535; split the class");
        assertThat(weaver().weave(withConstants(65_000, plain))).isPresent();
    }

    private static Weaver weaver() {
        return new Weaver(name -> name.endsWith("Future"));
    }

    /** Fills up the constant pool with the names of fields, of one constant each. */
    private static byte[] withConstants(int count, byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(writer, 0);
        writer.visitField(Opcodes.ACC_PRIVATE, "f", "I", null, null).visitEnd();
        for (int i = new ClassReader(writer.toByteArray()).getItemCount(); i < count; i++) {
            writer.visitField(Opcodes.ACC_PRIVATE, "f" + i, "I", null, null).visitEnd();
        }
        return writer.toByteArray();
    }
}
