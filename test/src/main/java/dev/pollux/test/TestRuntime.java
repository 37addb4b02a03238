package dev.pollux.test;

import dev.pollux.future.AsyncAction;
import dev.pollux.future.AsyncBlock;
import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.future.Poll;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.RuntimeBuilder;
import dev.pollux.runtime.RuntimeDump;
import dev.pollux.runtime.dump.TaskDump;
import dev.pollux.runtime.spi.TaskOrder;
import dev.pollux.task.TaskFailure;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The runtime of a {@link PolluxTest}, and what the test may ask of it. */
public final class TestRuntime {

    /** How often tasks that are about to end get another chance before they count as leaked. */
    private static final int LAST_TURNS = 1_000;

    private static final long BETWEEN_TURNS = TimeUnit.MILLISECONDS.toNanos(1);

    private final FailureLog failures = new FailureLog();
    private final RandomGenerator random;
    private final boolean multiThread;
    private final AsyncRuntime runtime;

    TestRuntime(String name, TestSettings settings) {
        Long seed = settings.seed();
        SplittableRandom seeds =
                new SplittableRandom(seed == null ? 0 : seed); // Random itself begins alike for small seeds
        random = new Random(seeds.nextLong());
        multiThread = settings.multiThread();
        runtime = builder(settings, new Random(seeds.nextLong()))
                .name(name)
                .startPaused(settings.startPaused())
                .onFailure(failures::add)
                .onFuturelock(failures::add)
                .build();
    }

    private static RuntimeBuilder builder(TestSettings settings, Random choices) {
        if (settings.multiThread()) {
            return AsyncRuntime.multiThread().workerThreads(settings.workers()).random(choices);
        }
        TaskOrder order = settings.seed() == null ? TaskOrder.firstComeFirstServed() : TaskOrder.shuffled(choices);
        return AsyncRuntime.currentThread().random(choices).taskOrder(order);
    }

    // ---------------------------------------------------------------- for tests

    /**
     * Polls a future on the thread of the test until it is finished.
     *
     * @param future what to wait for
     * @param <T> the type of its value
     * @return its value
     * @throws Exception what the future throws
     */
    public <T extends @Nullable Object> T run(Future<T> future) throws Exception {
        return runtime.blockOn(future);
    }

    /**
     * Runs an async block on the thread of the test, to its end.
     *
     * @param block a lambda that may await
     * @throws Exception what the block throws
     */
    public void run(AsyncAction block) throws Exception {
        run(Futures.async(block));
    }

    /**
     * Runs an async block on the thread of the test, to its end.
     *
     * @param block a lambda that may await
     * @param <T> the type of its value
     * @return its value
     * @throws Exception what the block throws
     */
    public <T extends @Nullable Object> T run(AsyncBlock<T> block) throws Exception {
        return run(Futures.async(block));
    }

    /**
     * Returns the runtime itself.
     *
     * @return the current runtime of the test
     */
    public AsyncRuntime runtime() {
        return runtime;
    }

    /**
     * Returns the source of the test's own random choices. It is seeded as the run is, and so a replay draws the same.
     *
     * @return safe for use by any thread
     */
    public RandomGenerator random() {
        return random;
    }

    /**
     * Takes the failures of tasks that nobody took so far, for a test of failures. They do not fail the test any more.
     *
     * @return the failures, in the order in which they were reported
     */
    public List<TaskFailure> takeFailures() {
        return failures.take();
    }

    // ---------------------------------------------------------------- for the extension

    FailureLog failures() {
        return failures;
    }

    /** Returns the tasks that are alive and do not end when they get the chance. */
    List<TaskDump> leaked() throws Exception {
        List<TaskDump> alive = alive();
        for (int turn = 0; turn < LAST_TURNS && !alive.isEmpty(); turn++) {
            if (multiThread) {
                LockSupport.parkNanos(BETWEEN_TURNS);
            } else {
                runReadyTasks();
            }
            alive = alive();
        }
        return alive;
    }

    private List<TaskDump> alive() {
        RuntimeDump dump = runtime.dump();
        return Stream.concat(dump.tasks().stream(), dump.blockingJobs().stream())
                .toList();
    }

    private void runReadyTasks() throws Exception {
        boolean[] gaveWay = new boolean[1];
        runtime.blockOn(Futures.pollFn(cx -> {
            if (gaveWay[0]) {
                return Poll.ready(true);
            }
            gaveWay[0] = true;
            cx.waker().wake();
            return Poll.pending();
        }));
    }

    @Override
    public String toString() {
        return "TestRuntime[" + runtime + "]";
    }
}
