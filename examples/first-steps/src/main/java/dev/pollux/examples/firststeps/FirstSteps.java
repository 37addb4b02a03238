package dev.pollux.examples.firststeps;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.joinAll;
import static dev.pollux.Pollux.pending;
import static dev.pollux.Pollux.race;
import static dev.pollux.Pollux.run;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.timeout;

import dev.pollux.future.Future;
import dev.pollux.task.TaskCancelledException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Five small steps. Each returns a {@link Future}, which is a recipe: nothing happens until somebody awaits it. */
public final class FirstSteps {

    private FirstSteps() {}

    /**
     * Takes all the steps, one after the other.
     *
     * @param args none
     * @throws Exception if a step fails
     */
    public static void main(String[] args) throws Exception {
        run(all(System.out));
    }

    static Future<@Nullable Void> all(PrintStream out) {
        return async(() -> {
            timed(out, "two sleeps of 1 s, joined", twoSleeps()).await();
            timed(out, "three fetches of 500 ms, joined", threeFetches()).await();
            timed(out, "a fetch with a timeout", impatientFetch()).await();
            timed(out, "a task, cancelled", cancelledTask()).await();
            timed(out, "a race", raceOfMirrors()).await();
        });
    }

    /** Two waits at the same time take as long as one. Neither takes a thread. */
    static Future<String> twoSleeps() {
        return async(() -> {
            join(sleep(Duration.ofSeconds(1)), sleep(Duration.ofSeconds(1))).await();
            return "slept twice";
        });
    }

    /** Stands for a request over the network. */
    static Future<String> fetch(String page, Duration latency) {
        return async(() -> {
            sleep(latency).await();
            return page;
        });
    }

    static Future<String> threeFetches() {
        return async(() -> {
            var latency = Duration.ofMillis(500);
            var pages = joinAll(List.of(fetch("news", latency), fetch("mail", latency), fetch("weather", latency)));
            return String.join(", ", pages.await());
        });
    }

    /** Failures are exceptions. A timeout is one, and the fetch behind it is cancelled. */
    static Future<String> impatientFetch() {
        return async(() -> {
            try {
                return timeout(Duration.ofMillis(100), fetch("slow page", Duration.ofSeconds(10)))
                        .await();
            } catch (TimeoutException e) {
                return "gave up on the slow page";
            }
        });
    }

    /** A cancelled task stops at the await where it stands, and cleans up behind itself. */
    static Future<String> cancelledTask() {
        return async(() -> {
            var log = new AtomicReference<>("nothing happened");
            var task = spawn(() -> {
                try {
                    pending().await(); // for ever
                } finally {
                    log.set("its finally block ran");
                }
            });
            sleep(Duration.ofMillis(50)).await();
            task.abort();
            try {
                task.await();
                return "it ended by itself";
            } catch (TaskCancelledException e) {
                return log.get();
            }
        });
    }

    /** The first one wins; the other is cancelled before the race returns. */
    static Future<String> raceOfMirrors() {
        return race(fetch("the near mirror", Duration.ofMillis(100)), fetch("the far mirror", Duration.ofMillis(900)))
                .map(winner -> winner + " won");
    }

    private static Future<@Nullable Void> timed(PrintStream out, String what, Future<String> step) {
        return async(() -> {
            long start = System.nanoTime();
            String result = step.await();
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            out.printf(Locale.ROOT, "%-32s %,6d ms   %s%n", what, millis, result);
        });
    }
}
