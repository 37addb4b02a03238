package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Compilation;
import dev.pollux.compiler.javac.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compiles the programs in {@code docs/diagnostics}. A line of a wrong program ends with the codes that it must get. */
class DiagnosticPagesTest {

    private static final Path PAGES = Path.of("..", "docs", "diagnostics");
    private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("compiled with `(-Apollux\\.[^`]+)`");

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(names = "PX0007", mode = EnumSource.Mode.EXCLUDE)
    void wrongProgram_compiled_getsTheCodesAtTheMarkedLines(Code code) throws IOException {
        String wrong = programs(code).get(0);

        Result result = compile(wrong, options(code));

        assertThat(LineMarks.foundIn(result))
                .as(result.text())
                .isEqualTo(LineMarks.expectedIn(wrong))
                .anyMatch(spot -> spot.contains(code.name()));
    }

    @ParameterizedTest
    @EnumSource(names = "PX0007", mode = EnumSource.Mode.EXCLUDE)
    void rightProgram_compiled_getsNoMessage(Code code) throws IOException {
        Result result = compile(programs(code).get(1), strict(options(code)));

        assertThat(result.reports()).isEmpty();
        assertThat(result.success()).isTrue();
    }

    @Test
    void pageOfNotWoven_compiledWithAndWithoutProcessor_isWrongOnlyWithout() throws IOException {
        String program = programs(Code.PX0007).get(0);

        assertThat(LineMarks.foundIn(compile(program, "-proc:none"))).isEqualTo(LineMarks.expectedIn(program));
        assertThat(compile(program, "-Xlint:all,-processing", "-Werror").reports())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void page_ofEveryCode_hasTheNameAndTheKindInItsTitle(Code code) throws IOException {
        String kind = code.kind().name().toLowerCase(Locale.ROOT);

        assertThat(page(code)).startsWith("# " + code.name() + " " + code.title() + " (" + kind + ")\n");
        assertThat(Files.readString(PAGES.resolve("README.md")))
                .contains("| [" + code.name() + "](" + code.name() + ".md) | " + code.title() + " | " + kind + " |");
    }

    private Result compile(String program, String... options) throws IOException {
        Path fresh = Files.createTempDirectory(directory, "page");
        return FacadeStub.addTo(Compilation.in(fresh))
                .source("Page.java", program)
                .options(options)
                .compile();
    }

    private static List<String> programs(Code code) throws IOException {
        try (Stream<String> found = PROGRAM.matcher(page(code)).results().map(result -> result.group(1))) {
            return found.toList();
        }
    }

    /** What both programs of a page are compiled with, because the page says so. */
    private static String[] options(Code code) throws IOException {
        try (Stream<String> found = OPTION.matcher(page(code)).results().map(result -> result.group(1))) {
            return found.toArray(String[]::new);
        }
    }

    private static String[] strict(String... options) {
        return Stream.concat(Stream.of("-Xlint:all,-processing", "-Werror"), Stream.of(options))
                .toArray(String[]::new);
    }

    private static String page(Code code) throws IOException {
        return Files.readString(PAGES.resolve(code.name() + ".md"));
    }
}
