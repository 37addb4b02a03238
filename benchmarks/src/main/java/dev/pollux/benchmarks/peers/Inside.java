package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.async;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
import java.util.List;
import java.util.function.Supplier;

/** A runtime on which a workload runs as one task, and all that it starts, while the main thread only waits for it. */
final class Inside implements AutoCloseable {

    private final AsyncRuntime runtime = AsyncRuntime.multiThread().build();
    private final Operations operations;

    Inside(String workload) {
        this.operations = new Operations(workload);
    }

    /**
     * Measures.
     *
     * @param count how many operations one run of {@code body} is
     * @param expected what the body must come to
     */
    void measure(String metric, String unit, long count, long expected, Supplier<Future<Long>> body) throws Exception {
        operations.measure(metric, unit, count, () -> {
            long result = runtime.blockOn(runtime.spawn(body.get()));
            Workload.check(result, expected);
        });
    }

    /** What all the tasks come to. */
    static Future<Long> sum(List<JoinHandle<Long>> tasks) {
        return async(() -> {
            long sum = 0;
            for (JoinHandle<Long> task : tasks) {
                sum += task.await();
            }
            return sum;
        });
    }

    @Override
    public void close() {
        runtime.close();
    }
}
