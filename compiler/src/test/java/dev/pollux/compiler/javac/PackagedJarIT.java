package dev.pollux.compiler.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that is published: complete in itself, on the processor path and on the processor module path. */
class PackagedJarIT {

    @TempDir
    Path directory;

    private static Path jar() {
        return Path.of(System.getProperty("pollux.compiler.jar"));
    }

    private Compilation program() {
        return Compilation.in(directory)
                .source("app/Main.java", Programs.MAIN)
                .source("app/Later.java", Programs.LATER);
    }

    @Test
    void jar_hasBothServicesAndNothingUnderTheNamesOfOthers() throws IOException {
        try (JarFile jar = new JarFile(jar().toFile())) {
            List<String> names = jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();

            assertThat(names)
                    .contains(
                            "module-info.class",
                            "META-INF/services/com.sun.source.util.Plugin",
                            "META-INF/services/javax.annotation.processing.Processor",
                            "META-INF/gradle/incremental.annotation.processors")
                    .filteredOn(name -> name.endsWith(".class") && !name.equals("module-info.class"))
                    .allMatch(name -> name.startsWith("dev/pollux/compiler/"));
        }
    }

    @Test
    void compile_withTheJarAlone_weaves() {
        Compilation compilation = program().processorPath(jar().toString()).options("-Xlint:all", "-Werror");

        Result result = compilation.fork();

        assertThat(result.text()).isEmpty();
        assertThat(compilation.run("app.Main").text()).isEqualToIgnoringNewLines(Programs.PRINTED);
    }

    @Test
    void compile_withTheJarAsAModule_weaves() {
        Compilation compilation = program()
                .source("module-info.java", "module app { requires transitive dev.pollux.core; exports app; }")
                .noClassPath()
                .processorPath(null)
                .options("-p", Compilation.coreModulePath())
                .options("--processor-module-path", jar().toString(), "-Xlint:all", "-Werror");

        Result result = compilation.fork();

        assertThat(result.text()).isEmpty();
        String modules = compilation.classes() + File.pathSeparator + Compilation.corePath();
        assertThat(Output.of(List.of(Compilation.tool("java"), "-p", modules, "-m", "app/app.Main"))
                        .text())
                .isEqualToIgnoringNewLines(Programs.PRINTED);
    }
}
