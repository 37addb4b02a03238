package dev.pollux.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BehaviourReportTest {

    private static final List<String> LIST = List.of(
            "id\tfile\tupstream_test\tbehaviour",
            "A-01\ttests/a.rs\tfirst\tdoes this",
            "A-02\ttests/a.rs\tsecond\tdoes that",
            "A-03\ttests/a.rs\tthird\tdoes more",
            "B-01\ttests/b.rs\tother\tdoes nothing");

    @TempDir
    Path root;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @BeforeEach
    void writeSources() throws IOException {
        write("docs/parity/not-applicable.tsv", "A-03\tthere is no such thing\n");
        write("core/src/test/java/OneTest.java", "@Behaviour(\"A-01\") void x() {}");
        write("core/src/main/java/Main.java", "@Behaviour(\"B-01\") void x() {}");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private boolean compare(String... words) throws IOException {
        return BehaviourReport.read(root).compare(LIST, List.of(words), out);
    }

    @Test
    void compare_tellsWhatIsHeldAndMissing() throws IOException {
        assertThat(compare()).isTrue();

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "  1 of   2  tests/a.rs, 1 not applicable",
                        "            missing A-02 second",
                        "in all: 1 of 3 applicable ones held (33.3 %)");
    }

    @Test
    void compare_withWords_tellsOfThoseFilesAlone() throws IOException {
        assertThat(compare("b.rs")).isTrue();

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "  0 of   1  tests/b.rs",
                        "            missing B-01 other",
                        "in all: 0 of 1 applicable ones held (0.0 %)");
    }

    @Test
    void compare_anIdThatIsNotInTheList_isAnError() throws IOException {
        write("core/src/test/java/TwoTest.java", "@Behaviour({\n    \"A-02\",\n    \"C-09\"\n})\nvoid x() {}");

        assertThat(compare()).isFalse();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("  2 of   2  tests/a.rs")
                .contains("unknown id: C-09 in [TwoTest]");
    }

    @Test
    void anIdThatIsHeldAndNotApplicable_isAnError() throws IOException {
        write("core/src/test/java/TwoTest.java", "@Behaviour(\"A-03\") void x() {}");

        assertThat(BehaviourReport.read(root).count(out)).isFalse();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("    2  A\n")
                .contains("held, but said not to be applicable: A-03 in [TwoTest]");
    }

    @Test
    void aReasonThatIsMissing_isAnError() throws IOException {
        write("docs/parity/not-applicable.tsv", "A-03\n");

        assertThatThrownBy(() -> BehaviourReport.read(root)).hasMessageContaining("a reason are expected: A-03");
    }

    @Test
    void thisRepository_contradictsItselfNowhere() throws IOException {
        BehaviourReport report = BehaviourReport.read(Path.of(".."));

        assertThat(report.count(out))
                .as(printed.toString(StandardCharsets.UTF_8))
                .isTrue();
    }

    // ---------------------------------------------------------------- as a command

    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return BehaviourReport.run(
                root, List.of(arguments), out, new PrintStream(complained, true, StandardCharsets.UTF_8));
    }

    @Test
    void run_aListAndAWord_compares() throws IOException {
        write("list.tsv", String.join("\n", LIST));

        assertThat(run(root.resolve("list.tsv").toString(), "b.rs")).isZero();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("missing B-01")
                .doesNotContain("a.rs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void run_help_tellsTheUsage(String option) {
        assertThat(run(option)).isZero();

        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("usage: ./pollux behaviours [LIST [WORD...]]");
    }

    @Test
    void run_wrongArguments_saysSoInOneLine() throws IOException {
        write("notes.txt", "nothing here\n");
        write("empty.tsv", "");

        assertThat(run("--list")).isEqualTo(2);
        assertThat(run(root.resolve("missing.tsv").toString())).isEqualTo(2);
        assertThat(run(root.toString())).isEqualTo(2);
        assertThat(run(root.resolve("notes.txt").toString())).isEqualTo(2);
        assertThat(run(root.resolve("empty.tsv").toString())).isEqualTo(2);

        assertThat(complained.toString(StandardCharsets.UTF_8).lines())
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).startsWith("pollux: "))
                .anySatisfy(line -> assertThat(line).contains("has no option --list"))
                .anySatisfy(
                        line -> assertThat(line).contains("there is no list").contains("missing.tsv"))
                .anySatisfy(line -> assertThat(line).contains("notes.txt:1: an id, a file and a test are expected"));
    }
}
