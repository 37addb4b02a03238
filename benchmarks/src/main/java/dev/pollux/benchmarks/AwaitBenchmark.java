package dev.pollux.benchmarks;

import static dev.pollux.future.Futures.async;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.RawFuture;
import dev.pollux.future.Waker;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an await costs: of a future that is ready, and of one that suspends, one and more blocks deep. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AwaitBenchmark {

    private static final int AWAITS = 1_000;

    private final Context cx = Context.of(Waker.noop());

    /** A leaf that is always ready. One object, so that the benchmark sees only the await. */
    private static final class Always extends RawFuture<Integer> {
        private final Integer value;

        Always(int value) {
            this.value = value;
        }

        @Override
        public Object pollRaw(Context cx) {
            return value;
        }
    }

    /** A leaf that is pending at every other poll. One object, like a socket that is read again and again. */
    private static final class EveryOther extends RawFuture<Integer> {
        private boolean ready = true;

        @Override
        public Object pollRaw(Context cx) {
            ready = !ready;
            return ready ? (Object) 1 : Poll.PENDING;
        }
    }

    private final Always always = new Always(1);
    private final EveryOther everyOther = new EveryOther();

    /** How many blocks stand above the leaf. */
    @State(Scope.Thread)
    public static class Nesting {
        @Param({"1", "3", "10"})
        int depth;
    }

    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public Object ready() throws Exception {
        Future<Integer> leaf = always;
        return async(() -> {
                    int sum = 0;
                    for (int i = 0; i < AWAITS; i++) {
                        sum += leaf.await();
                    }
                    return sum;
                })
                .pollRaw(cx);
    }

    /** One operation: the leaf is pending, every block suspends, the root is polled, every block resumes. */
    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public Object suspendAndResume(Nesting nesting) throws Exception {
        Future<Integer> root = level(nesting.depth);
        while (true) {
            Object answer = root.pollRaw(cx);
            if (answer != Poll.PENDING) {
                return answer;
            }
        }
    }

    private Future<Integer> level(int depth) {
        if (depth > 1) {
            return async(() -> level(depth - 1).await() + depth);
        }
        Future<Integer> leaf = everyOther;
        return async(() -> {
            int sum = 0;
            for (int i = 0; i < AWAITS; i++) {
                sum += leaf.await();
            }
            return sum;
        });
    }
}
