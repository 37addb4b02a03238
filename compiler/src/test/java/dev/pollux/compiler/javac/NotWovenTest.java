package dev.pollux.compiler.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds in which async blocks cannot be woven must not pass. */
class NotWovenTest {

    private static final String BAD = "class Bad { void t(app.Later l) throws Exception { l.await(); } }";

    @TempDir
    Path directory;

    private Compilation program() {
        return Compilation.in(directory)
                .source("app/Main.java", Programs.MAIN)
                .source("app/Later.java", Programs.LATER);
    }

    @Test
    void compile_withoutProcessing_isOneErrorAtTheFirstBlock() {
        Result result = program().options("-proc:none").compile();

        assertThat(result.success()).isFalse();
        Report report = result.only("PX0007");
        assertThat(report.line()).isEqualTo(12);
        assertThat(report.message())
                .contains("[PX0007 not-woven]", "<annotationProcessorPaths>", "annotationProcessor", "-proc:full");
        assertThat(result.reports()).hasSize(1);
    }

    @Test
    void compile_onlyToCheck_leavesTheClassesAlone() {
        Compilation check = program().options("-Xplugin:Pollux check", "-Xlint:all", "-Werror");

        assertThat(check.compile().text()).isEmpty();
        assertThat(check.run("app.Main").text()).contains("NotWovenError");
        assertThat(check.options("-proc:none").compile().text()).isEmpty();
        assertThat(check.source("Bad.java", BAD).compile().codes()).containsExactly("PX0002");
    }

    @Test
    void compile_withPolluxOff_doesNotEvenCheck() {
        Compilation off = program().source("Bad.java", BAD).options("-Xplugin:Pollux off");

        assertThat(off.compile().text()).isEmpty();
        assertThat(off.run("app.Main").text()).contains("NotWovenError");
    }

    @Test
    void compile_withoutProcessingAndWithoutBlocks_isFine() {
        Result result = Compilation.in(directory)
                .source("app/Plain.java", Programs.PLAIN)
                .source("app/Later.java", Programs.LATER)
                .options("-proc:none", "-Xlint:all", "-Werror")
                .compile();

        assertThat(result.reports()).isEmpty();
    }

    @Test
    void compile_processorOnClassPathAlone_isAnErrorWhereJavacDoesNotLookThere() {
        String both = Compilation.corePath() + File.pathSeparator + Compilation.compilerPath();

        Result result = program().processorPath(null).classPath(both).fork();

        boolean looksThere = Runtime.version().feature() < 23;
        assertThat(result.success()).as(result.text()).isEqualTo(looksThere);
        assertThat(result.output().contains("PX0007")).isEqualTo(!looksThere);
    }

    @Test
    void compile_behindAProcessorThatClaimsEverything_saysToListPolluxFirst() {
        Result result = program()
                .processor(new ClaimsAll())
                .processor(new PolluxProcessor())
                .compile();

        assertThat(result.only("PX0007").message()).contains("list pollux-compiler before it");
    }

    @Test
    void compile_beforeAProcessorThatClaimsEverything_weaves() {
        Compilation compilation = program().processor(new PolluxProcessor()).processor(new ClaimsAll());

        Result result = compilation.compile();

        assertThat(result.text()).isEmpty();
        assertThat(compilation.run("app.Main").text()).isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    private static final class ClaimsAll extends AbstractProcessor {
        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latest();
        }

        @Override
        @SuppressWarnings("DoNotClaimAnnotations") // the bad neighbour is the point
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            return true;
        }
    }

    @Test
    void compile_intoMemory_weavesThere() throws IOException {
        MemoryFileManager memory = new MemoryFileManager(true, directory);
        Compilation compilation = program().fileManager(memory);

        Result result = compilation.compile();

        assertThat(result.text()).isEmpty();
        memory.writeTo(compilation.classes());
        assertThat(compilation.run("app.Main").text()).isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    @Test
    void compile_intoMemoryThatCannotBeRead_isAnErrorWithTheCure() {
        Result result = program()
                .fileManager(new MemoryFileManager(false, directory.resolve("out")))
                .compile();

        assertThat(result.success()).isFalse();
        assertThat(result.only("PX0007").message()).contains("app.Main cannot be read back", "Maven or Gradle");
    }

    @Test
    void compile_intoMemoryWithOldClassesOnDisk_doesNotTakeThemForNew() throws IOException {
        program().compile();
        Compilation again = program().fileManager(new MemoryFileManager(false, directory.resolve("out")));

        Result result = again.compile();

        assertThat(result.success()).isFalse();
        assertThat(result.only("PX0007").message()).contains("cannot be read back");
        assertThat(Files.exists(again.classes().resolve("app/Main.class"))).isFalse();
    }

    @Test
    void compile_blockThatTheWeaverRefuses_isAnErrorAndLeavesNoClass() {
        String awaits = "sum += new Later(\"\").await().length();\n".repeat(2_000);
        Compilation compilation = Compilation.in(directory)
                .source("app/Later.java", Programs.LATER)
                .source("app/Big.java", """
                        package app;
                        class Big {
                            dev.pollux.future.Future<Integer> small() {
                                return dev.pollux.future.Futures.async(() -> new Later("").await().length());
                            }
                            dev.pollux.future.Future<Integer> big() {
                                return dev.pollux.future.Futures.async(() -> {
                                    int sum = 0;
                                    AWAITS
                                    return sum;
                                });
                            }
                        }
                        """.replace("AWAITS", awaits));

        Result result = compilation.compile();

        assertThat(result.success()).as(result.text()).isFalse();
        assertThat(result.only("PX0007").message())
                .contains("65535", "move parts of it to methods that return futures");
        assertThat(result.only("PX0007").line()).as("not the small block").isEqualTo(7);
        assertThat(result.reports()).hasSize(1);
        assertThat(Files.exists(compilation.classes().resolve("app/Big.class"))).isFalse();
    }
}
