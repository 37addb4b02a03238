package dev.pollux.compiler.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Gradle relies on, without Gradle: it is not in the repositories that this build uses. */
class GradleTest {

    @TempDir
    Path directory;

    private Compilation program(String name) {
        return Compilation.in(directory.resolve(name))
                .source("app/Main.java", Programs.MAIN)
                .source("app/Later.java", Programs.LATER);
    }

    /** Gradle deletes what an isolating processor made from a source that is changed, renamed or deleted. */
    @Test
    void case165_eachState_hasTheClassOfItsBlockAsItsOnlyOrigin() throws Exception {
        List<String> origins = new ArrayList<>();
        Compilation compilation = program("origins")
                .processor(
                        HiddenEnvironment.wrapping(HiddenEnvironment.processor(), filer -> recording(filer, origins)));

        Result result = compilation.compile();

        assertThat(result.text()).isEmpty();
        assertThat(origins).containsExactly("app/Main$async$0.class from [app.Main]");
    }

    @Test
    void case165_processor_isDeclaredIsolating() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/META-INF/gradle/incremental.annotation.processors")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .containsExactly(PolluxProcessor.class.getName() + ",isolating");
        }
    }

    /** A build cache keeps the output directory of the compilation, and nothing else. */
    @Test
    void case166_outputDirectory_isAllThatTheWovenProgramNeeds() throws IOException {
        Compilation compiled = program("compiled");
        assertThat(compiled.compile().text()).isEmpty();
        Compilation restored = program("restored");
        Files.createDirectories(restored.classes().resolve("app"));
        try (Stream<Path> files = Files.list(compiled.classes().resolve("app"))) {
            for (Path file : files.toList()) {
                Files.copy(file, restored.classes().resolve("app").resolve(file.getFileName()));
            }
        }

        assertThat(restored.run("app.Main").text()).isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    /** There is no Gradle code of ours whose state a configuration cache could keep, and no state between compilations. */
    @Test
    void case167_compilationsInOneDaemon_areIndependent() throws Exception {
        for (int build = 0; build < 3; build++) {
            Compilation compilation =
                    program("build" + build).processor(HiddenEnvironment.wrapping(HiddenEnvironment.processor()));
            assertThat(compilation.compile().text()).isEmpty();
            assertThat(compilation.run("app.Main").text()).isEqualToIgnoringNewLines(Programs.PRINTED);
        }
    }

    private static Filer recording(Filer filer, List<String> origins) {
        return (Filer) Proxy.newProxyInstance(
                GradleTest.class.getClassLoader(), new Class<?>[] {Filer.class}, (self, method, arguments) -> {
                    if (method.getName().equals("createResource")) {
                        List<String> from = Stream.of((Object[]) arguments[3])
                                .map(origin -> ((TypeElement) origin)
                                        .getQualifiedName()
                                        .toString())
                                .toList();
                        origins.add(arguments[1] + "/" + arguments[2] + " from " + from);
                    }
                    return method.invoke(filer, arguments);
                });
    }
}
