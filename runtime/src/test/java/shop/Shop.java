package shop;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.yieldNow;

import dev.pollux.future.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The program whose dump is shown in docs/debugging.md. */
public final class Shop {

    public final CountDownLatch reporting = new CountDownLatch(1);
    public volatile boolean closed;

    public Future<Integer> order() {
        return async(() -> {
            var both = join(price(), stock()).await();
            return both.first() * both.second();
        });
    }

    private Future<Integer> price() {
        return async(() -> {
            sleep(Duration.ofMinutes(1)).await();
            return 5;
        });
    }

    private Future<Integer> stock() {
        return async(() -> spawnBlocking(this::countShelves).await());
    }

    private int countShelves() {
        return countUntilClosed();
    }

    public Future<Integer> report() {
        return async(() -> {
            yieldNow().await();
            reporting.countDown();
            return countUntilClosed();
        });
    }

    private int countUntilClosed() {
        int rounds = 0;
        while (!closed) {
            rounds++;
        }
        return rounds;
    }
}
