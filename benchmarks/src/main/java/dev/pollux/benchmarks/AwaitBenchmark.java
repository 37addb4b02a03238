package dev.pollux.benchmarks;

import static dev.pollux.future.Futures.async;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an await of a future that is ready costs. What it costs to wait: {@link ResumeBenchmark}. */
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

    private final Always always = new Always(1);

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

    /** The library's own ready future, made for each await. */
    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public Object readyMadeAnew() throws Exception {
        return async(() -> {
                    int sum = 0;
                    for (int i = 0; i < AWAITS; i++) {
                        sum += Futures.ready(1).await();
                    }
                    return sum;
                })
                .pollRaw(cx);
    }

    /** A block that does not suspend, made for each await: what is allocated is the block, not the await. */
    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public Object readyBlock() throws Exception {
        return async(() -> {
                    int sum = 0;
                    for (int i = 0; i < AWAITS; i++) {
                        sum += increment().await();
                    }
                    return sum;
                })
                .pollRaw(cx);
    }

    private Future<Integer> increment() {
        return async(() -> always.await() + 1);
    }
}
