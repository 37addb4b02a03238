package dev.pollux.benchmarks;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Waker;
import dev.pollux.runtime.AsyncRuntime;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * How many bytes of heap a waiting computation holds: used heap with a million of them, after several collections.
 *
 * <p>Run with {@code -XX:+UseParallelGC -Xmx4g}, whose heap figures are exact after a full collection.
 */
public final class Footprint {

    private static final int COUNT = 1_000_000;

    private Footprint() {}

    public static void main(String[] arguments) throws Exception {
        Context cx = Context.of(Waker.noop());
        print("suspended block, one level", i -> polled(inner(i), cx));
        print("suspended block, three levels", i -> polled(outer(i), cx));
        print("the same, and a dead capture each", i -> polled(chain(3, i), cx));
        AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build();
        print(
                "spawned task asleep in a timer",
                i -> runtime.spawn(async(() -> {
                    sleep(Duration.ofHours(1)).await();
                    return i;
                })));
        runtime.shutdown(Duration.ZERO);
    }

    // At each level an int and a string are alive across the await.

    private static Future<Integer> outer(int i) {
        return async(() -> {
            String text = "outer";
            return middle(i).await() + i + text.length();
        });
    }

    private static Future<Integer> middle(int i) {
        return async(() -> {
            String text = "middle";
            return inner(i).await() + i + text.length();
        });
    }

    private static Future<Integer> inner(int i) {
        return async(() -> {
            String text = "inner";
            return Futures.<Integer>pending().await() + i + text.length();
        });
    }

    /** The number of levels is captured, too, and needed only before the await. */
    private static Future<Integer> chain(int levels, int i) {
        return async(() -> {
            String text = levels > 0 ? "text" : null;
            int got = levels > 1
                    ? chain(levels - 1, i).await()
                    : Futures.<Integer>pending().await();
            return got + i + text.length();
        });
    }

    private static Future<Integer> polled(Future<Integer> future, Context cx) {
        try {
            future.poll(cx);
            return future;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void print(String what, IntFunction<Object> make) throws Exception {
        Object[] held = new Object[COUNT];
        long before = usedHeap();
        for (int i = 0; i < COUNT; i++) {
            held[i] = make.apply(i);
        }
        double bytes = (usedHeap() - before) / (double) COUNT;
        System.out.printf("%-32s %6.1f bytes%n", what, bytes);
        if (held[COUNT - 1] == null) {
            throw new IllegalStateException("keeps the array reachable");
        }
    }

    private static long usedHeap() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
