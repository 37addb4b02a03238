package dev.pollux.compiler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void run_someMethods_countsThemAndExitsWith0() throws Exception {
        assertThat(run(UnaryOperator.identity(), "--methods", "30", "--seed", "5", "--threads", "1"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("30 methods from seed 5", "methods/s", "No mismatch.")
                .containsPattern("30 methods \\(0 left out\\), [\\d,]+ runs");
        assertThat(err.size()).isZero();
    }

    @Test
    void run_brokenWeaver_showsASmallProgramAndExitsWith1() throws Exception {
        assertThat(run(Sabotage::forgetANumber, "--methods", "10")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("mismatches", "seed ", "schedule: ", "woven: ", "blocking: ", "Futures.async(");
    }

    @Test
    void run_help_showsTheOptions() throws Exception {
        assertThat(run(UnaryOperator.identity(), "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--methods N", "--seed S", "--threads T");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--method 5 | there is no option \"--method\"",
                "--methods | --methods takes a number",
                "--methods many | --methods takes a number, and \"many\" is none",
                "--methods 0 | --methods takes a number from 1 to 2147483647",
                "--threads -1 | --threads takes a number from 1 to 2147483647",
                "--seed 1.5 | --seed takes a number, and \"1.5\" is none"
            })
    void run_badArgument_saysWhichAndExitsWith2(String arguments, String message) throws Exception {
        assertThat(run(UnaryOperator.identity(), arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(message + " (see --help)");
        assertThat(out.size()).isZero();
    }

    private int run(UnaryOperator<Map<String, byte[]>> tampering, String... arguments) throws Exception {
        return new FuzzCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        tampering)
                .run(arguments);
    }
}
