package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Compilation;
import dev.pollux.compiler.javac.Result;
import dev.pollux.compiler.kit.Case;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwaitOutsideBlockTest {

    @TempDir
    Path directory;

    @Test
    @Case(refused = 1)
    void await_inPlainMethod_isAnErrorWithTheCure() {
        Result result = MarkedSource.verify(directory, """
                String read(Future<String> future) throws Exception {
                    return future/*PX0002*/.await();
                }
                """);

        assertThat(result.success()).isFalse();
        assertThat(result.only("PX0002").message())
                .contains("[PX0002 await-outside-block]", "the method read()", "return async(() -> { ... });");
    }

    @ParameterizedTest
    @ValueSource(strings = {"public static void main(String... args)", "void main()", "@FastTest void reads()"})
    void await_inAMethodThatNobodyAwaits_isCuredByRun(String method) {
        Result result = MarkedSource.verify(directory, """
                @interface FastTest { }
                Future<String> future;
                """ + method + """
                 throws Exception {
                    new Test().future/*PX0002*/.await();
                }
                """);

        assertThat(result.only("PX0002").message())
                .contains("run(() -> { ... });")
                .doesNotContain("return a future");
    }

    @ParameterizedTest
    @ValueSource(strings = {"int main()", "void reads()", "@Deprecated void old()"})
    void await_inAMethodThatCouldReturnAFuture_isNotCuredByRun(String method) {
        Result result = MarkedSource.verify(directory, """
                Future<Integer> future;
                """ + method + """
                 throws Exception {
                    while (true) { future/*PX0002*/.await(); }
                }
                """);

        assertThat(result.only("PX0002").message()).contains("return a future").doesNotContain("run(");
    }

    @Test
    @Case(refused = 7)
    void await_inConstructorOrInitialiser_namesItAndItsCure() {
        Result result = MarkedSource.verify(directory, """
                static Future<String> source;
                String field = source/*PX0002*/.await();
                { source/*PX0002*/.await(); }
                Test() throws Exception {
                    source/*PX0002*/.await();
                }
                """);

        assertThat(result.reports())
                .extracting(report -> report.message())
                .anySatisfy(message -> assertThat(message).contains("a constructor", "static factory"));
        assertThat(result.reports())
                .extracting(report -> report.message())
                .anySatisfy(message -> assertThat(message).contains("an initialiser", "static factory"));
    }

    @Test
    @Case(refused = 3)
    void await_inMethodOfClassInsideBlock_saysThatTheClassIsNotTheBlock() {
        Result result = MarkedSource.verify(directory, """
                Future<String> test(Future<String> future) {
                    return async(() -> {
                        Callable<String> call = new Callable<>() {
                            public String call() throws Exception { return future/*PX0002*/.await(); }
                        };
                        return call.call();
                    });
                }
                """);

        assertThat(result.only("PX0002").message()).contains("of a class declared inside an async block");
    }

    /** A lambda in a variable is woven; a class that implements a block is not. */
    @Test
    @Case(refused = 8)
    void await_inAClassThatImplementsABlock_isAnErrorAndInALambdaIsNot() {
        Result result = MarkedSource.verify(directory, """
                Future<String> source;
                AsyncBlock<String> lambda = () -> source.await();
                AsyncBlock<String> anonymous = new AsyncBlock<>() {
                    @Override public String run() throws Exception { return source/*PX0002*/.await(); }
                };
                Future<String> one() { return async(lambda); }
                Future<String> two() { return async(anonymous); }
                """);

        assertThat(result.only("PX0002").message()).contains("run()", "async(() -> { ... })");
    }

    @Test
    void await_inAClassThatIsABlock_saysToWriteALambda() {
        Result result = MarkedSource.verify(directory, """
                interface Mine extends AsyncAction { }
                Future<String> anonymous(Future<String> future) {
                    return async(new AsyncBlock<String>() {
                        public String run() throws Exception { return future/*PX0002*/.await(); }
                    });
                }
                record Named(Future<String> source) implements Mine {
                    public void run() throws Exception { source/*PX0002*/.await(); }
                }
                """);

        assertThat(result.reports())
                .allSatisfy(report -> assertThat(report.message())
                        .contains("the method run() of a class that is an async block", "write the block as a lambda"));
    }

    @Test
    void await_overSeveralLines_pointsAtTheLineOfTheAwait() {
        MarkedSource.verify(directory, """
                void test(List<Future<String>> futures) throws Exception {
                    futures.stream()
                            .findFirst()
                            .get()
                            /*PX0002*/.await();
                }
                """);
    }

    @Test
    void await_unqualifiedInAFutureItself_isAnError() {
        MarkedSource.verify(directory, """
                interface Mine extends Future<String> {
                    default String again() throws Exception { return /*PX0002*/await(); }
                }
                """);
    }

    @Test
    void await_onTypeVariablesAndWildcards_isAnError() {
        MarkedSource.verify(directory, """
                <F extends Future<String>, G extends Object & Future<String>> void test(
                        F f, G g, List<? extends Future<?>> list) throws Exception {
                    f/*PX0002*/.await();
                    g/*PX0002*/.await();
                    list.get(0)/*PX0002*/.await();
                }
                """);
    }

    @Test
    void await_inBlocksOfEveryPlace_isFine() {
        MarkedSource.verify(directory, """
                static final Future<String> SOURCE = cx -> Poll.ready("");
                Future<String> field = async(() -> SOURCE.await());
                Test() { async(() -> { Test.SOURCE.await(); }).drop(); }
                Future<Future<String>> nested() {
                    return async(() -> async(() -> SOURCE.await()));
                }
                AsyncBlock<String> variable = () -> SOURCE.await();
                AsyncAction action = () -> { SOURCE.await(); };
                Supplier<Future<String>> insideLambda = () -> async(() -> SOURCE.await());
                Future<Object> insideClass = async(() -> new Object() {
                    Future<String> future() { return async(() -> SOURCE.await()); }
                });
                """);
    }

    @Test
    void await_ofOtherTypes_isFine() {
        MarkedSource.verify(directory, """
                interface Timed extends Future<String> { default void await(int seconds) { } }
                static void await() { }
                void test(CountDownLatch latch, Timed timed) throws Exception {
                    latch.await();
                    timed.await(3);
                    await();
                }
                """);
    }

    @Test
    void error_suppressed_isStillReported() {
        MarkedSource.verify(directory, """
                @SuppressWarnings("pollux")
                void test(Future<String> future) throws Exception { future/*PX0002*/.await(); }
                """);
    }

    @Test
    void nestedClasses_reportedOnce() {
        MarkedSource.verify(directory, """
                class Inner {
                    class Innermost {
                        void test(Future<String> future) throws Exception { future/*PX0002*/.await(); }
                    }
                }
                enum E { ONE { void test(Future<String> f) throws Exception { f/*PX0002*/.await(); } } }
                record R(Future<String> f) { R { try { f/*PX0002*/.await(); } catch (Exception e) { } } }
                """);
    }

    @Test
    void unresolvedBlock_isLeftToJavac() {
        Result result = Compilation.in(directory).source("Test.java", """
                        import dev.pollux.future.*;
                        class Test { Object t(Future<String> f) { return missing(() -> f.await()); } }
                        """).compile();

        assertThat(result.success()).isFalse();
        assertThat(result.codes()).isEmpty();
    }
}
