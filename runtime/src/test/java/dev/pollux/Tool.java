package dev.pollux;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A program of the system that a test works against. Where it is missing the test is skipped, saying so; in CI it fails. */
public final class Tool {

    private Tool() {}

    /** Makes sure that a program is there. */
    public static void require(String program, String... versionArguments) {
        List<String> command = new ArrayList<>();
        command.add(program);
        Collections.addAll(command, versionArguments);
        try {
            run(command);
        } catch (IOException e) {
            missing(program + " is not installed: " + e.getMessage(), true);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Skips the test, saying why; in CI it fails, if that must be able to run it. */
    public static void missing(String reason, boolean requiredInCi) {
        if (requiredInCi && System.getenv("POLLUX_CI") != null) {
            fail(reason);
        }
        System.out.println("skipped: " + reason);
        abort(reason);
    }

    /** Runs a program to its end, and returns what it printed on either stream. */
    public static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + process.exitValue() + ": " + said);
            }
            return said;
        }
    }
}
