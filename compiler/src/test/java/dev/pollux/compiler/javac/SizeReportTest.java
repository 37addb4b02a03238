package dev.pollux.compiler.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.Diagnostic.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build says about the sizes of blocks. */
class SizeReportTest {

    private static final String SOURCE = """
            package app;

            import static dev.pollux.future.Futures.async;

            import dev.pollux.future.Future;

            abstract class Sizes {
                abstract Future<String> leaf();

                Future<Integer> two(int number, long stamp) {
                    return async(() -> {
                        String text = leaf().await();
                        leaf().await();
                        return number + text.length() + (int) stamp;
                    });
                }

                %s
                static Future<String> none(Future<String> future) {
                    return async(() -> future.await() + async(() -> {
                        return future.await();
                    }).await());
                }
            }
            """;

    @TempDir
    Path directory;

    private Result compiled(String source, String... options) {
        return Compilation.in(directory)
                .source("app/Sizes.java", source)
                .options(options)
                .compile();
    }

    private Result compile(String... options) {
        return compiled(SOURCE.formatted(""), options);
    }

    // ---------------------------------------------------------------- the report

    @Test
    void report_sizes_tellsOfEachBlockAtItsLambda() {
        Result result = compile("-Apollux.report=sizes");

        assertThat(result.success()).as(result.text()).isTrue();
        assertThat(result.reports()).extracting(Report::kind).containsOnly(Kind.NOTE);
        assertThat(result.reports()).extracting(Report::line).containsExactlyInAnyOrder(11L, 20L, 20L);
        assertThat(noteOf(result, "two"))
                .matches("async block at app\\.Sizes\\.two\\(Sizes\\.java:12\\): 2 awaits, code of \\d+ bytes, "
                        + "state of 40 bytes \\(40 with compact object headers\\); "
                        + "fields: app\\.Sizes self, int s0, long s1, java\\.lang\\.String s2");
    }

    @Test
    void report_sizesOfABlockThatKeepsNothing_tellsOfItsCaptures() {
        String note = noteOf(compile("-Apollux.report=sizes"), "none(Sizes.java:21)");

        assertThat(note).contains(": 1 await, ").contains("state of 24 bytes (24 with compact object headers)");
        assertThat(note).endsWith("fields: dev.pollux.future.Future s0");
    }

    @Test
    void report_notAskedFor_saysNothing() {
        assertThat(compile("-Xlint:all", "-Werror").text()).isEmpty();
    }

    private static String noteOf(Result result, String place) {
        return result.reports().stream()
                .map(Report::message)
                .filter(message -> message.contains(place))
                .findFirst()
                .orElseThrow(() -> new AssertionError(result.text()));
    }

    // ---------------------------------------------------------------- budgets

    @Test
    void stateBudget_exceeded_warnsAtTheLambdaAndNamesTheFields() {
        Report warning = compile("-Apollux.budget.state=32").only("PX0041");

        assertThat(warning.kind()).isIn(Kind.WARNING, Kind.MANDATORY_WARNING);
        assertThat(warning.line()).isEqualTo(11);
        assertThat(warning.message())
                .contains("takes 40 bytes, over -Apollux.budget.state=32")
                .contains("long s1")
                .contains("the await of line 13 (3 values)");
    }

    @Test
    void stateBudget_justMet_isFine() {
        assertThat(compile("-Apollux.budget.state=40").reports()).isEmpty();
    }

    @Test
    void stateBudget_exceededWhereWarningsAreErrors_failsTheBuild() {
        assertThat(compile("-Apollux.budget.state=32", "-Werror").success()).isFalse();
    }

    @Test
    void budgets_exceededWhereSuppressed_saysNothing() {
        String suppressed = SOURCE.formatted("@SuppressWarnings(\"pollux:large-block\")");

        assertThat(compiled(suppressed, "-Apollux.budget.code=1").reports())
                .extracting(Report::line)
                .containsExactly(11L);
    }

    @Test
    void codeBudget_notGiven_warnsBelowWhatHotSpotCompiles() {
        Report warning = compiled(block(170, "")).only("PX0040");

        assertThat(warning.line()).isEqualTo(5);
        assertThat(warning.message())
                .contains("over -Apollux.budget.code=7000")
                .contains("never compiles a method of more than 8000 bytes")
                .contains("the 170 awaits of line 7 (");
    }

    @Test
    void code_beyondWhatTheJvmTakes_failsTheBuildAndNamesTheLargestContributors() {
        Result result = compiled(block(900, "leaf(a).await(); return a + b + c + d;"));

        assertThat(result.success()).isFalse();
        Report error = result.only("PX0007");
        assertThat(error.line()).isBetween(5L, 8L);
        assertThat(error.message())
                .containsPattern("it compiles to \\d+ bytes of code, and the JVM takes 65535 at most")
                .contains("most is kept by the 900 awaits of line 7 (")
                .contains("the await of line 8 (")
                .contains("methods that return futures");
    }

    /** A block with many awaits on one line, and four numbers that are alive across all of them. */
    private static String block(int awaits, String before) {
        String all = IntStream.range(0, awaits)
                .mapToObj(i -> "a += leaf(a).await();")
                .collect(Collectors.joining(" "));
        return """
                package app;
                import dev.pollux.future.*;
                abstract class Sizes {
                    abstract Future<Long> leaf(long last);
                    Future<Long> large(long b, long c, long d) { return Futures.async(() -> {
                        long a = 1;
                        %s
                        %s
                    }); }
                }
                """.formatted(all, before.isEmpty() ? "return a + b + c + d;" : before);
    }

    // ---------------------------------------------------------------- mistakes

    @Test
    void option_unknown_isAnErrorThatNamesTheOptions() {
        Result result = compile("-Apollux.reports=sizes");

        assertThat(result.success()).isFalse();
        assertThat(result.text())
                .contains("there is no option -Apollux.reports")
                .contains("pollux.report")
                .contains("pollux.budget.state");
    }

    @Test
    void option_withAWrongValue_isAnErrorThatNamesTheValues() {
        assertThat(compile("-Apollux.report=size").text()).contains("-Apollux.report=size is not one of [sizes]");
        assertThat(compile("-Apollux.report").text()).contains("-Apollux.report=null is not one of [sizes]");
        assertThat(compile("-Apollux.budget.state=0").text()).contains("is not one of [a number above 0]");
        assertThat(compile("-Apollux.budget.code=many").text()).contains("is not one of [a number above 0]");
        assertThat(compile("-Apollux.budget.code=many").success()).isFalse();
    }

    @Test
    void option_ofAnotherProcessor_isNoneOfOurs() {
        assertThat(compile("-Aother.option=1").success()).isTrue();
    }
}
