package dev.pollux.compiler.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.binary.Unwoven.Said;
import dev.pollux.compiler.javac.Compilation;
import dev.pollux.compiler.javac.Output;
import dev.pollux.compiler.javac.Programs;
import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.compiler.kit.EclipseCases;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The weave command on directories and jars. */
class WeaveCommandTest {

    @TempDir
    Path directory;

    // ---------------------------------------------------------------- what it weaves

    @Test
    void weave_directory_weavesInPlace() {
        Compilation program = Unwoven.program(directory);

        Said said = Unwoven.weave(program.classes());

        assertThat(said.text()).contains("out: wove 1 async blocks in 1 classes");
        assertThat(said.exit()).isZero();
        assertThat(program.run("app.Main").text()).isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    @Test
    void weave_jar_weavesInPlace() {
        Path jar = Unwoven.jar(Unwoven.program(directory).classes(), directory.resolve("app.jar"));

        Said said = Unwoven.weave(jar);

        assertThat(said.text()).contains("app.jar: wove 1 async blocks in 1 classes");
        String classPath = jar + File.pathSeparator + Compilation.corePath();
        assertThat(Output.of(List.of(Compilation.tool("java"), "-Xverify:all", "-cp", classPath, "app.Main"))
                        .text())
                .isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    @Test
    void weave_again_changesNothing() throws IOException {
        Compilation program = Unwoven.program(directory);
        Path jar = Unwoven.jar(program.classes(), directory.resolve("app.jar"));
        Unwoven.weave(program.classes(), jar);
        Path main = program.classes().resolve("app/Main.class");
        byte[] wovenJar = Files.readAllBytes(jar);
        FileTime past = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(main, past);
        Files.setLastModifiedTime(jar, past);

        Said said = Unwoven.weave(program.classes(), jar);

        assertThat(said.text().lines()).hasSize(2).allMatch(line -> line.endsWith(": nothing to weave"));
        assertThat(Files.getLastModifiedTime(main)).isEqualTo(past);
        assertThat(Files.getLastModifiedTime(jar)).isEqualTo(past);
        assertThat(jar).hasBinaryContent(wovenJar);
    }

    @Test
    void weave_twoCopiesOfAJar_givesTheSameBytes() throws IOException {
        Path jar = Unwoven.jar(Unwoven.program(directory).classes(), directory.resolve("app.jar"));
        Path copy = Files.copy(jar, directory.resolve("copy.jar"));

        Unwoven.weave(jar);
        Unwoven.weave(copy);

        assertThat(jar).hasSameBinaryContentAs(copy);
    }

    @Test
    void weave_afterJavacWove_changesNothing() {
        Compilation woven = Compilation.in(directory)
                .source("app/Main.java", Programs.MAIN)
                .source("app/Later.java", Programs.LATER);
        Unwoven.compile(woven);

        assertThat(Unwoven.weave(woven.classes()).text()).endsWith(": nothing to weave\n");
    }

    @Test
    void weave_eclipsesClasses_givesWhatTheWeaverGives() throws Exception {
        CaseClasses cases = EclipseCases.compile(directory.resolve("cases"));
        Path classes = directory.resolve("classes");
        CaseClasses.write(cases.plain(), classes);
        String kit = Compilation.corePath() + File.pathSeparator + System.getProperty("java.class.path");

        Said said = Unwoven.command("weave", classes.toString(), "--classpath", kit);

        assertThat(said.exit()).as(said.text()).isZero();
        Map<String, byte[]> expected = cases.woven();
        assertThat(CaseClasses.readAll(classes))
                .hasSameSizeAs(expected)
                .allSatisfy((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
    }

    @Test
    void weave_classInsideAnotherFolderOfTheJar_putsTheStateBesideIt() throws IOException {
        Compilation program = Unwoven.program(directory);
        Path fat = directory.resolve("fat");
        Files.createDirectories(fat.resolve("BOOT-INF"));
        Files.move(program.classes(), fat.resolve("BOOT-INF/classes"));
        Path jar = Unwoven.jar(fat, directory.resolve("app.jar"));

        Said said = Unwoven.command(
                "weave",
                jar.toString(),
                "--classpath",
                fat.resolve("BOOT-INF/classes") + File.pathSeparator + Compilation.corePath());

        assertThat(said.exit()).as(said.text()).isZero();
        try (ClassTree tree = ClassTree.open(jar)) {
            assertThat(tree.classFiles()).contains("BOOT-INF/classes/app/Main$async$0.class");
        }
    }

    // ---------------------------------------------------------------- states of blocks that are gone

    @Test
    void weave_blockRemoved_removesItsState() throws IOException {
        Compilation program = Unwoven.program(directory);
        Unwoven.weave(program.classes());
        Path state = program.classes().resolve("app/Main$async$0.class");
        assertThat(state).exists();
        Unwoven.compile(program.source("app/Main.java", "package app; class Main {}"));

        Said said = Unwoven.weave(program.classes());

        assertThat(said.text()).contains("removed 1 states of blocks that are gone");
        assertThat(state).doesNotExist();
    }

    @Test
    void weave_classDeleted_removesItsStateAndNothingElse() throws IOException {
        Compilation program =
                Unwoven.sources(directory).source("app/Odd$async$0.java", "package app; final class Odd$async$0 {}");
        Unwoven.compile(program);
        Unwoven.weave(program.classes());
        Files.delete(program.classes().resolve("app/Main.class"));

        Unwoven.weave(program.classes());

        assertThat(program.classes().resolve("app/Main$async$0.class")).doesNotExist();
        assertThat(program.classes().resolve("app/Odd$async$0.class")).exists();
    }
}
