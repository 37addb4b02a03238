package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.*;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.sync.Oneshot;
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
            var there = Oneshot.<Boolean>channel();
            var back = Oneshot.<Boolean>channel();
            spawn(() -> {
                there.receiver().await();
                back.sender().send(true);
            });
            there.sender().send(true);
            back.receiver().await();
            if (remaining.decrementAndGet() == 0) {
                done.countDown();
            }
        });
    }
}
