package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Compilation;
import dev.pollux.compiler.javac.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compiles the programs in {@code src/test/corpus}: each wrong one must be found at its line, and no right one flagged. */
class CorpusTest {

    private static final Path CORPUS = Path.of("src", "test", "corpus");
    private static final int FEWEST = 3;
    private static final String IMPORTS = """
            import static dev.pollux.Pollux.*;
            import dev.pollux.*;
            import dev.pollux.future.*;
            import dev.pollux.future.Future;
            import dev.pollux.runtime.*;
            import dev.pollux.task.*;
            import java.io.*;
            import java.nio.file.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.locks.*;
            import java.util.function.*;
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void wrongPrograms_compiled_getTheMarkedCodesAndNothingElse(Code code) throws IOException {
        Corpus corpus = corpus(code);

        for (List<CorpusProgram> together : compilations(corpus, true)) {
            String source = corpus.source(IMPORTS, together);
            Result result = compile(source, together.get(0).options());

            assertThat(LineMarks.foundIn(result))
                    .as(code + ": " + result.text())
                    .isEqualTo(LineMarks.expectedIn(source));
            assertThat(result.reports()).noneMatch(report -> report.code().isEmpty() && report.kind() == Kind.ERROR);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rightPrograms_compiled_getNoMessage(Code code) throws IOException {
        Corpus corpus = corpus(code);

        for (List<CorpusProgram> together : compilations(corpus, false)) {
            Result result =
                    compile(corpus.source(IMPORTS, together), together.get(0).options());

            assertThat(result.codes()).as(code + ": " + result.text()).isEmpty();
            assertThat(result.success()).as(result.text()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void programs_areMarkedAsTheirHeadersSay(Code code) throws IOException {
        Corpus corpus = corpus(code);

        assertThat(corpus.programs(true))
                .allSatisfy(program ->
                        assertThat(marks(program)).as(program.toString()).anyMatch(mark -> mark.endsWith(code.name())));
        assertThat(corpus.programs(false))
                .allSatisfy(program ->
                        assertThat(marks(program)).as(program.toString()).isEmpty());
    }

    @Test
    void corpus_hasProgramsOfBothKindsForEveryCode() throws IOException {
        int wrong = 0;
        int right = 0;
        System.out.println("Corpus of programs             wrong right");
        for (Code code : Code.values()) {
            Corpus corpus = corpus(code);
            int found = corpus.programs(true).size();
            int passed = corpus.programs(false).size();
            System.out.printf("%-30s %5d %5d%n", code.name() + " " + code.title(), found, passed);
            assertThat(found).as(code + " wrong").isGreaterThanOrEqualTo(FEWEST);
            assertThat(passed).as(code + " right").isGreaterThanOrEqualTo(FEWEST);
            wrong += found;
            right += passed;
        }
        System.out.printf("%-30s %5d %5d%n", "all", wrong, right);
    }

    // ---------------------------------------------------------------- the files

    private static Corpus corpus(Code code) throws IOException {
        return Corpus.of(Files.readAllLines(CORPUS.resolve(code.name() + ".txt")));
    }

    /** Programs without options share a compilation; any other has its own. */
    private static List<List<CorpusProgram>> compilations(Corpus corpus, boolean wrong) {
        List<CorpusProgram> shared = new ArrayList<>();
        List<List<CorpusProgram>> all = new ArrayList<>();
        for (CorpusProgram program : corpus.programs(wrong)) {
            if (program.options().isEmpty()) {
                shared.add(program);
            } else {
                all.add(List.of(program));
            }
        }
        if (!shared.isEmpty()) {
            all.add(shared);
        }
        return all;
    }

    private static List<String> marks(CorpusProgram program) {
        return LineMarks.expectedIn(String.join("\n", program.members()));
    }

    private Result compile(String source, List<String> options) throws IOException {
        Path fresh = Files.createTempDirectory(directory, "programs");
        Compilation compilation = FacadeStub.addTo(Compilation.in(fresh)).source("Programs.java", source);
        Path stubs = CORPUS.resolve("stubs");
        try (Stream<Path> found = Files.walk(stubs)) {
            for (Path stub :
                    found.filter(file -> file.toString().endsWith(".java")).toList()) {
                compilation.source(stubs.relativize(stub).toString(), Files.readString(stub));
            }
        }
        return compilation.options(options.toArray(String[]::new)).compile();
    }
}
