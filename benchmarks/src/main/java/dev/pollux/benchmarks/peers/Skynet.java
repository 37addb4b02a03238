package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.*;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import java.util.ArrayList;
import java.util.List;

/** W8: a tree of tasks with a million leaves. Each has ten children, joins them and yields their sum. */
final class Skynet {

    private static final int LEAVES = 1_000_000;
    private static final int CHILDREN = 10;

    private Skynet() {}

    static void joined() throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.multiThread().build()) {
            new Operations("W8").measure("skynet_join", "ns/leaf", LEAVES, () -> {
                long sum = runtime.blockOn(runtime.spawn(node(0, LEAVES)));
                Workload.check(sum, Workload.sumBelow(LEAVES));
            });
        }
    }

    private static Future<Long> node(long first, int leaves) {
        return async(() -> {
            if (leaves == 1) {
                return first;
            }
            int share = leaves / CHILDREN;
            List<JoinHandle<Long>> children = new ArrayList<>(CHILDREN);
            for (int i = 0; i < CHILDREN; i++) {
                children.add(spawn(node(first + (long) i * share, share)));
            }
            long sum = 0;
            for (JoinHandle<Long> child : children) {
                sum += child.await();
            }
            return sum;
        });
    }
}
