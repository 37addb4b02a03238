package dev.pollux.compiler.binary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Compilation;
import dev.pollux.compiler.javac.Programs;
import dev.pollux.compiler.javac.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Programs that were compiled without the Pollux compiler, and the weave command applied to them. */
final class Unwoven {

    /** What the command said, and its exit status. */
    record Said(int exit, String text) {}

    private Unwoven() {}

    /** The sample program. */
    static Compilation program(Path directory) {
        Compilation compilation = sources(directory);
        compile(compilation);
        return compilation;
    }

    /** The sources of the sample program, to be joined by others. */
    static Compilation sources(Path directory) {
        return Compilation.in(directory)
                .source("app/Main.java", Programs.MAIN)
                .source("app/Later.java", Programs.LATER)
                .options("-Xplugin:Pollux off");
    }

    static void compile(Compilation compilation) {
        Result result = compilation.compile();
        assertThat(result.success()).as(result.text()).isTrue();
    }

    /** Runs the command against the class path of the sample program. */
    static Said weave(Path... targets) {
        String[] words = new String[targets.length + 3];
        words[0] = "weave";
        for (int i = 0; i < targets.length; i++) {
            words[i + 1] = targets[i].toString();
        }
        words[targets.length + 1] = "--classpath";
        words[targets.length + 2] = Compilation.corePath();
        return command(words);
    }

    static Said command(String... words) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
        int exit = Main.run(out, out, words);
        return new Said(exit, text.toString(StandardCharsets.UTF_8));
    }

    /** Packs a directory. */
    static Path jar(Path directory, Path jar) {
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"));
                var files = Files.walk(directory)) {
            for (Path file : files.sorted().toList()) {
                Path entry = zip.getPath("/").resolve(directory.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(entry);
                } else {
                    Files.copy(file, entry);
                }
            }
            return jar;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
