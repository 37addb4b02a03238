package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.*;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** W4: pairs of tasks that tell each other something once, there and back. */
final class PingPong {

    private static final int PAIRS = 1_000;

    private PingPong() {}

    static void pairs() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            new Operations("W4").measure("ping_pong", "ns/pair", PAIRS, () -> {
                CountDownLatch done = new CountDownLatch(1);
                AtomicInteger remaining = new AtomicInteger(PAIRS);
                runtime.spawn(() -> {
                    for (int i = 0; i < PAIRS; i++) {
                        spawn(pair(remaining, done));
                    }
                });
                done.await();
            });
        }
    }

    private static Future<Void> pair(AtomicInteger remaining, CountDownLatch done) {
        return async(() -> {
            Oneshot<Boolean> there = new Oneshot<>();
            Oneshot<Boolean> back = new Oneshot<>();
            spawn(() -> {
                there.await();
                back.send(true);
            });
            there.send(true);
            back.await();
            if (remaining.decrementAndGet() == 0) {
                done.countDown();
            }
        });
    }
}
