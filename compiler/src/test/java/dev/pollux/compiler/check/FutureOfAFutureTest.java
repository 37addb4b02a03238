package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FutureOfAFutureTest {

    private static final String HEADER = """
            import static dev.pollux.Pollux.*;
            import static dev.pollux.future.Futures.async;
            import dev.pollux.future.*;
            import dev.pollux.future.Future;
            import dev.pollux.task.JoinHandle;
            import java.util.function.*;
            class Test {
                Future<String> one() { return cx -> Poll.ready(""); }
                Future<String> field = one();
            """;

    @TempDir
    Path directory;

    private Result verify(String members) {
        return MarkedSource.verifyUnit(directory, HEADER + members + "}\n");
    }

    @Test
    void expression_thatIsAFuture_warnsAtItsNameWithTheCure() {
        Result result = verify("""
                void test() {
                    spawn(() -> /*PX0009*/one());
                }
                """);

        assertThat(result.success()).isTrue();
        assertThat(result.only("PX0009").message())
                .contains("[PX0009 future-of-a-future]", "write spawn(one()), or () -> one().await()");
    }

    @Test
    void expression_ofEveryForm_warnsWhereItsValueIsMade() {
        verify("""
                void test(Test other, boolean first) throws Exception {
                    Future<String> inner = /*PX0001*/run(() -> other/*PX0009*/.one());
                    dev.pollux.Pollux.spawn(() -> /*PX0009*/field);
                                spawn(() -> other.field/*PX0009*/.map(x -> x));
                    Future<String> got = /*PX0001*/run(() -> first /*PX0009*/? one() : field);
                }
                """);
    }

    @Test
    void blockThatIsMadeAFutureFirst_warnsAsIfItWereGivenItself() {
        Result result = verify("""
                Future<Future<String>> test() {
                    spawn(async(() -> /*PX0009*/one()));
                    return async(() -> one()); // whoever gets it may await it twice
                }
                """);

        assertThat(result.only("PX0009").message()).contains("write spawn(one()), or () -> one().await()");
    }

    @Test
    void expression_thatNoAwaitMayFollow_isNotRepeatedInTheCure() {
        Result result = verify("""
                void test(boolean first) {
                    spawn(() -> first /*PX0009*/? one() : field);
                }
                """);

        assertThat(result.only("PX0009").message()).contains("write spawn(future), or () -> future.await()");
    }

    @Test
    void block_thatReturnsAFuture_warnsOnceAtTheReturnedValue() {
        Result result = verify("""
                void test(boolean first) {
                    spawn(() -> {
                        if (first) {
                            return /*PX0009*/one();
                        }
                        return field;
                    });
                }
                """);

        assertThat(result.only("PX0009").message()).contains("write return one().await();");
    }

    @Test
    void block_inSomeOtherMethodOfOurs_warnsByItsName() {
        MarkedSource.verifyUnit(directory, """
                package dev.pollux.other;
                import dev.pollux.future.*;
                class Test {
                    static <T> T blockOn(AsyncBlock<T> block) { return null; }
                    static <T> T later(AsyncBlock<T> block) { return null; }
                    Future<String> test(Future<String> future) {
                        Future<String> kept = /*PX0001*/later(() -> future);
                        return blockOn(() -> /*PX0009*/future);
                    }
                }
                """);
    }

    @Test
    void value_thatIsNoIdleFuture_isFine() {
        verify("""
                void test(JoinHandle<String> handle) throws Exception {
                    spawn(one());
                    spawn(() -> one().await());
                    spawn(() -> spawn(one()));
                    run(() -> handle);
                    run(() -> "value");
                    run(() -> null);
                    run(() -> { one().await(); return; });
                }
                """);
    }

    @Test
    void future_returnedByALambdaOrAClassInside_isFine() {
        verify("""
                void test() throws Exception {
                    run(() -> {
                        Supplier<Future<String>> lambda = () -> { return one(); };
                        Object local = new Object() { Future<String> made() { return one(); } };
                        return lambda.get().await() + local;
                    });
                }
                """);
    }

    @Test
    void nestedFuture_ofAsync_isFine() {
        verify("""
                Future<Future<String>> nested() { return async(() -> async(() -> one().await())); }
                Future<Future<String>> made() { return async(() -> one()); }
                """);
    }

    @Test
    void methodsOfOthers_withTheSameName_areFine() {
        verify("""
                static class Mine {
                    <T> void spawn(AsyncBlock<T> block) { }
                    <T> void run(Supplier<T> block) { }
                }
                void test(Mine mine) {
                    mine.spawn(() -> one());
                    mine.run(() -> one());
                    Supplier<Future<String>> supplier = () -> one();
                    AsyncBlock<Future<String>> block = () -> one();
                }
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pollux", "pollux:future-of-a-future", "pollux:PX0009"})
    void suppression_silences(String key) {
        verify("@SuppressWarnings(\"" + key + "\") void method() { spawn(() -> one()); }\n");
    }

    @Test
    void suppression_ofAnotherWarning_doesNotSilence() {
        verify("@SuppressWarnings(\"pollux:unused-future\") void method() { spawn(() -> /*PX0009*/one()); }\n");
    }
}
