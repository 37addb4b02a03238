package dev.pollux.examples.jokebot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    private int run(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @ParameterizedTest
    @CsvSource({
        "--colour=red,       Unknown option: '--colour=red'",
        "--users=many,       Invalid value for option '--users': 'many' is not an int",
        "--users=0,          '--users must be from 1 to 20000, not 0'",
        "--seconds=0,        '--seconds must be from 1 to 3600, not 0'",
        "--port=70000,       '--port must be from 0 to 65535, not 70000'",
    })
    void demo_withABadOption_saysSoInOneLine(String option, String complaint) {
        assertThat(run("demo", option)).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("pollux demo: " + complaint + " (see pollux demo --help)");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void demo_onAPortInUse_saysSoInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int code =
                    run("demo", "--port=" + taken.getLocalPort(), "--database=" + directory.resolve("preferences.db"));

            assertThat(code).isEqualTo(1);
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .startsWith("pollux demo: cannot listen on")
                    .contains("in use");
        }
    }

    @Test
    void demo_withExit_servesACrowdAndEnds() {
        int code = run(
                "demo",
                "--users=20",
                "--seconds=1",
                "--port=0",
                "--exit",
                "--database=" + directory.resolve("preferences.db"));

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("asking   20 of 20")
                .containsPattern("jokes told +20\n")
                .containsPattern("errors +0\n")
                .containsPattern("worker threads +2\n")
                .containsPattern("heap per user +\\d")
                .contains("a thread per user    would be 20 threads")
                .endsWith("seen off." + System.lineSeparator());
    }

    @Test
    void help_namesTheOptions() {
        assertThat(run("demo", "--help")).isZero();
        assertThat(out.toString()).contains("--users", "--seconds", "--port", "--exit");
    }

    @Test
    void command_missing_saysSoInOneLine() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("pollux: Missing required subcommand (see pollux --help)");
    }
}
