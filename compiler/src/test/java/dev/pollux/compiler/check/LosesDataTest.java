package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LosesDataTest {

    @TempDir
    Path directory;

    @Test
    void branch_thatLosesData_warnsAtItsNameWithTheCure() {
        Result result = MarkedSource.verify(directory, """
                @LosesData Future<String> take() { return Futures.ready(""); }
                Future<String> test(Future<String> other) {
                    return Futures.race(other, (this/*PX0012*/.take()));
                }
                """);

        assertThat(result.success()).isTrue();
        assertThat(result.only("PX0012").message())
                .contains("[PX0012 loses-data]", "given to race(...)", "race(keep(future))", "spawn(future)");
    }

    @Test
    void branch_ofAVariableOrAMapping_warns() {
        MarkedSource.verify(directory, """
                @LosesData Future<String> take() { return Futures.ready(""); }
                Future<String> test(Future<String> other) {
                    Future<String> taking = take();
                    return Futures.select(
                            Futures.when(/*PX0012*/taking, x -> x),
                            Futures.when(take().map(x -> x)/*PX0012*/.map(x -> x), x -> x));
                }
                """);
    }

    @Test
    void branch_ofAFieldOrAParameter_isUnknownAndFine() {
        MarkedSource.verify(directory, """
                final Future<String> field = take();
                @LosesData static Future<String> take() { return Futures.ready(""); }
                Future<String> test(Future<String> parameter) {
                    return Futures.race(field, parameter);
                }
                """);
    }

    @Test
    void timeout_inALoop_warns() {
        MarkedSource.verify(directory, """
                @LosesData static Future<String> take() { return Futures.ready(""); }
                Future<String> test() {
                    return async(() -> {
                        while (true) {
                            try {
                                return dev.pollux.Pollux.timeout(java.time.Duration.ZERO, /*PX0012*/take()).await();
                            } catch (TimeoutException e) {
                                // once more
                            }
                        }
                    });
                }
                """);
    }

    @Test
    void timeout_outsideALoopOfItsOwnBody_givesUpForGoodAndIsFine() {
        MarkedSource.verify(directory, """
                @LosesData static Future<String> take() { return Futures.ready(""); }
                Future<String> test() {
                    return dev.pollux.Pollux.timeout(java.time.Duration.ZERO, take());
                }
                void each(List<Future<String>> all) {
                    for (int i = 0; i < 3; i++) {
                        all.add(async(() -> dev.pollux.Pollux.timeout(java.time.Duration.ZERO, take()).await()));
                    }
                }
                """);
    }
}
