package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Compilation;
import dev.pollux.compiler.javac.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnusedFutureTest {

    private static final String MAKE = "Future<String> make() { return cx -> Poll.ready(\"\"); }\n";
    private static final String MADE_TYPE = """
            static class Made implements Future<String> {
                public Poll<String> poll(Context cx) { return Poll.ready(""); }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void statement_makesAFuture_warnsAtTheNameWithTheCure() {
        Result result = MarkedSource.verify(directory, MAKE + """
                void plain(Test other) {
                    /*PX0001*/make();
                    other/*PX0001*/.make();
                    for (/*PX0001*/make(); ; this/*PX0001*/.make()) {
                        break;
                    }
                }
                """);

        assertThat(result.success()).isTrue();
        assertThat(result.reports().get(0).message()).contains("[PX0001 unused-future]", ".await()", "spawn(...)");
    }

    @Test
    void statement_makesASubtypeOrATypeVariable_warns() {
        MarkedSource.verify(directory, MADE_TYPE + """
                <F extends Future<String>> F pass(F future) { return future; }
                <F extends Made & Runnable> F both(F future) { return future; }
                <F extends Made & Runnable> void test(F future) {
                    /*PX0001*/new Made();
                    /*PX0001*/pass(new Made());
                    /*PX0001*/both(future);
                }
                """);
    }

    @Test
    void statement_inSwitchRuleAndBlock_warns() {
        MarkedSource.verify(directory, MAKE + """
                Future<Void> test(int i) {
                    return async(() -> {
                        switch (i) {
                            case 1 -> /*PX0001*/make();
                            default -> { }
                        }
                    });
                }
                """);
    }

    @Test
    void voidLambdaAndReference_makeAFuture_warn() {
        MarkedSource.verify(directory, MAKE + MADE_TYPE + """
                void test(List<Test> all) {
                    all.forEach(each -> each/*PX0001*/.make());
                    all.forEach(/*PX0001*/Test::make);
                    Runnable reference = /*PX0001*/Made::new;
                }
                """);
    }

    @Test
    void value_keptOrPassedOn_isFine() {
        MarkedSource.verify(directory, MAKE + """
                Future<String> kept;
                Object test(List<Test> all) {
                    kept = make();
                    var local = make();
                    all.add(local.hashCode() > 0 ? this : null);
                    all.stream().map(each -> each.make()).toList();
                    all.stream().map(Test::make).toList();
                    Supplier<Future<String>> supplier = () -> make();
                    Consumer<Test> consumer = each -> kept = each.make();
                    make().hashCode();
                    return make();
                }
                """);
    }

    @Test
    void local_thatNobodyReads_warnsWithItsName() {
        Result result = MarkedSource.verify(directory, MAKE + """
                void test() {
                    Future<String> forgotten = /*PX0001*/make();
                }
                """);

        assertThat(result.only("PX0001").message()).contains("\"forgotten\", which keeps it, is never read");
    }

    @Test
    void value_awaited_isFine() {
        MarkedSource.verify(directory, MAKE + """
                Future<Void> test() {
                    return async(() -> {
                        make().await();
                    });
                }
                """);
    }

    @Test
    void select_setUpInItsVariable_isFine() {
        MarkedSource.verify(directory, """
                Select<String> field;
                void test(Select<String> select) {
                    select.biased();
                    select.biased().seed(1);
                    this.field.seed(1);
                }
                """);
    }

    @Test
    void select_thatNoVariableKeeps_warns() {
        MarkedSource.verify(directory, """
                Select<String> make(Select<String> select) { return select; }
                void test(Select<String> select) {
                    make(select)/*PX0001*/.biased();
                    make(select).seed(1)/*PX0001*/.biased();
                    select/*PX0001*/.map(x -> x);
                }
                """);
    }

    @Test
    void joinHandle_dropped_isFine() {
        Result result = Compilation.in(directory)
                .source("dev/pollux/task/JoinHandle.java", """
                        package dev.pollux.task;

                        public interface JoinHandle<T> extends dev.pollux.future.Future<T> {}
                        """)
                .source("Test.java", """
                        class Test {
                            dev.pollux.task.JoinHandle<String> spawn() { return cx -> null; }
                            void test() { spawn(); Runnable r = this::spawn; }
                        }
                        """)
                .compile();

        assertThat(result.reports()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pollux", "pollux:unused-future", "pollux:PX0001"})
    void suppression_onMethodVariableOrClass_silences(String key) {
        String annotation = "@SuppressWarnings({\"unchecked\", \"" + key + "\"})\n";

        MarkedSource.verify(
                directory,
                MAKE + annotation + "void method() { make(); }\n"
                        + annotation + "Runnable field = () -> make();\n"
                        + "void local() { " + annotation + " Runnable r = this::make; }\n"
                        + annotation + "class Inner { void inner() { make(); Runnable r = () -> { make(); }; } }\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "unused", "pollux:await-outside-block", "pollux:PX0002"})
    void suppression_ofSomethingElse_doesNotSilence(String key) {
        MarkedSource.verify(
                directory, MAKE + "@SuppressWarnings(\"" + key + "\")\nvoid method() { /*PX0001*/make(); }\n");
    }

    @Test
    void warning_withWerror_failsTheBuild() {
        Result result = Compilation.in(directory)
                .source("Test.java", """
                        class Test { void test() { new Made(); } }
                        class Made implements dev.pollux.future.Future<String> {
                            public dev.pollux.future.Poll<String> poll(dev.pollux.future.Context cx) { return null; }
                        }
                        """)
                .options("-Werror")
                .compile();

        assertThat(result.codes()).containsExactly("PX0001");
        assertThat(result.success()).isFalse();
    }
}
