package dev.pollux.compiler.javac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.kit.Case;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs whose fate depends on the javac that compiles them. */
class NewerJavaTest {

    @TempDir
    Path directory;

    /** Statements before {@code super(...)} came with Java 25; its arguments have always been there. */
    @Test
    @Case(162)
    void await_beforeTheConstructorCall_isAnErrorAndABlockThereIsNot() {
        boolean flexible = Runtime.version().feature() >= 25;
        Result result = Compilation.in(directory)
                .source("Test.java", """
                        import static dev.pollux.future.Futures.async;
                        import dev.pollux.future.Future;
                        class Base { Base(Object o) {} }
                        class Test extends Base {
                            Test(Future<String> f, int wrong) throws Exception { super(f.await()); }
                            Test(Future<String> f) { super(async(() -> f.await())); }
                            Test(Future<String> f, String right) { %s super(right); }
                            Test(Future<String> f, long wrong) throws Exception { %s super(f); }
                        }
                        """.formatted(
                                flexible ? "right += async(() -> f.await());" : "", flexible ? "f.await();" : ""))
                .compile();

        assertThat(result.success()).isFalse();
        assertThat(result.reports().stream().filter(report -> !report.code().isEmpty()))
                .extracting(Report::line)
                .isEqualTo(flexible ? List.of(5L, 8L) : List.of(5L));
        assertThat(result.reports().get(0).message()).contains("[PX0002 await-outside-block]", "a constructor");
    }

    /** javac 17 to 25 fail to compile this with or without us: a {@code try} in a switch expression above a long. */
    @Test
    @Case(163)
    void tryInASwitchExpressionAboveALong_faresAsWithoutPollux() {
        String value = "1L + switch (x) { case 1 -> { try { yield f.%s; } finally { x(); } } default -> 0L; }";

        Result plain = Compilation.in(directory.resolve("plain"))
                .processorPath(null)
                .source("Test.java", """
                        class Test {
                            static void x() {}
                            long test(int x, java.util.concurrent.Callable<Long> f) throws Exception { return %s; }
                        }
                        """.formatted(value.formatted("call()")))
                .fork();
        Result woven = Compilation.in(directory.resolve("woven"))
                .source("Test.java", """
                        import static dev.pollux.future.Futures.async;
                        import dev.pollux.future.Future;
                        class Test {
                            static void x() {}
                            Future<Long> test(int x, Future<Long> f) { return async(() -> %s); }
                        }
                        """.formatted(value.formatted("await()")))
                .fork();

        String crash = "An exception has occurred in the compiler";
        assertThat(woven.success())
                .as("javac %s: %s", Runtime.version(), woven.output())
                .isEqualTo(plain.success());
        assertThat(woven.text().contains(crash)).isEqualTo(plain.text().contains(crash));
        assertThat(woven.text()).doesNotContain("dev.pollux.compiler").doesNotContain("PX0");
    }
}
