package dev.pollux.examples.jokebot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A part of the demo in a JVM of its own. Parent and child talk in lines.
 *
 * <p>A child ends when its standard input does. The system closes that when the parent ends, in whatever way, so no child is
 * left behind.
 */
final class Child implements AutoCloseable {

    private static final long LAST_SECONDS = 2;

    private final Process process;
    private final BufferedReader fromChild;
    private final PrintStream toChild;

    private Child(Process process) {
        this.process = process;
        this.fromChild = process.inputReader(StandardCharsets.UTF_8);
        this.toChild = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    static Child start(Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1"); // a short life: leave the processors to the bot
        command.add("-XX:+UseSerialGC");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Waits for the child's next line; null when it has ended. */
    @Nullable String hear() throws IOException {
        return fromChild.readLine();
    }

    void say(String line) {
        toChild.println(line);
    }

    @Override
    public void close() {
        toChild.close();
        try {
            if (!process.waitFor(LAST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** In the child: calls the listener for each line of the parent, on a thread of its own, and ends the JVM after the last. */
    static void onParentsLine(Consumer<String> listener) {
        DaemonThread.of("parent", () -> {
                    try (var fromParent =
                            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                        fromParent.lines().forEach(listener);
                    } catch (IOException e) {
                        System.err.println("lost the parent process: " + e);
                    } finally {
                        Runtime.getRuntime().halt(0);
                    }
                })
                .start();
    }
}
