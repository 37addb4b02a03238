package dev.pollux.examples.crawler;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;

import dev.pollux.future.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Tries again what failed, after a wait that doubles each time. A part of each wait is random, so that those that failed together do
 * not come back together.
 *
 * @param attempts how many there are, the first included
 * @param first how long to wait at most after the first attempt
 * @param longest how long to wait at most after any attempt
 * @param random of the waits; used by several threads
 */
record Retries(int attempts, Duration first, Duration longest, Random random) {

    Retries {
        if (attempts < 1) {
            throw new IllegalArgumentException("there are " + attempts + " attempts, but one at least is needed");
        }
    }

    /** Makes attempts until one succeeds, or fails for good, or there are no more: then the failure of the last one counts. */
    <T> Future<T> run(Supplier<Future<T>> attempt, Runnable onRetry) {
        return async(() -> {
            for (int made = 1; ; made++) {
                try {
                    return attempt.get().await();
                } catch (IOException | TimeoutException e) {
                    if (made == attempts || !isTemporary(e)) {
                        throw e;
                    }
                }
                onRetry.run();
                sleep(waitAfter(made)).await();
            }
        });
    }

    private static boolean isTemporary(Exception failure) {
        return !(failure instanceof StatusException status) || status.isTemporary();
    }

    /** From half to the whole of a time that doubles. */
    Duration waitAfter(int made) {
        Duration whole = first;
        for (int i = 1; i < made && whole.compareTo(longest) < 0; i++) {
            whole = whole.multipliedBy(2);
        }
        long half = (whole.compareTo(longest) < 0 ? whole : longest).toNanos() / 2;
        return Duration.ofNanos(half + (long) (half * random.nextDouble()));
    }
}
