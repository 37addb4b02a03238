package dev.pollux.compiler.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.binary.Unwoven.Said;
import dev.pollux.compiler.javac.Compilation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the weave command cannot weave: it says so, and changes nothing. */
class WeaveCommandRefusesTest {

    @TempDir
    Path directory;

    /** Weaves the sample program together with a class, and expects a refusal that leaves both alone. */
    private String refused(String statements) throws IOException {
        Compilation program = Unwoven.sources(directory).source("app/Bad.java", """
                package app;

                import static dev.pollux.future.Futures.async;

                import dev.pollux.future.*;
                import java.util.List;

                class Bad {
                    STATEMENTS
                }
                """.replace("STATEMENTS", statements));
        Unwoven.compile(program);
        byte[] before = Files.readAllBytes(program.classes().resolve("app/Main.class"));

        Said said = Unwoven.weave(program.classes());

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).endsWith("pollux: nothing was changed\n");
        assertThat(program.classes().resolve("app/Main.class")).hasBinaryContent(before);
        return said.text();
    }

    @Test
    void weave_awaitInAMethod_isPX0002WithThePlace() throws IOException {
        assertThat(refused("String f(Later l) throws Exception { return l.await(); }"))
                .contains("app.Bad(Bad.java:9): [PX0002 await-outside-block]", "the method f", "Why: ", "Cure: ");
    }

    @Test
    void weave_awaitInAnOrdinaryLambda_isPX0003() throws IOException {
        assertThat(refused("Object f(Later l) { return (java.util.concurrent.Callable<?>) () -> l.await(); }"))
                .contains("app.Bad(Bad.java:9): [PX0003 await-in-lambda]");
    }

    @Test
    void weave_awaitAsMethodReference_isPX0005() throws IOException {
        assertThat(refused("Object f(Later l) { return (java.util.concurrent.Callable<?>) l::await; }"))
                .contains("app.Bad(Bad.java:9): [PX0005 await-method-reference]");
    }

    @Test
    void weave_blockAsMethodReference_isPX0002WhereItAwaits() throws IOException {
        assertThat(refused("""
                String body() throws Exception { return new Later("x").await(); }
                Future<String> f() { return async(this::body); }
                """))
                .contains("app.Bad(Bad.java:9): [PX0002 await-outside-block]", "not as method references");
    }

    @Test
    void weave_awaitHoldingAMonitor_isPX0007() throws IOException {
        assertThat(refused("""
                Future<String> f(Later l) {
                    return async(() -> {
                        synchronized (l) {
                            return l.await();
                        }
                    });
                }
                """)).contains("app.Bad(Bad.java:12): [PX0007 not-woven]", "inside synchronized");
    }

    @Test
    void weave_awaitBesideSynchronized_isFine() {
        Compilation program = Unwoven.sources(directory).source("app/Good.java", """
                package app;

                import dev.pollux.future.*;

                class Good {
                    Future<String> f(Later l) {
                        return Futures.async(() -> {
                            String before = l.await();
                            synchronized (l) {
                                before += before;
                            }
                            try {
                                synchronized (l) {
                                    before += l.hashCode();
                                }
                                return l.await() + before;
                            } finally {
                                l.await();
                            }
                        });
                    }
                }
                """);
        Unwoven.compile(program);

        assertThat(Unwoven.weave(program.classes()).text()).contains("wove 2 async blocks in 2 classes");
    }

    @Test
    void weave_serializableBlock_isPX0007() throws IOException {
        assertThat(refused("""
                Object f(Later l) {
                    return (AsyncBlock<String> & java.io.Serializable) () -> l.await();
                }
                """)).contains("app.Bad(Bad.java:10): [PX0007 not-woven]", "serializable");
    }

    @Test
    void weave_receiverNotOnTheClassPath_saysWhichClassIsMissing() throws IOException {
        Compilation program = Unwoven.program(directory);
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere/app"));
        Files.move(program.classes().resolve("app/Later.class"), elsewhere.resolve("Later.class"));

        Said said = Unwoven.weave(program.classes());

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text())
                .contains("app.Main(Main.java): [PX0007 not-woven]", "no class app.Later;", "--classpath");
        String classPath = elsewhere.getParent() + File.pathSeparator + Compilation.corePath();
        assertThat(Unwoven.command("weave", program.classes().toString(), "-cp", classPath)
                        .exit())
                .isZero();
    }

    @Test
    void weave_awaitOfATypeThatIsNoFuture_isLeftAlone() {
        Compilation program = Unwoven.sources(directory).source("app/Other.java", """
                package app;

                import java.util.concurrent.CountDownLatch;

                class Other extends Thread {
                    String await() { return "mine"; }
                    static String f(Other other) throws Exception {
                        new CountDownLatch(0).await();
                        return other.await();
                    }
                }
                """);
        Unwoven.compile(program);

        assertThat(Unwoven.weave(program.classes()).exit()).isZero();
    }

    @Test
    void weave_signedJar_isRefused() throws IOException {
        Compilation program = Unwoven.program(directory);
        Path information = Files.createDirectories(program.classes().resolve("META-INF"));
        Files.writeString(information.resolve("KEY.SF"), "Signature-Version: 1.0\n");
        Path jar = Unwoven.jar(program.classes(), directory.resolve("app.jar"));
        byte[] before = Files.readAllBytes(jar);

        Said said = Unwoven.weave(jar);

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).contains("app.jar is signed; weave it before it is signed");
        assertThat(jar).hasBinaryContent(before);
    }

    @Test
    void weave_fileThatIsNoJar_isRefused() throws IOException {
        Path text = Files.writeString(directory.resolve("notes.txt"), "no jar");

        Said said = Unwoven.weave(text);

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).contains("notes.txt is neither a directory nor a jar");
    }

    @Test
    void weave_brokenClassFile_isNamed() throws IOException {
        Compilation program = Unwoven.program(directory);
        Files.writeString(program.classes().resolve("app/Broken.class"), "it speaks of dev/pollux/, but is no class");

        Said said = Unwoven.weave(program.classes());

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).contains("Broken.class: not understood as a class file", "pollux: nothing was changed");
    }

    // ---------------------------------------------------------------- the command line

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    wave               | the command is weave
                    weave              | say which directories or jars to weave
                    weave . -cp        | --classpath needs a path
                    weave --fast .     | there is no option --fast
                    weave no-such-file | there is no no-such-file
                    """)
    void command_wrong_saysWhatAndHowToUseIt(String line, String complaint) {
        Said said = Unwoven.command(line.split(" "));

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.text()).startsWith("pollux: " + complaint).contains("usage: java -jar pollux-compiler.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "weave --help"})
    void command_help_showsTheUsage(String line) {
        Said said = Unwoven.command(line.split(" "));

        assertThat(said.exit()).isZero();
        assertThat(said.text()).startsWith("usage: ");
    }
}
