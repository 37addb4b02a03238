package dev.pollux.examples.proxy;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.race;
import static dev.pollux.Pollux.run;
import static dev.pollux.Pollux.tryJoin;

import dev.pollux.future.Future;
import dev.pollux.net.InvalidAddressException;
import dev.pollux.signal.Signals;
import dev.pollux.task.CancellationToken;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line. The proxy runs until Ctrl-C or SIGTERM. */
@Command(
        name = "proxy",
        description = "Passes TCP connections on to another server.",
        sortOptions = false,
        showDefaultValues = true)
@SuppressWarnings({"NullAway.Init", "FieldCanBeFinal", "UnusedVariable"}) // set by picocli, which reads --help itself
public final class Main implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LISTEN", description = "where to listen, such as 127.0.0.1:8080")
    private String address;

    @Parameters(index = "1", paramLabel = "UPSTREAM", description = "where to connect to, such as example.org:80")
    private String upstream;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "1000",
            description = "at most so many at once; others are refused")
    private int connections;

    @Option(names = "--connect-timeout", paramLabel = "SECONDS", defaultValue = "10", description = "for the upstream")
    private Duration connectTimeout;

    @Option(names = "--idle-timeout", paramLabel = "SECONDS", defaultValue = "300", description = "without any byte")
    private Duration idleTimeout;

    @Option(names = "--grace", paramLabel = "SECONDS", defaultValue = "10", description = "for connections, at the end")
    private Duration grace;

    @Option(
            names = "--rate",
            paramLabel = "BYTES",
            description = "at most so many per second, connection and direction")
    private @Nullable Long bytesPerSecond;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this")
    private boolean help;

    private Main() {}

    /**
     * Runs the proxy and exits.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .registerConverter(Duration.class, seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof IOException || failure instanceof InvalidAddressException) {
                        command.getErr().println("proxy: " + failure.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw failure;
                });
    }

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        Limits limits = limits();
        run(() -> {
            Proxy proxy = Proxy.open(address, upstream, limits).await();
            out.println("Listening on " + proxy.address() + " for " + upstream + ". Ctrl-C ends it.");
            var closing = new CancellationToken();
            tryJoin(proxy.serve(closing), closeOnSignal(closing)).await();
            out.println(proxy.statistics());
        });
        return CommandLine.ExitCode.OK;
    }

    private Limits limits() {
        try {
            return new Limits(connections, connectTimeout, idleTimeout, grace, bytesPerSecond);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static Future<@Nullable Void> closeOnSignal(CancellationToken closing) {
        return async(() -> {
            try (var term = Signals.listen("TERM")) {
                race(Signals.ctrlC(), term.recv()).await();
            }
            closing.cancel();
        });
    }
}
