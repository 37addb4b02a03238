package dev.pollux.examples.jokebot;

import static dev.pollux.Pollux.join;

import dev.pollux.runtime.AsyncRuntime;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** The bot, the joke service and the database, put together; and a crowd to try them. */
final class Demo {

    private static final String NAME = "jokebot";
    private static final int WORKERS = 2;

    /** Jobs that use the database at the same time. */
    private static final int DATABASE_THREADS = 16;

    private static final Duration DISK_LATENCY = Duration.ofMillis(5);
    private static final Duration THINKING_TIME = Duration.ofMillis(200);
    private static final int SAMPLE_OF_THREADS = 200;

    private final PrintWriter out;
    private final boolean terminal;
    private final Crowd.Plan plan;

    Demo(PrintWriter out, boolean terminal, Crowd.Plan plan) {
        this.out = out;
        this.terminal = terminal;
        this.plan = plan;
    }

    /** Runs the demo, and then waits for Ctrl-C if the bot is to stay. */
    void run(int port, Path database, boolean stay) throws Exception {
        // Closed from the last to the first: the runtime before what its tasks use.
        try (EndOfProgram end = new EndOfProgram();
                Child jokeService = Child.start(JokeService.class, THINKING_TIME.toMillis());
                HttpJokes jokes = new HttpJokes(addressOf(jokeService));
                SqlitePreferences preferences = SqlitePreferences.open(database, DATABASE_THREADS, DISK_LATENCY);
                AsyncRuntime runtime = newRuntime()) {
            JokeBot bot = runtime.blockOn(JokeBot.open("127.0.0.1:" + port, jokes, preferences));
            runtime.blockOn(join(jokes.deal(), preferences.styleOf("nobody"))); // both work, and are warm
            introduce(bot.address(), database);
            try {
                out.println(tryOut(bot.address()));
                if (stay) {
                    out.println(
                            "Try it yourself:  nc 127.0.0.1 " + bot.address().getPort() + "     Ctrl-C ends the bot.");
                    end.await();
                }
            } catch (IOException e) {
                if (!end.isRequested()) { // Ctrl-C ends the crowd's process, too
                    throw e;
                }
            }
            int guests = runtime.blockOn(bot.close());
            out.println("The bot is closed; " + guests + (guests == 1 ? " guest was" : " guests were") + " seen off.");
        }
    }

    private static AsyncRuntime newRuntime() {
        return AsyncRuntime.multiThread()
                .name(NAME)
                .workerThreads(WORKERS)
                .maxBlockingThreads(DATABASE_THREADS)
                .build();
    }

    private static URI addressOf(Child jokeService) throws IOException {
        String address = jokeService.hear();
        if (address == null) {
            throw new EOFException("the joke service did not start");
        }
        return URI.create(address);
    }

    private void introduce(InetSocketAddress bot, Path database) {
        out.println("Joke bot on 127.0.0.1:" + bot.getPort() + ". A joke takes " + THINKING_TIME.toMillis()
                + " ms to fetch; preferences take " + DISK_LATENCY.toMillis() + " ms, from " + database + ".");
    }

    private Summary tryOut(InetSocketAddress bot) throws IOException, InterruptedException {
        try (CrowdProcess crowd = CrowdProcess.start(bot, plan)) {
            Footprint.forgetPeakOfThreads();
            long alone = Footprint.liveHeap();
            crowd.arrive(plan.users(), new ProgressBar(out, terminal, "arriving", plan.users()));
            long crowded = Footprint.liveHeap();
            CrowdResult result = crowd.ask(new ProgressBar(out, terminal, "asking", plan.questions()));
            return new Summary(
                    plan.users(),
                    result,
                    Footprint.threadsNamed(NAME + "-worker"),
                    Footprint.peakOfThreads(), // before the threads of the next line
                    Math.max(0, crowded - alone) / plan.users(),
                    ThreadCost.measure(SAMPLE_OF_THREADS));
        }
    }
}
