package dev.pollux.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the stress tests of this module, which are all classes whose names end in {@code Stress}, and sees that what is broken on
 * purpose is caught.
 *
 * <p>The ordinary build looks for a minute at what shows itself in a minute. {@code -Dpollux.stress=default}, or {@code tough},
 * takes as long as jcstress does in that mode.
 */
class StressTest {

    private static final String MODE = System.getProperty("pollux.stress", "short");

    /** One fork of each test in each compilation mode; most of the time goes into starting JVMs. */
    private static final List<String> SHORT =
            List.of("-f", "1", "-fsm", "1", "-time", "80", "-iters", "1", "-sc", "false");

    @TempDir
    private Path results;

    private record Run(int exit, String output) {}

    @Test
    void stressTests_showNothingForbidden() throws Exception {
        Run run = stress("Stress$|Stress\\.");

        assertThat(run.exit).as(run.output).isZero();
        assertThat(run.output).contains("Results:").doesNotContain(" 0 planned");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.pollux.runtime.task.TaskStateCanary",
                "dev.pollux.sync.LocksCanary",
                "dev.pollux.sync.MeetingCanary",
                "dev.pollux.sync.MpscCanary"
            })
    void canary_isCaught(String canary) throws Exception {
        Run run = stress(canary);

        assertThat(run.exit).as(run.output).isNotZero();
        assertThat(run.output).contains(canary).contains("Observed forbidden state");
    }

    /** Runs jcstress in a JVM of its own, since it takes its class path from there. */
    private Run stress(String tests) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main"));
        command.addAll(List.of("-t", tests, "-r", results.toString(), "-af", "NONE", "-jvmArgs", "-XX:+UseSerialGC"));
        command.addAll(MODE.equals("short") ? SHORT : List.of("-m", MODE));
        Process process = new ProcessBuilder(command)
                .directory(results.toFile())
                .redirectErrorStream(true)
                .start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), text);
        }
    }
}
