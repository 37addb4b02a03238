package dev.pollux.benchmarks;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.ready;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.yieldNow;

import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.task.JoinHandle;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a task costs: to start and join it, to give way, to call blocking code. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TaskBenchmark {

    private static final int TASKS = 1_000;

    @Param({"currentThread", "multiThread"})
    String flavour;

    private AsyncRuntime runtime;

    @Setup
    public void start() {
        runtime = flavour.equals("currentThread")
                ? AsyncRuntime.currentThread().build()
                : AsyncRuntime.multiThread().workerThreads(2).build();
    }

    @TearDown
    public void stop() {
        runtime.close();
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public Object spawnAndJoin() throws Exception {
        return runtime.blockOn(async(() -> {
            @SuppressWarnings({"unchecked", "rawtypes"})
            JoinHandle<Integer>[] handles = new JoinHandle[TASKS];
            for (int i = 0; i < TASKS; i++) {
                handles[i] = spawn(ready(i));
            }
            int sum = 0;
            for (JoinHandle<Integer> handle : handles) {
                sum += handle.await();
            }
            return sum;
        }));
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public Object giveWay() throws Exception {
        return runtime.blockOn(spawnedYields());
    }

    private JoinHandle<Integer> spawnedYields() {
        return runtime.spawn(async(() -> {
            int i = 0;
            while (i < TASKS) {
                yieldNow().await();
                i++;
            }
            return i;
        }));
    }

    @Benchmark
    @OperationsPerInvocation(100)
    public Object callBlockingCode() throws Exception {
        return runtime.blockOn(async(() -> {
            int sum = 0;
            for (int i = 0; i < 100; i++) {
                int value = i;
                sum += spawnBlocking(() -> value).await();
            }
            return sum;
        }));
    }
}
