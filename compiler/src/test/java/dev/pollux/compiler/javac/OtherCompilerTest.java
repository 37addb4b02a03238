package dev.pollux.compiler.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eclipse's compiler with our processor: it has to be told that somebody else weaves. */
class OtherCompilerTest {

    @TempDir
    Path directory;

    private Output eclipse(String... options) {
        Compilation sources = Compilation.in(directory)
                .source("app/Main.java", Programs.MAIN)
                .source("app/Later.java", Programs.LATER);
        List<String> command = new ArrayList<>(List.of(Compilation.tool("java"), "-cp", Compilation.jars("ecj")));
        command.addAll(List.of("org.eclipse.jdt.internal.compiler.batch.Main", "--release", "17"));
        command.addAll(List.of("-d", sources.classes().toString(), "-cp", Compilation.corePath()));
        command.addAll(List.of("-processorpath", Compilation.compilerPath()));
        command.addAll(List.of(options));
        command.add(sources.sources().toString());
        return Output.of(command);
    }

    @Test
    void compile_byEclipse_isAnErrorWithEachCure() {
        Output output = eclipse();

        assertThat(output.exit()).isNotZero();
        assertThat(output.text())
                .contains("[PX0007 not-woven]", "compile with javac", "-Apollux.weave=later")
                .contains("-javaagent:pollux-compiler.jar", "java -jar pollux-compiler.jar weave");
    }

    @Test
    void compile_byEclipseToBeWovenLater_passes() {
        Output output = eclipse("-Apollux.weave=later");

        assertThat(output.text()).isEmpty();
        assertThat(output.exit()).isZero();
    }

    @Test
    void compile_byJavacToBeWovenLater_checksAndLeavesTheClassesAlone() {
        Compilation later = Compilation.in(directory)
                .source("app/Main.java", Programs.MAIN)
                .source("app/Later.java", Programs.LATER)
                .options("-Apollux.weave=later", "-Xlint:all", "-Werror");

        assertThat(later.compile().text()).isEmpty();
        assertThat(later.run("app.Main").text()).contains("NotWovenError");
        later.source("Bad.java", "class Bad { void t(app.Later l) throws Exception { l.await(); } }");
        assertThat(later.compile().codes()).containsExactly("PX0002");
    }

    @Test
    void compile_withAWrongOption_isAnErrorThatNamesTheRightOnes() {
        Compilation wrong = Compilation.in(directory).source("app/Plain.java", Programs.PLAIN);

        assertThat(wrong.options("-Apollux.weave=never").compile().text())
                .contains("-Apollux.weave=never is not one of [later, now]");
        assertThat(wrong.options("-Apollux.waeve=now").compile().text())
                .contains("there is no option -Apollux.waeve; there are [", "pollux.weave");
    }
}
