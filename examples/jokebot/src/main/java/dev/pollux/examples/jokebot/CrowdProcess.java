package dev.pollux.examples.jokebot;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.fromStage;
import static dev.pollux.Pollux.run;

import dev.pollux.future.Future;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Crowd} in a JVM of its own, so that its heap and its threads are not counted as the bot's. This class is both ends of
 * the pipe between the two.
 *
 * <pre>
 *     crowd                      demo
 *     in NUMBER       ──►                   so many are in; repeatedly
 *                     ◄──        go         everybody may ask
 *     answered NUMBER ──►                   so many jokes were told; repeatedly
 *     result NUMBERS  ──►                   the end
 *     failed WHY      ──►                   the end, too
 * </pre>
 */
final class CrowdProcess implements AutoCloseable {

    private static final int REPORTS = 100;

    private final Child child;

    private CrowdProcess(Child child) {
        this.child = child;
    }

    // ---------------------------------------------------------------- the demo's end

    static CrowdProcess start(InetSocketAddress bot, Crowd.Plan plan) throws IOException {
        return new CrowdProcess(Child.start(
                CrowdProcess.class, bot.getPort(), plan.users(), plan.window().toMillis(), plan.rounds()));
    }

    /** Waits until everybody is in. */
    void arrive(int users, ProgressBar progress) throws IOException {
        for (int here = 0; here < users; progress.show(here)) {
            here = Integer.parseInt(expect("in"));
        }
    }

    /** Lets everybody ask, and waits until they have left. */
    CrowdResult ask(ProgressBar progress) throws IOException {
        child.say("go");
        while (true) {
            String[] report = nextReport();
            if (report[0].equals("result")) {
                return CrowdResult.parse(report[1]);
            }
            progress.show(Integer.parseInt(report[1]));
        }
    }

    private String expect(String word) throws IOException {
        String[] report = nextReport();
        if (!report[0].equals(word)) {
            throw new IOException("the crowd was to report \"" + word + "\": " + String.join(" ", report));
        }
        return report[1];
    }

    private String[] nextReport() throws IOException {
        String line = child.hear();
        if (line == null) {
            throw new EOFException("the crowd's process has ended");
        }
        String[] report = line.split(" ", 2);
        if (report[0].equals("failed")) {
            throw new IOException("the crowd failed: " + report[1]);
        }
        return report;
    }

    @Override
    public void close() {
        child.close();
    }

    // ---------------------------------------------------------------- the crowd's end

    /**
     * Runs a crowd.
     *
     * @param args the port of the bot, the number of users, the window in milliseconds, and the number of rounds
     */
    @SuppressWarnings("CatchingUnchecked") // whatever it was, the parent is told
    public static void main(String[] args) {
        var bot = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        var plan = new Crowd.Plan(
                Integer.parseInt(args[1]), Duration.ofMillis(Long.parseLong(args[2])), Integer.parseInt(args[3]));
        var go = new CompletableFuture<@Nullable Void>();
        Child.onParentsLine(line -> go.complete(null));
        try {
            run(play(new Crowd(bot, plan), plan, go));
        } catch (Exception e) {
            System.out.println("failed " + e);
        }
    }

    private static Future<@Nullable Void> play(Crowd crowd, Crowd.Plan plan, CompletableFuture<@Nullable Void> go) {
        return async(() -> {
            crowd.arrive(reports("in ", plan.users())).await();
            fromStage(go).await();
            CrowdResult result =
                    crowd.ask(reports("answered ", plan.questions())).await();
            System.out.println("result " + result.toLine());
        });
    }

    /** A report per percent is enough; the last one always comes. */
    private static IntConsumer reports(String word, int total) {
        int step = Math.max(1, total / REPORTS);
        return done -> {
            if (done % step == 0 || done == total) {
                System.out.println(word + done);
            }
        };
    }
}
