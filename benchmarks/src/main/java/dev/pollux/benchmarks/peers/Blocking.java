package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.*;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import java.util.ArrayList;
import java.util.List;

/** W12: trivial jobs for the threads that may block, all at once and one after the other. */
final class Blocking {

    private static final int BURST = 100_000;
    private static final int SEQUENCE = 10_000;

    private Blocking() {}

    static void burstAndSequence() throws Exception {
        Operations operations = new Operations("W12");
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            operations.measure("blocking_burst", "ns/op", BURST, () -> {
                long sum = runtime.blockOn(runtime.spawn(burst()));
                Workload.check(sum, Workload.sumBelow(BURST));
            });
            operations.measure("blocking_seq", "ns/op", SEQUENCE, () -> {
                long sum = runtime.blockOn(runtime.spawn(sequence()));
                Workload.check(sum, Workload.sumBelow(SEQUENCE));
            });
        }
    }

    private static Future<Long> burst() {
        return async(() -> {
            List<JoinHandle<Long>> jobs = new ArrayList<>(BURST);
            for (long i = 0; i < BURST; i++) {
                long index = i;
                jobs.add(spawnBlocking(() -> index));
            }
            long sum = 0;
            for (JoinHandle<Long> job : jobs) {
                sum += job.await();
            }
            return sum;
        });
    }

    private static Future<Long> sequence() {
        return async(() -> {
            long sum = 0;
            for (long i = 0; i < SEQUENCE; i++) {
                long index = i;
                sum += spawnBlocking(() -> index).await();
            }
            return sum;
        });
    }
}
