package dev.pollux.examples.firststeps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The programs in the README and in the guide are quotations of files that are compiled and tested. */
class DocumentationTest {

    private static final Path ROOT = Path.of("../..");

    private static final Pattern PROGRAM =
            Pattern.compile("(?:<!-- source: (\\S+) -->\n)?```(?:java|xml)\n(.*?)```", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> program_inTheDocumentation_isAQuotation() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String page : List.of(
                "README.md",
                "docs/getting-started.md",
                "docs/recipes.md",
                "docs/testing.md",
                "docs/io.md",
                "docs/net.md")) {
            List<MatchResult> programs = PROGRAM.matcher(Files.readString(ROOT.resolve(page)))
                    .results()
                    .toList();
            assertThat(programs).as(page).isNotEmpty();
            for (MatchResult program : programs) {
                tests.add(DynamicTest.dynamicTest(page + " quotes " + program.group(1), () -> check(program)));
            }
        }
        return tests.stream();
    }

    private static void check(MatchResult program) throws IOException {
        assertThat(program.group(1)).as("a source for: %s", program.group(2)).isNotNull();
        assertThat(Files.readString(ROOT.resolve(program.group(1)))).contains(program.group(2));
    }
}
