package dev.pollux.compiler.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Compilation;
import dev.pollux.compiler.javac.Output;
import dev.pollux.compiler.javac.Programs;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java agent, attached to JVMs that run classes which nobody has woven. */
class AgentTest {

    @TempDir
    Path directory;

    private String agent() {
        return "-javaagent:" + AgentJar.pollux(directory);
    }

    @Test
    void agent_unwovenProgram_weavesItAsItLoads() {
        Compilation program = Unwoven.program(directory);

        assertThat(program.run("app.Main").text()).contains("NotWovenError");
        assertThat(program.run("app.Main", agent()).text()).isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    @Test
    void agent_namedModule_weavesItToo() {
        Compilation program = Unwoven.sources(directory)
                .source("module-info.java", "module app { requires dev.pollux.core; }")
                .noClassPath()
                .options("-p", Compilation.coreModulePath());
        Unwoven.compile(program);
        String modules = program.classes() + File.pathSeparator + Compilation.corePath();

        Output output = Output.of(
                List.of(Compilation.tool("java"), "-Xverify:all", agent(), "-p", modules, "-m", "app/app.Main"));

        assertThat(output.text()).isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    @Test
    void agent_twoLoadersOfTheSameClasses_definesTheStatesInEach() {
        Compilation program = Unwoven.sources(directory).source("app/Twice.java", """
                package app;

                import java.net.URL;
                import java.net.URLClassLoader;

                class Twice {
                    public static void main(String[] arguments) throws Exception {
                        URL[] here = {Twice.class.getProtectionDomain().getCodeSource().getLocation()};
                        for (int i = 0; i < 2; i++) {
                            ClassLoader apart = new URLClassLoader(here, Twice.class.getClassLoader()) {
                                @Override protected Class<?> loadClass(String name, boolean resolve)
                                        throws ClassNotFoundException {
                                    Class<?> mine = name.startsWith("app.") ? findLoadedClass(name) : null;
                                    return mine != null ? mine
                                            : name.startsWith("app.") ? findClass(name) : super.loadClass(name, resolve);
                                }
                            };
                            Class<?> main = apart.loadClass("app.Main");
                            main.getMethod("main", String[].class).invoke(null, (Object) arguments);
                            Class<?> state = apart.loadClass("app.Main$async$0");
                            System.out.println(state.getClassLoader() == apart
                                    && state.getProtectionDomain() == main.getProtectionDomain());
                        }
                    }
                }
                """);
        Unwoven.compile(program);

        String once = Programs.PRINTED + "\ntrue\n";

        assertThat(program.run("app.Twice", agent()).text()).isEqualToNormalizingNewlines(once + once);
    }

    @Test
    void agent_awaitOutsideABlock_printsItAndTheRestWorks() {
        Compilation program = Unwoven.sources(directory).source("app/Bad.java", """
                package app;

                class Bad {
                    public static void main(String[] arguments) throws Exception {
                        Main.main(arguments);
                        new Later("x").await();
                    }
                }
                """);
        Unwoven.compile(program);

        assertThat(program.run("app.Bad", agent()).text())
                .contains(
                        "pollux: app.Bad(Bad.java:6): [PX0002 await-outside-block]",
                        Programs.PRINTED,
                        "NotWovenError: await() was called in code that the Pollux compiler did not compile",
                        "<annotationProcessorPaths>",
                        "Gradle: annotationProcessor",
                        "-javaagent:pollux-compiler.jar",
                        "java -jar pollux-compiler.jar weave",
                        "at app.Bad.main(Bad.java:6)");
    }

    @Test
    void agent_blockThatCannotBeWoven_printsWhy() {
        Compilation program = Unwoven.sources(directory).source("app/Bad.java", """
                package app;

                import dev.pollux.future.*;

                class Bad {
                    public static void main(String[] arguments) throws Exception {
                        Futures.async(() -> {
                            synchronized (Bad.class) {
                                return new Later("x").await();
                            }
                        }).poll(Context.of(Waker.noop()));
                    }
                }
                """);
        Unwoven.compile(program);

        assertThat(program.run("app.Bad", agent()).text())
                .contains("pollux: app.Bad(Bad.java:9): [PX0007 not-woven]", "inside synchronized", "NotWovenError");
    }

    @Test
    void agent_program_doesNotGetAtTheInsidesOfTheJdk() {
        Compilation program = Unwoven.sources(directory).source("app/Burglar.java", """
                package app;

                class Burglar {
                    public static void main(String[] arguments) throws Exception {
                        Main.main(arguments);
                        ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class).setAccessible(true);
                    }
                }
                """);
        Unwoven.compile(program);

        assertThat(program.run("app.Burglar", agent()).text())
                .contains(Programs.PRINTED, "InaccessibleObjectException");
    }

    @Test
    void agent_options_areRefused() {
        Output output = Unwoven.program(directory).run("app.Main", agent() + "=fast");

        assertThat(output.exit()).isNotZero();
        assertThat(output.text()).contains("the Pollux agent takes no options, but got fast");
    }

    @Test
    void transform_classThatIsWovenAlready_leavesItAlone() throws IOException {
        Compilation program = Unwoven.program(directory);
        Unwoven.weave(program.classes());
        byte[] woven = Files.readAllBytes(program.classes().resolve("app/Main.class"));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        WeavingTransformer transformer =
                new WeavingTransformer(null, new PrintStream(said, true, StandardCharsets.UTF_8));
        ClassLoader loader = new ClassLoader(null) {};

        byte[] result = transformer.transform(loader, "app/Main", null, null, woven);

        assertThat(result).isNull();
        assertThat(said.size()).isZero();
    }

    @Test
    void transform_thatBreaks_saysSoAndLoadsTheClassAsItWas() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        WeavingTransformer transformer =
                new WeavingTransformer(null, new PrintStream(said, true, StandardCharsets.UTF_8));
        byte[] broken = "no class file, but it speaks of dev/pollux/".getBytes(StandardCharsets.UTF_8);

        byte[] result = transformer.transform(new ClassLoader(null) {}, "app/Broken", null, null, broken);

        assertThat(result).isNull();
        assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("pollux: app/Broken is not woven: ");
    }
}
