package dev.pollux.examples.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {

    private final StringWriter said = new StringWriter();

    private int execute(String... args) {
        return Main.commandLine().setErr(new PrintWriter(said)).execute(args);
    }

    @ParameterizedTest
    @CsvSource({
        "--connections=0,connections",
        "--idle-timeout=-1,idle timeout",
        "--connect-timeout=0,connect timeout",
        "--grace=-1,grace",
        "--rate=0,bytes per second",
        "--grace=soon,--grace"
    })
    void badLimit_isNamed(String option, String name) {
        assertThat(execute("127.0.0.1:0", "127.0.0.1:1", option)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString()).contains(name);
    }

    @ParameterizedTest
    @CsvSource({"here,127.0.0.1:1,here", "127.0.0.1:0,there,there"})
    void badAddress_isToldWithoutAStackTrace(String address, String upstream, String wrong) {
        assertThat(execute(address, upstream)).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(said.toString()).startsWith("proxy: ").contains(wrong).hasLineCount(1);
    }
}
