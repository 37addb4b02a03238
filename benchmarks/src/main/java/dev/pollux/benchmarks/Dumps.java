package dev.pollux.benchmarks;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.metrics.WorkerMetrics;
import dev.pollux.sync.Mpsc;
import dev.pollux.sync.Mutex;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * How long a dump takes of a million tasks that wait: for time, each for a message of its own channel, all for one lock.
 *
 * <p>Run with {@code -Xms8g -Xmx8g}; arguments: how many tasks, how many rounds.
 */
public final class Dumps {

    private static final int WORKERS = 2;

    private static final List<Mpsc.Sender<Integer>> SENDERS = new ArrayList<>();

    private static int count = 1_000_000;
    private static int rounds = 7;

    private Dumps() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            count = Integer.parseInt(arguments[0]);
        }
        if (arguments.length > 1) {
            rounds = Integer.parseInt(arguments[1]);
        }
        System.out.printf("%-28s %21s %21s%n", "ms, first and median", "dump()", "dumpTo()");
        measure("asleep", Dumps::sleeper);
        measure("in a recv each", Dumps::receiver);
        Mutex<String> account = new Mutex<>("account");
        measure("all in line for one lock", () -> locker(account));
    }

    // Each is two blocks deep, as the least that a program of some size has.

    private static Future<Integer> sleeper() {
        return async(() -> nap().await() + 1);
    }

    private static Future<Integer> nap() {
        return async(() -> {
            sleep(Duration.ofHours(1)).await();
            return 1;
        });
    }

    private static Future<Integer> receiver() {
        Mpsc.Channel<Integer> channel = Mpsc.bounded(1);
        SENDERS.add(channel.sender()); // which keeps it open
        return async(() -> next(channel.receiver()).await() + 1);
    }

    private static Future<Integer> next(Mpsc.Receiver<Integer> messages) {
        return async(() -> messages.recv().await() + 1);
    }

    private static Future<Integer> locker(Mutex<String> account) {
        return async(() -> read(account).await() + 1);
    }

    private static Future<Integer> read(Mutex<String> account) {
        return async(() -> {
            try (var guard = account.lock().await()) {
                sleep(Duration.ofHours(1)).await();
                return guard.get().length();
            }
        });
    }

    // ---------------------------------------------------------------- measuring

    private static void measure(String what, Supplier<Future<Integer>> make) throws Exception {
        AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(WORKERS).build();
        List<Object> handles = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            handles.add(runtime.spawn(make.get()));
        }
        while (!runtime.metrics().workers().stream()
                .allMatch(WorkerMetrics::isParked)) { // all have come to where they wait
            Thread.sleep(100);
        }
        long[] dumps = new long[rounds];
        long[] texts = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            dumps[round] = millis(() -> require(runtime.dump().tasks().size() == count));
            texts[round] = millis(() -> runtime.dumpTo(new Nowhere()));
        }
        System.out.printf("%-28s %s %s%n", what, row(dumps), row(texts));
        runtime.shutdown(Duration.ZERO);
        require(handles.size() == count);
    }

    private interface Step {
        void run() throws IOException;
    }

    private static long millis(Step step) throws IOException {
        System.gc();
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void require(boolean expected) {
        if (!expected) {
            throw new IllegalStateException("not all tasks are in the dump");
        }
    }

    private static String row(long[] millis) {
        long first = millis[0];
        Arrays.sort(millis);
        return String.format("%10d %10d", first, millis[millis.length / 2]);
    }

    private static final class Nowhere extends Writer {

        @Override
        public void write(char[] text, int from, int length) {}

        @Override
        public void write(String text, int from, int length) {}

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
