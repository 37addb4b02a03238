package dev.pollux.compiler.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.tools.Diagnostic.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The option {@code -Apollux.lint}. */
class LintLevelsTest {

    private static final String FORGETS = """
            class Forgets {
                void test(dev.pollux.future.Future<String> future) { future.map(text -> text); }
            }
            """;
    private static final String AWAITS = """
            class Awaits {
                void test(dev.pollux.future.Future<String> future) throws Exception { future.await(); }
            }
            """;

    @TempDir
    Path directory;

    private Result compile(String source, String lint) {
        return Compilation.in(directory)
                .source("Test.java", source)
                .options("-Xlint:processing", "-Apollux.lint=" + lint)
                .compile();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "unused-future:error; ERROR",
                "PX0001:error; ERROR",
                "all:error; ERROR",
                "all:off, unused-future:error; ERROR",
                "unused-future:error,all:warning; WARNING",
                "future-of-a-future:off; WARNING",
                "''; WARNING"
            })
    void warning_withALevel_isReportedAtThat(String lint, Kind kind) {
        Result result = compile(FORGETS, lint);

        assertThat(result.only("PX0001").kind()).isEqualTo(kind);
        assertThat(result.reports()).hasSize(1);
        assertThat(result.success()).isEqualTo(kind != Kind.ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unused-future:off", "all:off", "all:error,PX0001:off"})
    void warning_switchedOff_isNotReported(String lint) {
        assertThat(compile(FORGETS, lint).text()).isEmpty();
    }

    @Test
    void warning_raisedAndSuppressed_isNotReported() {
        String suppressed = "@SuppressWarnings(\"pollux:unused-future\") " + FORGETS;

        assertThat(compile(suppressed, "all:error").text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all:off", "await-outside-block:error"})
    void error_withALevel_staysAnError(String lint) {
        Result result = compile(AWAITS, lint);

        assertThat(result.only("PX0002").kind()).isEqualTo(Kind.ERROR);
        assertThat(result.reports()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "await-outside-block:off; await-outside-block is an error, and cannot be set to off",
                "PX0002:warning; await-outside-block is an error, and cannot be set to warning",
                "unused:off; there is no \"unused\"; there are all, unused-future, future-of-a-future, blocking-call",
                "unused-future:loud; \"unused-future:loud\" is not of the form name:level; levels are [off, warning, error]",
                "unused-future; \"unused-future\" is not of the form name:level"
            })
    void mistake_inTheOption_isAnErrorThatTellsWhatThereIs(String line) {
        String lint = line.substring(0, line.indexOf(';'));
        String message = line.substring(line.indexOf(';') + 1).strip();

        Result result = compile(FORGETS, lint);

        assertThat(result.success()).isFalse();
        assertThat(result.text()).contains("Pollux: -Apollux.lint: ", message);
    }

    @Test
    void option_thatDoesNotExist_isAnErrorThatTellsWhichDo() {
        Result result = Compilation.in(directory)
                .source("Test.java", FORGETS)
                .options("-Apollux.lints=all:off")
                .compile();

        assertThat(result.success()).isFalse();
        assertThat(result.text()).contains("there is no option -Apollux.lints", "pollux.lint");
    }
}
