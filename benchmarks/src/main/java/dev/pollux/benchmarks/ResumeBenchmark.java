package dev.pollux.benchmarks;

import static dev.pollux.future.Futures.async;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
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

/**
 * What suspending and resuming costs, beside state machines written by hand and beside Kotlin's suspend functions.
 *
 * <p>One operation: the leaf is pending, everything above it suspends, and then everything goes on. <em>stay</em>: the innermost
 * block waits in a loop, those above it wait for its end. <em>call</em>: the outermost block waits in a loop, for a block that it makes
 * anew each time, which makes the next.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ResumeBenchmark {

    private static final int AWAITS = 1_000;

    /** How many blocks stand above the leaf. */
    @Param({"1", "3"})
    int depth;

    private final Context cx = Context.of(Waker.noop());
    private final Future<Integer> leaf = new EveryOther();
    private final KotlinChain kotlin = new KotlinChain(AWAITS);

    private Object run(Future<Integer> root) throws Exception {
        while (true) {
            Object answer = root.pollRaw(cx);
            if (answer != Poll.PENDING) {
                return answer;
            }
        }
    }

    // ---------------------------------------------------------------- stay

    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public Object stayWoven() throws Exception {
        return run(level(depth));
    }

    private Future<Integer> level(int depth) {
        if (depth > 1) {
            return async(() -> level(depth - 1).await() + depth);
        }
        return async(() -> {
            int sum = 0;
            for (int i = 0; i < AWAITS; i++) {
                sum += leaf.await();
            }
            return sum;
        });
    }

    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public Object stayHandWritten() throws Exception {
        return run(levelByHand(depth));
    }

    private Future<Integer> levelByHand(int depth) {
        return depth > 1
                ? new HandWritten.Adding(depth, () -> levelByHand(depth - 1))
                : new HandWritten.Summing(AWAITS, () -> leaf);
    }

    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public Object stayKotlin() {
        return kotlin.stay(depth);
    }

    // ---------------------------------------------------------------- call

    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public Object callWoven() throws Exception {
        return run(async(() -> {
            int sum = 0;
            for (int i = 0; i < AWAITS; i++) {
                sum += called(depth - 1).await();
            }
            return sum;
        }));
    }

    private Future<Integer> called(int depth) {
        return depth > 0 ? async(() -> called(depth - 1).await() + depth) : leaf;
    }

    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public Object callHandWritten() throws Exception {
        return run(new HandWritten.Summing(AWAITS, () -> calledByHand(depth - 1)));
    }

    private Future<Integer> calledByHand(int depth) {
        return depth > 0 ? new HandWritten.Adding(depth, () -> calledByHand(depth - 1)) : leaf;
    }

    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public Object callKotlin() {
        return kotlin.call(depth);
    }
}
