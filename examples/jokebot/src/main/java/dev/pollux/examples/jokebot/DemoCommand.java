package dev.pollux.examples.jokebot;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the demo. */
@Command(
        name = "demo",
        description = "Runs a joke bot, tries it with a crowd of users, and leaves it to you.",
        sortOptions = false)
@SuppressWarnings({"NullAway.Init", "FieldCanBeFinal", "UnusedVariable"}) // set by picocli, which reads --help itself
final class DemoCommand implements Callable<Integer> {

    private static final int MOST_USERS = 20_000;
    private static final int MOST_SECONDS = 3600;
    private static final int MOST_PORT = 65_535;

    /** Files that the bot's process needs besides its guests' connections: for the joke service, mostly. */
    private static final int OTHER_FILES = 1000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "1000",
            description = "how many users there are (default: ${DEFAULT-VALUE})")
    private int users;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "how long they ask; each once per 3 seconds, or less often if they are more than 3,000"
                    + " (default: until each has asked once)")
    private @Nullable Integer seconds;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "7070",
            description = "where the bot listens; 0 picks a free port (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--database",
            paramLabel = "FILE",
            defaultValue = "${sys:jokebot.database:-jokebot.db}",
            description = "where preferences are kept (default: ${DEFAULT-VALUE})")
    private Path database;

    @Option(names = "--exit", description = "end after the summary")
    private boolean exit;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this")
    private boolean help;

    @Override
    public Integer call() throws Exception {
        require("--users", users, 1, MOST_USERS);
        require("--port", port, 0, MOST_PORT);
        if (seconds != null) {
            require("--seconds", seconds, 1, MOST_SECONDS);
        }
        requireFiles(users + OTHER_FILES);
        Duration window = seconds == null ? null : Duration.ofSeconds(seconds);
        new Demo(spec.commandLine().getOut(), Boolean.getBoolean("jokebot.terminal"), Crowd.Plan.of(users, window))
                .run(port, database, !exit);
        return CommandLine.ExitCode.OK;
    }

    private void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    private void requireFiles(long needed) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() < needed) {
            throw new ParameterException(
                    spec.commandLine(),
                    users + " users need about " + needed + " open files, and this system allows "
                            + system.getMaxFileDescriptorCount() + " (see ulimit -n)");
        }
    }
}
