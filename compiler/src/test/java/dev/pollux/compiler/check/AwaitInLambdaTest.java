package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Result;
import dev.pollux.compiler.kit.Case;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwaitInLambdaTest {

    @TempDir
    Path directory;

    @Test
    @Case(refused = 2)
    void await_inLambdaInsideBlock_namesTheInterfaceAndAdvisesALoop() {
        Result result = MarkedSource.verify(directory, """
                interface Visitor<T> { void visit(T value) throws Exception; }
                <T> void each(List<T> list, Visitor<? super T> visitor) { }
                Future<Void> test(List<Future<String>> futures) {
                    return async(() -> {
                        each(futures, future -> future/*PX0003*/.await());
                    });
                }
                """);

        assertThat(result.only("PX0003").message())
                .contains("[PX0003 await-in-lambda]", "implements Visitor", "write a loop in the async block");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            each        | write a loop in the async block
            map         | joinAll(futures)
            flatMap     | FuturesUnordered
            spawnBlocking | before or after the blocking code
            when        | after the select
            """)
    void await_inLambdaGivenToAMethod_hasTheCureForIt(String method, String cure) {
        Result result = MarkedSource.verify(directory, """
                interface Step<T> { T apply(String value) throws Exception; }
                <T> T %1$s(Step<T> step) { return null; }
                Future<String> test(Future<String> future) {
                    return async(() -> %1$s(value -> future/*PX0003*/.await()));
                }
                """.formatted(method));

        assertThat(result.only("PX0003").message()).contains("implements Step", cure);
    }

    @Test
    void await_inLambdaOutsideBlocks_pointsToBlocks() {
        Result result = MarkedSource.verify(directory, """
                Callable<String> test(Future<String> future) {
                    return () -> { synchronized (this) { return future/*PX0003*/.await(); } };
                }
                """);

        assertThat(result.only("PX0003").message()).contains("implements Callable", "async(() -> { ... })");
    }

    @Test
    void await_inLambdaOfAnInterfaceThatOnlyExtendsABlock_isAnError() {
        MarkedSource.verify(directory, """
                interface Mine extends AsyncBlock<String> { }
                Mine test(Future<String> future) { return () -> future/*PX0003*/.await(); }
                """);
    }

    @Test
    void lambda_withoutAwaitInsideBlock_isFine() {
        MarkedSource.verify(directory, """
                Future<Integer> test(List<Future<String>> futures) {
                    return async(() -> {
                        List<String> values = new ArrayList<>();
                        for (Future<String> future : futures) {
                            values.add(future.await());
                        }
                        return values.stream().mapToInt(value -> value.length()).sum();
                    });
                }
                """);
    }
}
