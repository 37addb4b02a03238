package dev.pollux.compiler.beside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Compilation;
import dev.pollux.compiler.javac.Output;
import dev.pollux.compiler.javac.Programs;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ProGuard on a woven program and the library together. The rules are those of docs/building.md. */
class ShrinkerTest {

    /** Besides a woven block, a class of the library that finds its field by name. */
    private static final String START = """
            package app;

            final class Start {
                public static void main(String[] arguments) throws Exception {
                    new dev.pollux.future.AtomicWaker().wake();
                    Main.main(arguments);
                }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void case173_proGuard_shrunkProgramStillRuns() throws IOException {
        Compilation program = Compilation.in(directory)
                .source("app/Main.java", Programs.MAIN)
                .source("app/Start.java", START)
                .source("app/Later.java", Programs.LATER);
        assertThat(program.compile().text()).isEmpty();
        Path shrunk = directory.resolve("shrunk.jar");
        Path rules = Files.writeString(directory.resolve("rules.pro"), """
                -injars 'PROGRAM'
                -injars 'CORE'(!module-info.class,!META-INF/**)
                -outjars 'SHRUNK'
                -libraryjars 'JDK'
                -keep class app.Start { public static void main(java.lang.String[]); }
                -dontwarn org.jspecify.**
                DOCUMENTED
                """.replace(
                        "PROGRAM", program.classes().toString())
                .replace("CORE", Compilation.corePath())
                .replace("SHRUNK", shrunk.toString())
                .replace("JDK", partOfTheJdk().toString())
                .replace("DOCUMENTED", documentedRules()));

        Output proGuard = Output.of(
                List.of(Compilation.tool("java"), "-cp", Compilation.jars(""), "proguard.ProGuard", "@" + rules));

        assertThat(proGuard.exit()).as(proGuard.text()).isZero();
        Output run =
                Output.of(List.of(Compilation.tool("java"), "-Xverify:all", "-cp", shrunk.toString(), "app.Start"));
        assertThat(run.text()).isEqualToIgnoringNewLines(Programs.PRINTED);
        assertThat(Files.size(shrunk)).isLessThan(Files.size(jarOf(Path.of(Compilation.corePath()), "all.jar")));
    }

    private static String documentedRules() throws IOException {
        String page = Files.readString(Path.of("../docs/building.md"));
        int from = page.indexOf("```proguard\n") + "```proguard\n".length();
        return page.substring(from, page.indexOf("```", from));
    }

    /** ProGuard reads no run-time image, and not every JDK has its modules as files. */
    private Path partOfTheJdk() throws IOException {
        return jarOf(Path.of(URI.create("jrt:/java.base")), "jdk.jar");
    }

    private Path jarOf(Path root, String name) throws IOException {
        Path jar = directory.resolve(name);
        if (Files.isRegularFile(root)) {
            return Files.copy(root, jar);
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(ShrinkerTest::isApi).toList()) {
                out.putNextEntry(new JarEntry(root.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    private static boolean isApi(Path file) {
        String path = file.toString().replace(File.separatorChar, '/');
        return Files.isRegularFile(file) && (path.contains("/java/") || path.contains("/dev/pollux/"));
    }
}
