package dev.pollux.compiler.beside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.binary.AgentJar;
import dev.pollux.compiler.javac.Compilation;
import dev.pollux.compiler.javac.Output;
import dev.pollux.compiler.javac.Programs;
import dev.pollux.compiler.javac.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.OfflineInstrumentationAccessGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others that change class files: agents before and behind ours, JaCoCo at build time before and after weaving. */
class OtherAgentsTest {

    @TempDir
    Path directory;

    private Compilation program(String... options) {
        Compilation compilation = Compilation.in(directory)
                .source("app/Main.java", Programs.MAIN)
                .source("app/Later.java", Programs.LATER)
                .options(options);
        Result result = compilation.compile();
        assertThat(result.success()).as(result.text()).isTrue();
        return compilation;
    }

    private Compilation unwoven() {
        return program("-Xplugin:Pollux off");
    }

    private String pollux() {
        return "-javaagent:" + AgentJar.pollux(directory);
    }

    // ---------------------------------------------------------------- an agent that wraps every method

    private String spy() {
        String classes =
                Spy.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        String path = classes + File.pathSeparator + Compilation.jars("byte-buddy");
        return "-javaagent:" + AgentJar.of(directory, Spy.class, path);
    }

    private static void assertSpiedOn(Output output) {
        assertThat(output.text()).contains(Programs.PRINTED).containsPattern("spied on [1-9]");
    }

    @Test
    void case174_agentOnWovenClasses_bothWork() {
        assertSpiedOn(program().run("app.Main", spy()));
    }

    @Test
    void case174_agentBeforeOurs_bothWork() {
        assertSpiedOn(unwoven().run("app.Main", spy(), pollux()));
    }

    @Test
    void case174_agentBehindOurs_bothWork() {
        assertSpiedOn(unwoven().run("app.Main", pollux(), spy()));
    }

    // ---------------------------------------------------------------- JaCoCo

    private String jacoco() {
        return "-javaagent:" + Compilation.jars("org.jacoco.agent") + "=destfile=" + directory.resolve("jacoco.exec");
    }

    private void assertCovered(Output output) {
        assertThat(output.text()).isEqualToIgnoringNewLines(Programs.PRINTED);
        assertThat(directory.resolve("jacoco.exec")).isNotEmptyFile();
    }

    @Test
    void jacoco_agentOnWovenClasses_bothWork() {
        assertCovered(program().run("app.Main", jacoco()));
    }

    @Test
    void jacoco_agentBeforeOurs_bothWork() {
        assertCovered(unwoven().run("app.Main", jacoco(), pollux()));
    }

    @Test
    void jacoco_agentBehindOurs_bothWork() {
        assertCovered(unwoven().run("app.Main", pollux(), jacoco()));
    }

    @Test
    void jacoco_instrumentedAfterWeaving_bothWork() throws IOException {
        Compilation program = program();
        instrument(program.classes());

        assertCovered(runInstrumented(program));
    }

    @Test
    void jacoco_instrumentedBeforeWeaving_bothWork() throws IOException {
        Compilation program = unwoven();
        instrument(program.classes());
        Output woven = Output.of(List.of(
                Compilation.tool("java"),
                "-cp",
                Compilation.compilerPath(),
                "dev.pollux.compiler.binary.Main",
                "weave",
                program.classes().toString(),
                "--classpath",
                Compilation.corePath()));
        assertThat(woven.text()).contains("wove 1 async blocks");

        assertCovered(runInstrumented(program));
    }

    private static void instrument(Path classes) throws IOException {
        Instrumenter instrumenter = new Instrumenter(new OfflineInstrumentationAccessGenerator());
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(file, instrumenter.instrument(Files.readAllBytes(file), file.toString()));
            }
        }
    }

    private Output runInstrumented(Compilation program) {
        String path = String.join(
                File.pathSeparator,
                program.classes().toString(),
                Compilation.corePath(),
                Compilation.jars("org.jacoco.agent"));
        return Output.of(List.of(
                Compilation.tool("java"),
                "-Xverify:all",
                "-Djacoco-agent.destfile=" + directory.resolve("jacoco.exec"),
                "-cp",
                path,
                "app.Main"));
    }
}
