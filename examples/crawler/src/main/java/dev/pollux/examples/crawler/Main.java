package dev.pollux.examples.crawler;

import static dev.pollux.Pollux.run;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "crawler",
        description = "Visits the pages of a site, by the links between them.",
        sortOptions = false,
        showDefaultValues = true)
@SuppressWarnings({"NullAway.Init", "FieldCanBeFinal", "UnusedVariable"}) // set by picocli, which reads --help itself
public final class Main implements Callable<Integer> {

    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "START", description = "where to begin, such as https://example.org/")
    private URI start;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "2",
            description = "how many links to follow from there")
    private int depth;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "8",
            description = "how many requests at the same time")
    private int atOnce;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            defaultValue = "3",
            description = "how often to ask for a page, at most")
    private int attempts;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "10", description = "for each request")
    private Duration requestTimeout;

    @Option(names = "--deadline", paramLabel = "SECONDS", defaultValue = "60", description = "for all of it")
    private Duration deadline;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this")
    private boolean help;

    private Main() {}

    /**
     * Crawls and exits: with 0 if everything was visited, and with 1 if not.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .registerConverter(Duration.class, seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    @Override
    public Integer call() throws Exception {
        Plan plan = plan();
        Report report;
        try (var bar = new ProgressBar("Crawling", 1)) {
            Progress progress = (done, known) -> bar.maxHint(known).stepTo(done);
            report = run(new Crawler(new HttpPages(), plan, progress).crawl(start));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(report);
        out.flush();
        return report.isComplete() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Plan plan() {
        if (!isWeb(start)) {
            throw new ParameterException(spec.commandLine(), start + " is not an address of the web");
        }
        try {
            var retries = new Retries(attempts, FIRST_WAIT, LONGEST_WAIT, new Random());
            return new Plan(depth, atOnce, requestTimeout, deadline, retries);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean isWeb(URI uri) {
        return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    }
}
