package dev.pollux.examples.jokebot;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** Where the program begins. What people do wrong gets one line on standard error; a stack trace means that we did it. */
@Command(name = "pollux", description = "Runs the examples of Pollux.")
public final class Main {

    private Main() {}

    /**
     * Runs a command and exits.
     *
     * @param args {@code demo} and its options
     */
    public static void main(String[] args) {
        // The JDK's HTTP client hands each answer over by the common pool. Where that has less than two threads, as on
        // two processors,
        // a thread is started per answer instead. The JDK reads this once, as early as when a process is started.
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "2");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .addSubcommand(new DemoCommand())
                .setParameterExceptionHandler((wrong, args) -> complain(wrong.getCommandLine(), wrong))
                .setExecutionExceptionHandler(Main::explain);
    }

    private static int complain(CommandLine command, Exception wrong) {
        String message = String.valueOf(wrong.getMessage());
        String name = command.getCommandSpec().qualifiedName();
        PrintWriter err = command.getErr();
        err.println(name + ": " + message.lines().findFirst().orElse("wrong usage") + " (see " + name + " --help)");
        return CommandLine.ExitCode.USAGE;
    }

    private static int explain(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof IOException || failure instanceof SQLException) {
            command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
