package dev.pollux.examples.firststeps;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.blockInPlace;
import static dev.pollux.Pollux.consumeBudget;
import static dev.pollux.Pollux.preemptible;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.spawnCompute;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.Bulkhead;
import dev.pollux.runtime.Compute;
import dev.pollux.runtime.ShutdownReport;
import dev.pollux.task.AbortOnDropHandle;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Where code runs that is not made of awaits, and how a runtime of one's own ends. */
final class Reports {

    private Reports() {}

    // ---------------------------------------------------------------- calls that block

    static Future<String> load(Callable<String> query) {
        return async(() -> {
            return new AbortOnDropHandle<>(spawnBlocking(query)).await(); // dropped, it interrupts the call
        });
    }

    static Future<String> loadInPlace(Callable<String> query) {
        return async(() -> {
            return blockInPlace(query); // another thread goes on with the worker's other tasks
        });
    }

    /** One bulkhead for each database: as many threads as it has connections, so no job waits for one. */
    static Bulkhead ordersDatabase(AsyncRuntime runtime, int connections) {
        return Bulkhead.named("orders").threads(connections).queue(100).build(runtime.handle());
    }

    static Future<String> loadOrder(Bulkhead orders, Callable<String> query) {
        return orders.submit(query); // waits for room, without a thread
    }

    // ---------------------------------------------------------------- code that computes

    static Future<Long> sumOfSquares(int count) {
        return async(() -> {
            return spawnCompute(() -> {
                        long sum = 0;
                        for (int i = 1; i <= count; i++) {
                            Compute.checkCancelled();
                            sum += (long) i * i;
                        }
                        return sum;
                    })
                    .await();
        });
    }

    /** Short work, many times: it stays in the task, and lets others run now and then. */
    static Future<Integer> checksum(String text) {
        return async(() -> {
            int sum = 0;
            for (int i = 0; i < text.length(); i++) {
                sum = 31 * sum + text.charAt(i);
                consumeBudget().await();
            }
            return sum;
        });
    }

    /** The same, with the compiler seeing to it. */
    static Future<Integer> preemptibleChecksum(String text) {
        return preemptible(() -> {
            int sum = 0;
            for (int i = 0; i < text.length(); i++) {
                sum = 31 * sum + text.charAt(i);
            }
            return sum;
        });
    }

    // ---------------------------------------------------------------- a runtime of one's own

    static String once(Future<String> report) throws Exception {
        try (AsyncRuntime runtime =
                AsyncRuntime.multiThread().workerThreads(2).name("reports").build()) {
            return runtime.blockOn(report);
        }
    }

    static void end(AsyncRuntime runtime) throws InterruptedException {
        ShutdownReport report = runtime.shutdown(Duration.ofSeconds(20), Duration.ofSeconds(25));
        if (!report.isComplete() || !report.undrained().isEmpty()) {
            System.err.println(report); // what was cut off, and the stacks of what runs on
        }
    }
}
